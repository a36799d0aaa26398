#include <demitasse/abi.h>
#include <demitasse/crt.h>
#include <doctest/doctest.h>
#include <tvm/runtime/crt/aot_executor.h>
#include <tvm/runtime/crt/packed_func.h>
#include <tvm/runtime/crt/platform.h>

#include <cstring>
#include <string>
#include <vector>

#include "tvmgen_many.h"
#include "tvmgen_tiny.h"

namespace {

const DLDevice kCpu = {kDLCPU, 0};

TVMModuleHandle system_lib() {
  TVMModuleHandle module = nullptr;
  REQUIRE(TVMModCreateFromCModule(TVMSystemLibEntryPoint(), &module) == 0);
  return module;
}

struct Tiny {
  TVMAotExecutor executor;
  uint64_t args[TVM_AOT_EXECUTOR_ARGS_BYTES(3) / 8];
  alignas(16) uint8_t memory[32 + 32 + 32];

  Tiny() {
    std::memset(memory, 0xff, sizeof memory);
    REQUIRE(TVMAotExecutor_Init(&executor, system_lib(), kCpu, "tiny", args, sizeof args) == 0);
  }

  float* data(int i) { return static_cast<float*>(executor.args[i].dl_tensor.data); }
};

/* Metadata that a test may spoil, as the only network of a module. */
TVMMetadata spoilt;
int spoilt_code = kTVMOpaqueHandle;
int spoilt_status = 0;

int spoilt_run(TVMValue*, int*, int, TVMValue*, int*, void*) { return 0; }

int tvmgen_spoilt_get_c_metadata(TVMValue*, int*, int, TVMValue* ret, int* code, void*) {
  ret->v_handle = &spoilt;
  *code = spoilt_code;
  return spoilt_status;
}

#define SPOILT_FUNCTIONS(F) F(spoilt_run) F(tvmgen_spoilt_get_c_metadata)

}  // namespace

DEMITASSE_MODULE(spoilt, SPOILT_FUNCTIONS);

TEST_CASE("a network describes its arguments") {
  Tiny tiny;
  CHECK(tiny.executor.num_args == 3);
  CHECK(TVMAotExecutor_GetNumInputs(&tiny.executor) == 1);
  CHECK(TVMAotExecutor_GetNumOutputs(&tiny.executor) == 1);
  CHECK(TVMAotExecutor_GetInputIndex(&tiny.executor, "x") == 0);
  CHECK(TVMAotExecutor_GetInputIndex(&tiny.executor, "y") == -1);
  const char* name = nullptr;
  CHECK(TVMAotExecutor_GetInputName(&tiny.executor, 0, &name) == 0);
  CHECK(name == std::string("x"));
  CHECK(TVMAotExecutor_GetInputName(&tiny.executor, 1, &name) ==
        kTvmErrorExecutorModuleNoSuchInput);
  CHECK(TVMAotExecutor_GetInputName(&tiny.executor, -1, &name) ==
        kTvmErrorExecutorModuleNoSuchInput);
  const DLTensor& y = tiny.executor.args[1].dl_tensor;
  CHECK(y.ndim == 2);
  CHECK(y.shape[1] == 3);
  CHECK(y.strides == nullptr);
  CHECK(y.dtype.code == kDLFloat);
  CHECK(y.dtype.bits == 32);
  CHECK(y.device.device_type == kDLCPU);
}

TEST_CASE("a network runs in memory of the caller's, as often as one likes") {
  Tiny tiny;
  REQUIRE(TVMAotExecutor_PlaceSize(&tiny.executor) == sizeof tiny.memory);
  REQUIRE(TVMAotExecutor_Place(&tiny.executor, tiny.memory, sizeof tiny.memory) == 0);
  CHECK(tiny.data(0)[5] == 0.0f);
  for (float first : {1.0f, -3.0f}) {
    for (int i = 0; i < 6; i++) {
      tiny.data(0)[i] = first + static_cast<float>(i);
    }
    REQUIRE(TVMAotExecutor_Run(&tiny.executor) == 0);
    for (int i = 0; i < 6; i++) {
      CHECK(tiny.data(1)[i] == 2.0f * (first + static_cast<float>(i)) + 0.5f);
    }
  }
}

