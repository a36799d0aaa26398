#include <demitasse/crt.h>
#include <tvm/runtime/crt/platform.h>
#include <tvm/runtime/crt/stack_allocator.h>

#if DEMITASSE_CRT_POOL_BYTES > 0

DEMITASSE_ALIGNED(TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES)
static uint8_t pool_memory[DEMITASSE_CRT_POOL_BYTES];

/* All of it is free from the start, without a call: as StackMemoryManager_Init would leave it. */
static tvm_workspace_t pool = {pool_memory, pool_memory, DEMITASSE_CRT_POOL_BYTES};

tvm_crt_error_t TVMPlatformMemoryAllocate(size_t num_bytes, DLDevice dev, void** out_ptr) {
  (void)dev;
  if (num_bytes > (size_t)INT32_MAX) {
    return kTvmErrorPlatformNoMemory;
  }
  return StackMemoryManager_Allocate(&pool, (int32_t)num_bytes, out_ptr);
}

tvm_crt_error_t TVMPlatformMemoryFree(void* ptr, DLDevice dev) {
  (void)dev;
  return StackMemoryManager_Free(&pool, ptr);
}

#else

TVM_WEAK tvm_crt_error_t TVMPlatformMemoryAllocate(size_t num_bytes, DLDevice dev, void** out_ptr) {
  (void)num_bytes;
  (void)dev;
  (void)out_ptr;
  return kTvmErrorPlatformNoMemory;
}

TVM_WEAK tvm_crt_error_t TVMPlatformMemoryFree(void* ptr, DLDevice dev) {
  (void)ptr;
  (void)dev;
  return kTvmErrorPlatformStackAllocBadFree;
}

#endif

TVM_WEAK tvm_crt_error_t TVMPlatformTimerStart(void) { return kTvmErrorFunctionCallNotImplemented; }

TVM_WEAK tvm_crt_error_t TVMPlatformTimerStop(double* elapsed_time_seconds) {
  (void)elapsed_time_seconds;
  return kTvmErrorFunctionCallNotImplemented;
}

TVM_WEAK tvm_crt_error_t TVMPlatformBeforeMeasurement(void) { return kTvmErrorNoError; }

TVM_WEAK tvm_crt_error_t TVMPlatformAfterMeasurement(void) { return kTvmErrorNoError; }

TVM_WEAK tvm_crt_error_t TVMPlatformGenerateRandom(uint8_t* buffer, size_t num_bytes) {
  (void)buffer;
  (void)num_bytes;
  return kTvmErrorFunctionCallNotImplemented;
}

TVM_WEAK tvm_crt_error_t TVMPlatformInitialize(void) { return kTvmErrorNoError; }
