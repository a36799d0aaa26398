#include <doctest/doctest.h>
#include <tvm/runtime/crt/stack_allocator.h>

#include <vector>

namespace {

constexpr size_t kAlignment = TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES;

struct Memory {
  alignas(kAlignment) uint8_t bytes[256];
  tvm_workspace_t workspace;

  explicit Memory(size_t size, size_t offset = 0) {
    REQUIRE(StackMemoryManager_Init(&workspace, bytes + offset, size) == kTvmErrorNoError);
  }

  uint8_t* allocate(int32_t nbytes, uint8_t check = 0) {
    void* block = nullptr;
    last = StackMemoryManager_Allocate_Body(&workspace, nbytes, &block, check);
    return static_cast<uint8_t*>(block);
  }

  tvm_crt_error_t free(void* block, uint8_t check = 0) {
    return StackMemoryManager_Free_Body(&workspace, block, check);
  }

  tvm_crt_error_t last = kTvmErrorNoError;
};

}  // namespace

TEST_CASE("blocks follow each other at aligned addresses") {
  Memory memory(256);
  CHECK(memory.allocate(1) == memory.bytes);
  CHECK(memory.allocate(17) == memory.bytes + kAlignment);
  CHECK(memory.allocate(16) == memory.bytes + 3 * kAlignment);
}

TEST_CASE("all of the memory can be used, also where its size is no multiple") {
  Memory memory(100);
  uint8_t* block = memory.allocate(100);
  CHECK(block == memory.bytes);
  CHECK(memory.allocate(1) == nullptr);
  CHECK(memory.last == kTvmErrorPlatformNoMemory);
  CHECK(memory.free(block) == kTvmErrorNoError);
  CHECK(memory.allocate(101) == nullptr);
  CHECK(memory.allocate(100) == block);
}

TEST_CASE("where only the alignment of the memory is missing, the error says so") {
  Memory memory(64, 4);
  CHECK(memory.allocate(64) == nullptr);
  CHECK(memory.last == kTvmErrorPlatformMisaligned);
  CHECK(memory.allocate(65) == nullptr);
  CHECK(memory.last == kTvmErrorPlatformNoMemory);
  CHECK(memory.allocate(52) == memory.bytes + kAlignment);
}

TEST_CASE("freeing a block frees those behind it") {
  Memory memory(256);
  uint8_t* first = memory.allocate(32);
  uint8_t* second = memory.allocate(32);
  memory.allocate(32);
  CHECK(memory.free(second) == kTvmErrorNoError);
  CHECK(memory.allocate(48) == second);
  CHECK(memory.free(first) == kTvmErrorNoError);
  CHECK(memory.allocate(256) == first);
}

TEST_CASE("what is no block cannot be freed") {
  Memory memory(256);
  uint8_t* block = memory.allocate(32);
  for (void* wrong : std::vector<void*>{nullptr, block + 1, block + 32, block - kAlignment,
                                        memory.bytes + 256, &memory.workspace}) {
    CHECK(memory.free(wrong) == kTvmErrorPlatformStackAllocBadFree);
  }
  CHECK(memory.allocate(224) == block + 32);
}

TEST_CASE("with the check, only the last block can be freed") {
  Memory memory(256);
  uint8_t* first = memory.allocate(32, 1);
  uint8_t* second = memory.allocate(20, 1);
  CHECK(first == memory.bytes + kAlignment);
  CHECK(second == first + 32 + kAlignment);
  CHECK(memory.free(first, 1) == kTvmErrorPlatformStackAllocBadFree);
  CHECK(memory.free(second - kAlignment, 1) == kTvmErrorPlatformStackAllocBadFree);
  CHECK(memory.free(memory.bytes, 1) == kTvmErrorPlatformStackAllocBadFree);
  CHECK(memory.free(second, 1) == kTvmErrorNoError);
  CHECK(memory.free(second, 1) == kTvmErrorPlatformStackAllocBadFree);
  CHECK(memory.free(first, 1) == kTvmErrorNoError);
  CHECK(memory.allocate(240, 1) == first);
  CHECK(memory.allocate(1, 1) == nullptr);
  CHECK(memory.free(first, 1) == kTvmErrorNoError);
}

TEST_CASE("with the check, a block that was freed is none, whatever is behind it") {
  Memory memory(256);
  uint8_t* first = memory.allocate(32, 1);
  uint8_t* second = memory.allocate(32, 1);
  REQUIRE(memory.free(second, 1) == kTvmErrorNoError);
  REQUIRE(memory.free(first, 1) == kTvmErrorNoError);
  REQUIRE(memory.allocate(32 + kAlignment + 32, 1) == first);
  CHECK(memory.free(second, 1) == kTvmErrorPlatformStackAllocBadFree);
}

TEST_CASE("sizes that are none are refused") {
  Memory memory(256);
  for (int32_t nbytes : {0, -1, INT32_MIN}) {
    CHECK(memory.allocate(nbytes) == nullptr);
    CHECK(memory.last == kTvmErrorFunctionCallInvalidArg);
  }
  CHECK(memory.allocate(INT32_MAX) == nullptr);
  CHECK(memory.last == kTvmErrorPlatformNoMemory);
  CHECK(memory.allocate(INT32_MAX, 1) == nullptr);
  CHECK(memory.last == kTvmErrorPlatformNoMemory);
}

TEST_CASE("memory that ends before it is aligned serves nothing") {
  alignas(kAlignment) uint8_t bytes[kAlignment];
  tvm_workspace_t workspace;
  void* block = nullptr;
  CHECK(StackMemoryManager_Init(&workspace, bytes + 1, 8) == kTvmErrorPlatformNoMemory);
  CHECK(StackMemoryManager_Allocate(&workspace, 1, &block) != kTvmErrorNoError);
  CHECK(StackMemoryManager_Init(&workspace, nullptr, 8) == kTvmErrorFunctionCallInvalidArg);
  CHECK(StackMemoryManager_Init(nullptr, bytes, 8) == kTvmErrorFunctionCallInvalidArg);
  CHECK(block == nullptr);
}

TEST_CASE("the functions without the parameter check if the setting says so") {
  Memory memory(256);
  void* first = nullptr;
  void* second = nullptr;
  REQUIRE(StackMemoryManager_Allocate(&memory.workspace, 8, &first) == kTvmErrorNoError);
  REQUIRE(StackMemoryManager_Allocate(&memory.workspace, 8, &second) == kTvmErrorNoError);
#ifdef TVM_CRT_STACK_ALLOCATOR_ENABLE_LIFO_CHECK
  CHECK(StackMemoryManager_Free(&memory.workspace, first) == kTvmErrorPlatformStackAllocBadFree);
#else
  CHECK(StackMemoryManager_Free(&memory.workspace, first) == kTvmErrorNoError);
#endif
}