TEST_CASE("tensors of the caller's take no memory") {
  Tiny tiny;
  float x[6] = {1, 2, 3, 4, 5, 6};
  tiny.executor.args[0].dl_tensor.data = x;
  REQUIRE(TVMAotExecutor_PlaceSize(&tiny.executor) == 64);
  CHECK(TVMAotExecutor_Place(&tiny.executor, tiny.memory, 63) == kTvmErrorBufferTooSmall);
  CHECK(TVMAotExecutor_Place(&tiny.executor, tiny.memory + 1, 3) == kTvmErrorBufferTooSmall);
  CHECK(tiny.data(1) == nullptr);
  REQUIRE(TVMAotExecutor_Place(&tiny.executor, tiny.memory + 1, 64 + 15) == 0);
  CHECK(TVMAotExecutor_PlaceSize(&tiny.executor) == 0);
  CHECK(TVMAotExecutor_Place(&tiny.executor, nullptr, 0) == 0);
  REQUIRE(TVMAotExecutor_Run(&tiny.executor) == 0);
  CHECK(tiny.data(1)[5] == 12.5f);
}

TEST_CASE("a network with an argument without memory does not run") {
  Tiny tiny;
  CHECK(TVMAotExecutor_Run(&tiny.executor) == kTvmErrorFunctionCallInvalidArg);
}

TEST_CASE("the status of the network is passed on") {
  Tiny tiny;
  REQUIRE(TVMAotExecutor_Place(&tiny.executor, tiny.memory, sizeof tiny.memory) == 0);
  tiny.executor.args[1].dl_tensor.dtype.bits = 64;
  CHECK(TVMAotExecutor_Run(&tiny.executor) == DEMITASSE_CHECK_FAILED);
  CHECK(TVMGetLastError() == std::string("the argument has another type"));
}

TEST_CASE("executors are created in the pool, several at a time, with more than ten arguments") {
  TVMAotExecutor* many = nullptr;
  TVMAotExecutor* tiny = nullptr;
  REQUIRE(TVMAotExecutor_Create(system_lib(), kCpu, &many, "many") == 0);
  REQUIRE(TVMAotExecutor_Create(system_lib(), kCpu, &tiny, "tiny") == 0);
  CHECK(many->num_args == 15);
  for (int i = 0; i < 13; i++) {
    *static_cast<int64_t*>(many->args[i].dl_tensor.data) = -i * 1000000000000;
  }
  *static_cast<float*>(tiny->args[0].dl_tensor.data) = 7.0f;
  REQUIRE(TVMAotExecutor_Run(many) == 0);
  REQUIRE(TVMAotExecutor_Run(tiny) == 0);
  CHECK(*static_cast<int64_t*>(many->args[13].dl_tensor.data) == -78000000000000);
  CHECK(*static_cast<uint8_t*>(many->args[14].dl_tensor.data) == 1);
  CHECK(*static_cast<float*>(tiny->args[1].dl_tensor.data) == 14.5f);
  CHECK(TVMAotExecutor_Release(tiny, kCpu) == 0);
  CHECK(TVMAotExecutor_Release(many, kCpu) == 0);
  CHECK(TVMAotExecutor_Release(many, kCpu) == kTvmErrorPlatformStackAllocBadFree);
}

TEST_CASE("an executor for which the pool is too small is not created, and nothing is lost") {
  TVMAotExecutor* executors[64] = {nullptr};
  int created = 0;
  int status = 0;
  while (created < 64 && (status = TVMAotExecutor_Create(system_lib(), kCpu, &executors[created],
                                                         "many")) == 0) {
    created++;
  }
  CHECK(status == kTvmErrorPlatformNoMemory);
  CHECK(created > 1);
  CHECK(executors[created] == nullptr);
  while (created > 0) {
    CHECK(TVMAotExecutor_Release(executors[--created], kCpu) == 0);
  }
}

