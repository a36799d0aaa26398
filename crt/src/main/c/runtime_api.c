#include <demitasse/abi.h>
#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/crt/module.h>

#include "runtime.h"

int TVMModCreateFromCModule(const TVMModule* mod, TVMModuleHandle* out_handle) {
  if (mod == NULL || mod->registry == NULL) {
    return demitasse_error(kTvmErrorFunctionCallInvalidArg, "the module is null");
  }
  *out_handle = (TVMModuleHandle)mod;
  return 0;
}

int TVMModGetFunction(TVMModuleHandle mod, const char* func_name, int query_imports,
                      TVMFunctionHandle* out) {
  (void)query_imports;
  *out = NULL;
  if (mod == NULL) {
    return demitasse_error(kTvmErrorFunctionCallInvalidArg, "the module is null");
  }
  const TVMFuncRegistry* registry = ((const TVMModule*)mod)->registry;
  int32_t index = demitasse_find_function(registry, func_name, "", "");
  if (index < 0) {
    return demitasse_error(kTvmErrorFunctionNameNotFound, "the module has no such function");
  }
  *out = (TVMFunctionHandle)&registry->funcs[index];
  return 0;
}

int TVMFuncCall(TVMFunctionHandle func, TVMValue* args, int* type_codes, int num_args,
                TVMValue* ret_val, int* ret_type_code) {
  if (func == NULL) {
    return demitasse_error(kTvmErrorFunctionCallInvalidArg, "the function is null");
  }
  TVMValue value;
  int code = kTVMNullptr;
  value.v_int64 = 0;
  value.v_handle = NULL;
  int status =
      (*(const TVMBackendPackedCFunc*)func)(args, type_codes, num_args, &value, &code, NULL);
  if (ret_val != NULL) {
    *ret_val = value;
  }
  if (ret_type_code != NULL) {
    *ret_type_code = code;
  }
  return status;
}

int TVMFuncFree(TVMFunctionHandle func) {
  (void)func;
  return 0;
}

int TVMModFree(TVMModuleHandle mod) {
  (void)mod;
  return 0;
}
