/*
 * The packed entry point, as TVM's own test harness calls it: no count, type codes that nobody has
 * set, and tensors of which only the data is filled in.
 */
#include <dlpack/dlpack.h>
#include <tvm/runtime/c_backend_api.h>
#include <tvm/runtime/c_runtime_api.h>

#include "data.h"

int32_t tvmgen_default_run(TVMValue *args, int *type_code, int num_args, TVMValue *out_value,
                           int *out_type_code, void *resource_handle);

int main(void) {
  float output[6];
  int64_t fake_shape[] = {0};
  DLDevice fake_device = {kDLCPU, 0};
  void *data[] = {(void *)x, (void *)bias, output};
  DLTensor tensors[3];
  TVMValue values[3];
  int32_t typeids[3];
  for (int i = 0; i < 3; i++) {
    tensors[i].device = fake_device;
    tensors[i].data = data[i];
    tensors[i].shape = &fake_shape[0];
    tensors[i].ndim = 0;
    tensors[i].byte_offset = 0;
    tensors[i].strides = NULL;
    values[i].v_handle = &tensors[i];
    typeids[i] = 12345;
  }
  if (tvmgen_default_run(values, typeids, 0, NULL, 0, NULL) != 0) {
    return 1;
  }
  return differs(output);
}