TEST_CASE("what cannot be initialised says why") {
  Tiny tiny;
  TVMAotExecutor executor;
  const DLDevice gpu = {kDLCUDA, 0};
  const DLDevice second = {kDLCPU, 1};
  CHECK(TVMAotExecutor_Init(&executor, system_lib(), kCpu, "tin", tiny.args, sizeof tiny.args) ==
        kTvmErrorFunctionNameNotFound);
  CHECK(TVMAotExecutor_Init(&executor, system_lib(), gpu, "tiny", tiny.args, sizeof tiny.args) ==
        kTvmErrorExecutorModuleBadContext);
  CHECK(TVMAotExecutor_Init(&executor, system_lib(), second, "tiny", tiny.args,
                            sizeof tiny.args) == kTvmErrorExecutorModuleBadContext);
  CHECK(TVMAotExecutor_Init(&executor, system_lib(), kCpu, "tiny", tiny.args,
                            sizeof tiny.args - 8) == kTvmErrorBufferTooSmall);
  CHECK(TVMAotExecutor_Init(&executor, system_lib(), kCpu, "tiny", tiny.memory + 4, 92) ==
        kTvmErrorPlatformMisaligned);
  CHECK(TVMAotExecutor_Init(&executor, system_lib(), kCpu, "tiny", nullptr, 1000) ==
        kTvmErrorFunctionCallInvalidArg);
  CHECK(TVMAotExecutor_Init(&executor, nullptr, kCpu, "tiny", tiny.args, sizeof tiny.args) ==
        kTvmErrorFunctionCallInvalidArg);
  CHECK(TVMAotExecutor_Init(nullptr, system_lib(), kCpu, "tiny", tiny.args, sizeof tiny.args) ==
        kTvmErrorFunctionCallInvalidArg);
}

TEST_CASE("metadata is read with care") {
  uint64_t args[100];
  TVMAotExecutor executor;
  TVMAotExecutor* created = nullptr;
  TVMModuleHandle module = nullptr;
  REQUIRE(TVMModCreateFromCModule(&spoilt_module, &module) == 0);
  const int64_t huge[] = {INT64_MAX, INT64_MAX};
  const int64_t negative[] = {0, -1};
  const std::vector<int64_t> ones(40000, 1);
  const struct TVMTensorInfo tensors[] = {{"huge", huge, 2, {kDLInt, 32, 1}},
                                          {"negative", negative, 2, {kDLInt, 32, 1}},
                                          {"ones", ones.data(), 40000, {kDLInt, 32, 1}}};
  const TVMMetadata good = {1, nullptr, 0, nullptr, 0, nullptr, 0, nullptr, 0, "spoilt"};
  std::vector<TVMMetadata> all(7, good);
  all[0].version = 2;
  all[2].num_inputs = -1;
  all[3].num_outputs = INT64_MAX;
  all[4].num_workspace_pools = 1LL << 40;
  all[5].num_inputs = 1;
  all[5].inputs = &tensors[0];
  all[1].num_outputs = 1;
  all[1].outputs = &tensors[2];
  all[6].num_outputs = 1;
  all[6].outputs = &tensors[1];
  spoilt = good;
  CHECK(TVMAotExecutor_Init(&executor, module, kCpu, "spoilt", args, sizeof args) == 0);
  CHECK(TVMAotExecutor_Run(&executor) == 0);
  for (int i = 0; i < 7; i++) {
    spoilt = all[static_cast<size_t>(i)];
    CHECK(TVMAotExecutor_Init(&executor, module, kCpu, "spoilt", args, sizeof args) ==
          kTvmErrorExecutorBadMetadata);
    CHECK(TVMAotExecutor_Create(module, kCpu, &created, "spoilt") == kTvmErrorExecutorBadMetadata);
  }
  spoilt = good;
  spoilt.mod_name = "other";
  CHECK(TVMAotExecutor_Init(&executor, module, kCpu, "spoilt", args, sizeof args) ==
        kTvmErrorFunctionNameNotFound);
  spoilt = good;
  spoilt_code = kTVMNullptr;
  CHECK(TVMAotExecutor_Init(&executor, module, kCpu, "spoilt", args, sizeof args) ==
        kTvmErrorExecutorBadMetadata);
  spoilt_status = DEMITASSE_ERROR;
  CHECK(TVMAotExecutor_Init(&executor, module, kCpu, "spoilt", args, sizeof args) ==
        DEMITASSE_ERROR);
  spoilt_status = 0;
  spoilt_code = kTVMOpaqueHandle;
  CHECK(created == nullptr);
  void* all_of_the_pool = TVMBackendAllocWorkspace(kDLCPU, 0, 8192 - 16, kDLInt, 8);
  CHECK(all_of_the_pool != nullptr);
  CHECK(TVMBackendFreeWorkspace(kDLCPU, 0, all_of_the_pool) == 0);
}

