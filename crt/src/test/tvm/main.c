/* Firmware as it was written for TVM: nothing in it is Demitasse's. */
#include <dlpack/dlpack.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/crt/aot_executor.h>
#include <tvm/runtime/crt/crt.h>
#include <tvm/runtime/crt/error_codes.h>
#include <tvm/runtime/crt/func_registry.h>
#include <tvm/runtime/crt/logging.h>
#include <tvm/runtime/crt/module.h>
#include <tvm/runtime/crt/packed_func.h>
#include <tvm/runtime/crt/platform.h>
#include <tvm/runtime/crt/stack_allocator.h>

#include "crt_config.h"

static uint8_t g_aot_memory[4096]
    __attribute__((aligned(TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES)));
static tvm_workspace_t app_workspace;

void __attribute__((noreturn)) TVMPlatformAbort(tvm_crt_error_t error) {
  printf("TVMPlatformAbort: 0x%08x\n", (unsigned)error);
  exit(-1);
}

void TVMLogf(const char* msg, ...) {
  va_list args;
  va_start(args, msg);
  vprintf(msg, args);
  va_end(args);
}

size_t TVMPlatformFormatMessage(char* out_buf, size_t out_buf_size_bytes, const char* fmt,
                                va_list args) {
  return (size_t)vsnprintf(out_buf, out_buf_size_bytes, fmt, args);
}

tvm_crt_error_t TVMPlatformMemoryAllocate(size_t num_bytes, DLDevice dev, void** out_ptr) {
  (void)dev;
  return StackMemoryManager_Allocate(&app_workspace, (int32_t)num_bytes, out_ptr);
}

tvm_crt_error_t TVMPlatformMemoryFree(void* ptr, DLDevice dev) {
  (void)dev;
  return StackMemoryManager_Free(&app_workspace, ptr);
}

tvm_crt_error_t TVMPlatformInitialize(void) {
  StackMemoryManager_Init(&app_workspace, g_aot_memory, sizeof(g_aot_memory));
  return kTvmErrorNoError;
}

int main(void) {
  CHECK_EQ(TVMPlatformInitialize(), kTvmErrorNoError, "platform %d", 1);
  CHECK_EQ(TVMInitializeRuntime(), kTvmErrorNoError, "runtime");

  TVMPackedFunc pf;
  TVMArgs no_args = TVMArgs_Create(NULL, NULL, 0);
  CHECK_EQ(TVMPackedFunc_InitGlobalFunc(&pf, "runtime.SystemLib", &no_args), 0, "find");
  CHECK_EQ(TVMPackedFunc_Call(&pf), 0, "call");
  TVMModuleHandle module = TVMArgs_AsModuleHandle(&pf.ret_value, 0);

  DLDevice dev = {kDLCPU, 0};
  TVMAotExecutor* executor = NULL;
  CHECK_EQ(TVMAotExecutor_Create(module, dev, &executor, "default"), 0, "create");
  CHECK(TVMAotExecutor_GetNumInputs(executor) == 1);
  int index = TVMAotExecutor_GetInputIndex(executor, "x");
  float* x = (float*)executor->args[index].dl_tensor.data;
  for (int i = 0; i < 3; i++) {
    x[i] = (float)i;
  }
  CHECK_EQ(TVMAotExecutor_Run(executor), 0, "run");
  float* y = (float*)executor->args[TVMAotExecutor_GetNumInputs(executor)].dl_tensor.data;
  LOG_INFO("%.1f %.1f %.1f\n", (double)y[0], (double)y[1], (double)y[2]);
  LOG_DEBUG("never seen\n");
  CHECK_EQ(TVMAotExecutor_Release(executor, dev), 0, "release");
  CHECK_LT(TVMAotExecutor_GetNumInputs(executor), 1, "%s", "the end");
  return 0;
}
