#include <tvm/runtime/c_backend_api.h>
#include <tvm/runtime/crt/platform.h>

#include "runtime.h"

void* TVMBackendAllocWorkspace(int device_type, int device_id, uint64_t nbytes, int dtype_code_hint,
                               int dtype_bits_hint) {
  (void)dtype_code_hint;
  (void)dtype_bits_hint;
  DLDevice device = {(DLDeviceType)device_type, device_id};
  void* memory = NULL;
  if (nbytes == 0u || nbytes > SIZE_MAX ||
      TVMPlatformMemoryAllocate((size_t)nbytes, device, &memory) != kTvmErrorNoError) {
    TVMAPISetLastError("no memory for the workspace of a function");
    return NULL;
  }
  return memory;
}

int TVMBackendFreeWorkspace(int device_type, int device_id, void* ptr) {
  DLDevice device = {(DLDeviceType)device_type, device_id};
  return TVMPlatformMemoryFree(ptr, device);
}
