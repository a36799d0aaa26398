#include "tvmgen_tiny.h"

#include <demitasse/crt.h>
#include <stdint.h>
#include <string.h>

static int32_t checked(const TVMValue* args, const int* type_codes, int index, DLDataType dtype) {
  const DLTensor* tensor = (const DLTensor*)args[index].v_handle;
  if (type_codes[index] != kTVMDLTensorHandle && type_codes[index] != kTVMNDArrayHandle) {
    TVMAPISetLastError("the argument is no tensor");
    return DEMITASSE_CHECK_FAILED;
  }
  if (tensor == NULL || tensor->data == NULL) {
    return DEMITASSE_NULL_POINTER;
  }
  if (tensor->dtype.code != dtype.code || tensor->dtype.bits != dtype.bits ||
      tensor->dtype.lanes != 1u || tensor->byte_offset != 0u || tensor->strides != NULL) {
    TVMAPISetLastError("the argument has another type");
    return DEMITASSE_CHECK_FAILED;
  }
  return DEMITASSE_OK;
}

static int64_t size_of(const TVMValue* args, int index) {
  const DLTensor* tensor = (const DLTensor*)args[index].v_handle;
  int64_t size = 1;
  for (int32_t axis = 0; axis < tensor->ndim; axis++) {
    size *= tensor->shape[axis];
  }
  return size;
}

int tvmgen_tiny_run(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                    int* out_ret_tcode, void* resource_handle) {
  static const DLDataType float32 = {kDLFloat, 32, 1};
  static const DLDataType uint8 = {kDLUInt, 8, 1};
  (void)out_ret_value;
  (void)out_ret_tcode;
  (void)resource_handle;
  if (num_args < 3) {
    TVMAPISetLastError("tvmgen_tiny_run takes three arguments");
    return DEMITASSE_CHECK_FAILED;
  }
  int32_t status = checked(args, type_codes, 0, float32);
  if (status == DEMITASSE_OK) {
    status = checked(args, type_codes, 1, float32);
  }
  if (status == DEMITASSE_OK) {
    status = checked(args, type_codes, 2, uint8);
  }
  if (status != DEMITASSE_OK) {
    return status;
  }
  if (size_of(args, 0) != 6 || size_of(args, 1) != 6 || size_of(args, 2) < 32) {
    return DEMITASSE_TOO_SMALL;
  }
  const float* x = (const float*)((DLTensor*)args[0].v_handle)->data;
  float* y = (float*)((DLTensor*)args[1].v_handle)->data;
  uint8_t* workspace = (uint8_t*)((DLTensor*)args[2].v_handle)->data;
  if ((uintptr_t)workspace % 16u != 0u) {
    return DEMITASSE_MISALIGNED;
  }
  for (int32_t i = 0; i < 6; i++) {
    float value = 2.0f * x[i] + 0.5f;
    memcpy(workspace + i * 4, &value, sizeof value);
  }
  for (int32_t i = 0; i < 6; i++) {
    memcpy(&y[i], workspace + i * 4, sizeof(float));
  }
  return DEMITASSE_OK;
}

static const int64_t tvmgen_tiny_shape_0[] = {2, 3};
static const int64_t tvmgen_tiny_shape_1[] = {32};

static const struct TVMTensorInfo tvmgen_tiny_inputs_info[] = {
    {"x", tvmgen_tiny_shape_0, 2, {kDLFloat, 32, 1}}};
static const struct TVMTensorInfo tvmgen_tiny_outputs_info[] = {
    {"y", tvmgen_tiny_shape_0, 2, {kDLFloat, 32, 1}}};
static const struct TVMTensorInfo tvmgen_tiny_pools_info[] = {
    {"workspace", tvmgen_tiny_shape_1, 1, {kDLUInt, 8, 1}}};

static const struct TVMMetadata tvmgen_tiny_metadata = {TVM_METADATA_VERSION,
                                                        tvmgen_tiny_inputs_info,
                                                        1,
                                                        tvmgen_tiny_outputs_info,
                                                        1,
                                                        tvmgen_tiny_pools_info,
                                                        1,
                                                        NULL,
                                                        0,
                                                        "tvmgen_tiny"};

int tvmgen_tiny_get_c_metadata(TVMValue* args, int* type_codes, int num_args,
                               TVMValue* out_ret_value, int* out_ret_tcode,
                               void* resource_handle) {
  (void)args;
  (void)type_codes;
  (void)num_args;
  (void)resource_handle;
  out_ret_value->v_handle = (void*)&tvmgen_tiny_metadata;
  *out_ret_tcode = kTVMOpaqueHandle;
  return DEMITASSE_OK;
}

int tvmgen_tiny_scale(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                      int* out_ret_tcode, void* resource_handle) {
  static const DLDataType int16 = {kDLInt, 16, 1};
  (void)out_ret_value;
  (void)out_ret_tcode;
  (void)resource_handle;
  if (num_args < 3 || type_codes[2] != kTVMArgInt) {
    TVMAPISetLastError("tvmgen_tiny_scale takes two tensors and an integer");
    return DEMITASSE_CHECK_FAILED;
  }
  int32_t status = checked(args, type_codes, 0, int16);
  if (status == DEMITASSE_OK) {
    status = checked(args, type_codes, 1, int16);
  }
  if (status != DEMITASSE_OK) {
    return status;
  }
  if (size_of(args, 0) != size_of(args, 1)) {
    return DEMITASSE_TOO_SMALL;
  }
  const int16_t* x = (const int16_t*)((DLTensor*)args[0].v_handle)->data;
  int16_t* y = (int16_t*)((DLTensor*)args[1].v_handle)->data;
  int16_t scale = (int16_t)args[2].v_int64;
  for (int64_t i = 0; i < size_of(args, 0); i++) {
    y[i] = (int16_t)(x[i] * scale);
  }
  return DEMITASSE_OK;
}

DEMITASSE_MODULE(tvmgen_tiny, TVMGEN_TINY_FUNCTIONS);
