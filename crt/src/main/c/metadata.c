#include <string.h>
#include <tvm/runtime/metadata_types.h>

#include "runtime.h"

static bool ends_with(const char* text, const char* end) {
  size_t length = strlen(text);
  return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static bool is_count(int64_t count) { return count >= 0 && count <= INT16_MAX; }

int demitasse_describe(const TVMFuncRegistry* registry, int32_t index,
                       const struct TVMMetadata** metadata) {
  const char* name = demitasse_function_name(registry, index);
  if (name == NULL || !ends_with(name, "_get_c_metadata")) {
    return demitasse_error(kTvmErrorFunctionNameNotFound, "the module has no such network");
  }
  TVMValue value;
  int code = kTVMNullptr;
  value.v_handle = NULL;
  int status = registry->funcs[index](NULL, NULL, 0, &value, &code, NULL);
  if (status != 0) {
    return status;
  }
  const struct TVMMetadata* found = (const struct TVMMetadata*)value.v_handle;
  if (code != kTVMOpaqueHandle || found == NULL || found->version != TVM_METADATA_VERSION ||
      !is_count(found->num_inputs) || !is_count(found->num_outputs) ||
      !is_count(found->num_workspace_pools)) {
    return demitasse_error(kTvmErrorExecutorBadMetadata, "the metadata is of another version");
  }
  *metadata = found;
  return 0;
}

const struct TVMTensorInfo* demitasse_tensor_info(const struct TVMMetadata* metadata, int64_t i) {
  if (i < metadata->num_inputs) {
    return &metadata->inputs[i];
  }
  i -= metadata->num_inputs;
  if (i < metadata->num_outputs) {
    return &metadata->outputs[i];
  }
  i -= metadata->num_outputs;
  return i < metadata->num_workspace_pools ? &metadata->workspace_pools[i] : NULL;
}

bool demitasse_tensor_bytes(const int64_t* shape, int64_t rank, DLDataType type, size_t* bytes) {
  size_t product = ((size_t)type.bits * type.lanes + 7u) / 8u;
  for (int64_t axis = 0; axis < rank; axis++) {
    uint64_t extent = (uint64_t)shape[axis];
    if (shape[axis] < 0 || (product != 0u && extent > (size_t)PTRDIFF_MAX / product)) {
      return false;
    }
    product *= (size_t)extent;
  }
  *bytes = product;
  return true;
}