TEST_CASE("functions of TVM's time take memory, and get NULL where there is none") {
  void* first = TVMBackendAllocWorkspace(kDLCPU, 0, 100, kDLInt, 8);
  void* second = TVMBackendAllocWorkspace(kDLCPU, 0, 1, kDLFloat, 32);
  REQUIRE(first != nullptr);
  REQUIRE(second != nullptr);
  CHECK(reinterpret_cast<uintptr_t>(second) % 16 == 0);
  CHECK(TVMBackendFreeWorkspace(kDLCPU, 0, second) == 0);
  CHECK(TVMBackendFreeWorkspace(kDLCPU, 0, first) == 0);
  CHECK(TVMBackendFreeWorkspace(kDLCPU, 0, first) == kTvmErrorPlatformStackAllocBadFree);
  for (uint64_t nbytes : {uint64_t{0}, uint64_t{1000000}, uint64_t{1} << 31, UINT64_MAX}) {
    TVMAPISetLastError("");
    CHECK(TVMBackendAllocWorkspace(kDLCPU, 0, nbytes, kDLInt, 8) == nullptr);
    CHECK(TVMGetLastError() == std::string("no memory for the workspace of a function"));
  }
}

TEST_CASE("a function may be kept with its arguments") {
  TVMArgs none = TVMArgs_Create(nullptr, nullptr, 0);
  TVMPackedFunc function;
  REQUIRE(TVMPackedFunc_InitGlobalFunc(&function, "runtime.SystemLib", &none) == 0);
  REQUIRE(function.Call(&function) == 0);
  TVMModuleHandle module = TVMArgs_AsModuleHandle(&function.ret_value, 0);
  REQUIRE(module == system_lib());
  CHECK(TVMArgs_AsModuleHandle(&function.ret_value, 1) == nullptr);

  int64_t shape[] = {2};
  int16_t x[] = {3, -5};
  int16_t y[] = {0, 0};
  DLTensor tensors[] = {{x, kCpu, 1, {kDLInt, 16, 1}, shape, nullptr, 0},
                        {y, kCpu, 1, {kDLInt, 16, 1}, shape, nullptr, 0}};
  TVMValue values[3];
  uint32_t codes[] = {kTVMDLTensorHandle, kTVMNDArrayHandle, kTVMArgInt};
  values[0].v_handle = &tensors[0];
  values[1].v_handle = &tensors[1];
  values[2].v_int64 = 7;
  TVMArgs args = TVMArgs_Create(values, codes, 3);
  CHECK(TVMArgs_AsModuleHandle(&args, 0) == nullptr);
  REQUIRE(TVMPackedFunc_InitModuleFunc(&function, module, "tvmgen_tiny_scale", &args) == 0);
  REQUIRE(TVMPackedFunc_Call(&function) == 0);
  CHECK(y[0] == 21);
  CHECK(y[1] == -35);
  function.SetArgs(&function, &none);
  CHECK(TVMPackedFunc_Call(&function) == DEMITASSE_CHECK_FAILED);
  CHECK(TVMPackedFunc_InitModuleFunc(&function, module, "tvmgen_other", &args) ==
        kTvmErrorFunctionNameNotFound);
  CHECK(TVMPackedFunc_Call(&function) == kTvmErrorFunctionCallInvalidArg);
  CHECK(TVMArgs_Create(values, codes, TVM_CRT_MAX_ARGS + 1).values_count == 0);
}

TEST_CASE("what the firmware does not supply is said to be missing, or does nothing") {
  double seconds = -1.0;
  uint8_t byte = 0;
  CHECK(TVMPlatformInitialize() == kTvmErrorNoError);
  CHECK(TVMPlatformBeforeMeasurement() == kTvmErrorNoError);
  CHECK(TVMPlatformTimerStart() == kTvmErrorFunctionCallNotImplemented);
  CHECK(TVMPlatformTimerStop(&seconds) == kTvmErrorFunctionCallNotImplemented);
  CHECK(TVMPlatformAfterMeasurement() == kTvmErrorNoError);
  CHECK(TVMPlatformGenerateRandom(&byte, 1) == kTvmErrorFunctionCallNotImplemented);
  CHECK(seconds == -1.0);
}
