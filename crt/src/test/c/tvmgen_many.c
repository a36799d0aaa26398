#include "tvmgen_many.h"

#include <demitasse/crt.h>
#include <stdint.h>

#define INPUTS 13

int tvmgen_many_run(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                    int* out_ret_tcode, void* resource_handle) {
  (void)out_ret_value;
  (void)out_ret_tcode;
  (void)resource_handle;
  if (num_args < INPUTS + 2) {
    return DEMITASSE_CHECK_FAILED;
  }
  uint64_t sum = 0u;
  for (int i = 0; i < INPUTS + 2; i++) {
    const DLTensor* tensor = (const DLTensor*)args[i].v_handle;
    if (type_codes[i] != kTVMDLTensorHandle || tensor->data == NULL ||
        tensor->dtype.bits != (i < INPUTS + 1 ? 64 : 1) || tensor->ndim != (i < INPUTS + 1 ? 0 : 1)) {
      return DEMITASSE_CHECK_FAILED;
    }
    if (i < INPUTS) {
      sum += (uint64_t)*(const int64_t*)tensor->data;
    }
  }
  if (((const DLTensor*)args[INPUTS + 1].v_handle)->shape[0] != 1) {
    return DEMITASSE_CHECK_FAILED;
  }
  *(int64_t*)((DLTensor*)args[INPUTS].v_handle)->data = (int64_t)sum;
  *(uint8_t*)((DLTensor*)args[INPUTS + 1].v_handle)->data = (uint8_t)(sum >> 63);
  return DEMITASSE_OK;
}

#define SCALAR(name) {name, NULL, 0, {kDLInt, 64, 1}}

static const int64_t tvmgen_many_shape_0[] = {1};
static const struct TVMTensorInfo tvmgen_many_inputs_info[INPUTS] = {
    SCALAR("x0"), SCALAR("x1"), SCALAR("x2"),  SCALAR("x3"),  SCALAR("x4"),
    SCALAR("x5"), SCALAR("x6"), SCALAR("x7"),  SCALAR("x8"),  SCALAR("x9"),
    SCALAR("x10"), SCALAR("x11"), SCALAR("x12")};
static const struct TVMTensorInfo tvmgen_many_outputs_info[] = {
    SCALAR("sum"), {"sign", tvmgen_many_shape_0, 1, {kDLUInt, 1, 1}}};

static const struct TVMMetadata tvmgen_many_metadata = {TVM_METADATA_VERSION,
                                                        tvmgen_many_inputs_info,
                                                        INPUTS,
                                                        tvmgen_many_outputs_info,
                                                        2,
                                                        NULL,
                                                        0,
                                                        NULL,
                                                        0,
                                                        "tvmgen_many"};

int tvmgen_many_get_c_metadata(TVMValue* args, int* type_codes, int num_args,
                               TVMValue* out_ret_value, int* out_ret_tcode,
                               void* resource_handle) {
  (void)args;
  (void)type_codes;
  (void)num_args;
  (void)resource_handle;
  out_ret_value->v_handle = (void*)&tvmgen_many_metadata;
  *out_ret_tcode = kTVMOpaqueHandle;
  return DEMITASSE_OK;
}

DEMITASSE_MODULE(tvmgen_many, TVMGEN_MANY_FUNCTIONS);
