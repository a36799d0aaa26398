#include <demitasse/abi.h>
#include <string.h>
#include <tvm/runtime/crt/stack_allocator.h>

#include "runtime.h"

#define ALIGNMENT ((size_t)TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES)

DEMITASSE_ASSERT(alignment_is_a_power_of_two,
                 ALIGNMENT >= 8u && (ALIGNMENT & (ALIGNMENT - 1u)) == 0u);

#ifdef TVM_CRT_STACK_ALLOCATOR_ENABLE_LIFO_CHECK
#define DO_LIFO_CHECK 1
#else
#define DO_LIFO_CHECK 0
#endif

/* In front of a block, where the order of freeing is checked: ALIGNMENT bytes that begin so. */
typedef struct {
  uint32_t tag;
  int32_t nbytes;
} block_header;

/* Bytes behind the last block. */
static size_t bytes_left(const tvm_workspace_t* workspace) {
  return workspace->workspace_size - (size_t)(workspace->next_alloc - workspace->workspace);
}

/* Bytes that a block takes: a multiple of the alignment, or all that is left if that is less. */
static size_t block_bytes(int32_t nbytes, size_t left) {
  size_t rounded = ((size_t)nbytes + ALIGNMENT - 1u) & ~(ALIGNMENT - 1u);
  return rounded < left ? rounded : left;
}

tvm_crt_error_t StackMemoryManager_Init(tvm_workspace_t* tvm_runtime_workspace,
                                        uint8_t* g_aot_memory, size_t workspace_size) {
  if (tvm_runtime_workspace == NULL || g_aot_memory == NULL) {
    return demitasse_error(kTvmErrorFunctionCallInvalidArg, "the workspace is null");
  }
  size_t lost = demitasse_misaligned_by(g_aot_memory, ALIGNMENT);
  bool fits = lost <= workspace_size;
  tvm_runtime_workspace->workspace = g_aot_memory;
  tvm_runtime_workspace->workspace_size = fits ? workspace_size : 0u;
  tvm_runtime_workspace->next_alloc = g_aot_memory + (fits ? lost : 0u);
  return fits ? kTvmErrorNoError
              : demitasse_error(kTvmErrorPlatformNoMemory,
                                "the workspace ends before its first aligned byte");
}

tvm_crt_error_t StackMemoryManager_Allocate_Body(tvm_workspace_t* tvm_runtime_workspace,
                                                 int32_t nbytes, void** current_alloc,
                                                 uint8_t do_lifo_check) {
  if (nbytes <= 0) {
    return demitasse_error(kTvmErrorFunctionCallInvalidArg, "a block has at least one byte");
  }
  size_t left = bytes_left(tvm_runtime_workspace);
  size_t header = do_lifo_check != 0u ? ALIGNMENT : 0u;
  if (left < header || left - header < (size_t)nbytes) {
    size_t lost = demitasse_misaligned_by(tvm_runtime_workspace->workspace, ALIGNMENT);
    return left + lost >= header && left + lost - header >= (size_t)nbytes
               ? demitasse_error(kTvmErrorPlatformMisaligned,
                                 "the workspace would suffice if it began at an aligned address")
               : demitasse_error(kTvmErrorPlatformNoMemory, "the workspace is too small");
  }
  if (header != 0u) {
    block_header values = {STACK_ALLOCATOR_TAG, nbytes};
    memcpy(tvm_runtime_workspace->next_alloc, &values, sizeof values);
  }
  *current_alloc = tvm_runtime_workspace->next_alloc + header;
  tvm_runtime_workspace->next_alloc += header + block_bytes(nbytes, left - header);
  return kTvmErrorNoError;
}

/* Whether a block with a header begins here, inside the workspace, and is the last one. */
static bool is_last_block(const tvm_workspace_t* workspace, const uint8_t* block) {
  block_header header;
  if ((size_t)(block - workspace->workspace) < ALIGNMENT) {
    return false;
  }
  memcpy(&header, block - ALIGNMENT, sizeof header);
  size_t left = workspace->workspace_size - (size_t)(block - workspace->workspace);
  return header.tag == STACK_ALLOCATOR_TAG &&
         block_bytes(header.nbytes, left) == (size_t)(workspace->next_alloc - block);
}

tvm_crt_error_t StackMemoryManager_Free_Body(tvm_workspace_t* tvm_runtime_workspace, void* ptr,
                                             uint8_t do_lifo_check) {
  uint8_t* block = (uint8_t*)ptr;
  uintptr_t address = (uintptr_t)ptr;
  bool inside = address >= (uintptr_t)tvm_runtime_workspace->workspace &&
                address < (uintptr_t)tvm_runtime_workspace->next_alloc &&
                demitasse_misaligned_by(ptr, ALIGNMENT) == 0u;
  if (!inside || (do_lifo_check != 0u && !is_last_block(tvm_runtime_workspace, block))) {
    return demitasse_error(kTvmErrorPlatformStackAllocBadFree, "no block to free begins there");
  }
  if (do_lifo_check != 0u) {
    block -= ALIGNMENT;
    memset(block, 0, sizeof(block_header));
  }
  tvm_runtime_workspace->next_alloc = block;
  return kTvmErrorNoError;
}

tvm_crt_error_t StackMemoryManager_Allocate(tvm_workspace_t* tvm_runtime_workspace, int32_t nbytes,
                                            void** current_alloc) {
  return StackMemoryManager_Allocate_Body(tvm_runtime_workspace, nbytes, current_alloc,
                                          DO_LIFO_CHECK);
}

tvm_crt_error_t StackMemoryManager_Free(tvm_workspace_t* tvm_runtime_workspace, void* ptr) {
  return StackMemoryManager_Free_Body(tvm_runtime_workspace, ptr, DO_LIFO_CHECK);
}
