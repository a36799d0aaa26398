/* By hand, in the form that TVM generates: a network with the packed interface and a system library,
   y = x + 1 over three floats. The number of functions is in the byte order of this host. */
#include <tvm/runtime/crt/module.h>
TVM_DLL int32_t tvmgen_default_run(TVMValue* args, int* type_code, int num_args,
                                   TVMValue* out_value, int* out_type_code, void* resource_handle);
TVM_DLL int32_t tvmgen_default_get_c_metadata(TVMValue* args, int* type_code, int num_args,
                                              TVMValue* out_value, int* out_type_code,
                                              void* resource_handle);
static TVMBackendPackedCFunc _tvm_func_array[] = {
    (TVMBackendPackedCFunc)tvmgen_default_run,
    (TVMBackendPackedCFunc)tvmgen_default_get_c_metadata,
};
static const TVMFuncRegistry _tvm_func_registry = {
    "\002\000tvmgen_default_run\000tvmgen_default_get_c_metadata\000", _tvm_func_array};
static const TVMModule _tvm_system_lib = {&_tvm_func_registry};
const TVMModule* TVMSystemLibEntryPoint(void) { return &_tvm_system_lib; }

#include "tvm/runtime/c_backend_api.h"
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/metadata_types.h"

TVM_DLL int32_t tvmgen_default_run(TVMValue* args, int* type_code, int num_args,
                                   TVMValue* out_value, int* out_type_code,
                                   void* resource_handle) {
  (void)type_code;
  (void)num_args;
  (void)out_value;
  (void)out_type_code;
  (void)resource_handle;
  float* x = (float*)(((DLTensor*)args[0].v_handle)[0].data);
  float* y = (float*)(((DLTensor*)args[1].v_handle)[0].data);
  void* sid_1 = TVMBackendAllocWorkspace(1, 0, (uint64_t)12, 2, 32);
  if (sid_1 == NULL) {
    return -1;
  }
  for (int32_t i = 0; i < 3; ++i) {
    ((float*)sid_1)[i] = x[i];
  }
  for (int32_t i = 0; i < 3; ++i) {
    y[i] = ((float*)sid_1)[i] + 1.000000e+00f;
  }
  if (TVMBackendFreeWorkspace(1, 0, sid_1) != 0) {
    return -1;
  }
  return 0;
}

static const int64_t kTvmgenMetadata_inputs_0_shape[1] = {3};
static const struct TVMTensorInfo kTvmgenMetadata_inputs[1] = {
    {"x", kTvmgenMetadata_inputs_0_shape, 1, {2, 32, 1}}};
static const struct TVMTensorInfo kTvmgenMetadata_outputs[1] = {
    {"output", kTvmgenMetadata_inputs_0_shape, 1, {2, 32, 1}}};
static const struct TVMMetadata kTvmgenMetadata[1] = {{1, kTvmgenMetadata_inputs, 1,
                                                       kTvmgenMetadata_outputs, 1, NULL, 0, NULL, 0,
                                                       "tvmgen_default"}};

TVM_DLL int32_t tvmgen_default_get_c_metadata(TVMValue* args, int* type_code, int num_args,
                                              TVMValue* out_value, int* out_type_code,
                                              void* resource_handle) {
  (void)args;
  (void)type_code;
  (void)num_args;
  (void)resource_handle;
  out_value[0].v_handle = (void*)kTvmgenMetadata;
  out_type_code[0] = kTVMOpaqueHandle;
  return 0;
}
