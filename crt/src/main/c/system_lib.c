#include <string.h>
#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/crt/crt.h>
#include <tvm/runtime/crt/module.h>

#include "runtime.h"

static int system_lib(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                      int* out_ret_tcode, void* resource_handle) {
  (void)args;
  (void)type_codes;
  (void)num_args;
  (void)resource_handle;
  *out_ret_tcode = kTVMModuleHandle;
  return TVMModCreateFromCModule(TVMSystemLibEntryPoint(), &out_ret_value->v_handle);
}

static const TVMBackendPackedCFunc global_functions[] = {system_lib};

tvm_crt_error_t TVMInitializeRuntime(void) { return kTvmErrorNoError; }

int TVMFuncGetGlobal(const char* name, TVMFunctionHandle* out) {
  if (strcmp(name, "runtime.SystemLib") != 0) {
    *out = NULL;
    return demitasse_error(kTvmErrorFunctionNameNotFound,
                           "the only function of no module is runtime.SystemLib");
  }
  *out = (TVMFunctionHandle)&global_functions[0];
  return 0;
}
