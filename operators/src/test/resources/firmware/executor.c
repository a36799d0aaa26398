/* The AOT executor over the system library, with the platform functions that firmware brings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tvm/runtime/crt/aot_executor.h>
#include <tvm/runtime/crt/crt.h>
#include <tvm/runtime/crt/error_codes.h>
#include <tvm/runtime/crt/module.h>
#include <tvm/runtime/crt/platform.h>
#include <tvm/runtime/crt/stack_allocator.h>

#include "data.h"

static uint8_t memory[16384] __attribute__((aligned(16)));
static tvm_workspace_t app_workspace;

tvm_crt_error_t TVMPlatformMemoryAllocate(size_t num_bytes, DLDevice dev, void **out_ptr) {
  (void)dev;
  return StackMemoryManager_Allocate(&app_workspace, (int32_t)num_bytes, out_ptr);
}

tvm_crt_error_t TVMPlatformMemoryFree(void *ptr, DLDevice dev) {
  (void)dev;
  return StackMemoryManager_Free(&app_workspace, ptr);
}

void TVMPlatformAbort(tvm_crt_error_t error) {
  printf("abort %d\n", (int)error);
  exit((int)error);
}

int main(void) {
  DLDevice device = {kDLCPU, 0};
  TVMModuleHandle module;
  TVMAotExecutor *executor = NULL;
  StackMemoryManager_Init(&app_workspace, memory, sizeof memory);
  if (TVMInitializeRuntime() != 0 ||
      TVMModCreateFromCModule(TVMSystemLibEntryPoint(), &module) != 0 ||
      TVMAotExecutor_Create(module, device, &executor, "default") != 0) {
    return 1;
  }
  if (TVMAotExecutor_GetNumInputs(executor) != 2 || TVMAotExecutor_GetNumOutputs(executor) != 1) {
    return 2;
  }
  memcpy(executor->args[TVMAotExecutor_GetInputIndex(executor, "x")].dl_tensor.data, x, sizeof x);
  memcpy(executor->args[TVMAotExecutor_GetInputIndex(executor, "bias")].dl_tensor.data, bias,
         sizeof bias);
  if (TVMAotExecutor_Run(executor) != 0) {
    return 3;
  }
  if (differs((const float *)executor->args[2].dl_tensor.data)) {
    return 4;
  }
  return TVMAotExecutor_Release(executor, device);
}
