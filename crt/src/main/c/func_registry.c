#include <string.h>
#include <tvm/runtime/crt/func_registry.h>

#include "runtime.h"

uint16_t TVMFuncRegistry_GetNumFuncs(const TVMFuncRegistry* reg) {
  uint16_t count;
  memcpy(&count, reg->names, sizeof count);
  return count;
}

const char* TVMFuncRegistry_Get0thFunctionName(const TVMFuncRegistry* reg) {
  return reg->names + sizeof(uint16_t);
}

/* What follows the prefix in the text; NULL if the text does not begin with it, or is NULL. */
static const char* behind(const char* text, const char* prefix) {
  size_t length = strlen(prefix);
  return text != NULL && strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

int32_t demitasse_find_function(const TVMFuncRegistry* registry, const char* first,
                                const char* second, const char* third) {
  const char* name = TVMFuncRegistry_Get0thFunctionName(registry);
  int32_t count = TVMFuncRegistry_GetNumFuncs(registry);
  for (int32_t i = 0; i < count; i++) {
    const char* rest = behind(behind(behind(name, first), second), third);
    if (rest != NULL && *rest == '\0') {
      return i;
    }
    name += strlen(name) + 1u;
  }
  return -1;
}

const char* demitasse_function_name(const TVMFuncRegistry* registry, int32_t index) {
  if (index < 0 || index >= TVMFuncRegistry_GetNumFuncs(registry)) {
    return NULL;
  }
  const char* name = TVMFuncRegistry_Get0thFunctionName(registry);
  for (int32_t i = 0; i < index; i++) {
    name += strlen(name) + 1u;
  }
  return name;
}

tvm_crt_error_t TVMFuncRegistry_Lookup(const TVMFuncRegistry* reg, const char* name,
                                       tvm_function_index_t* function_index) {
  int32_t index = demitasse_find_function(reg, name, "", "");
  if (index < 0) {
    return kTvmErrorFunctionNameNotFound;
  }
  *function_index = (tvm_function_index_t)index;
  return kTvmErrorNoError;
}

tvm_crt_error_t TVMFuncRegistry_GetByIndex(const TVMFuncRegistry* reg, tvm_function_index_t index,
                                           TVMBackendPackedCFunc* out_func) {
  if (index >= TVMFuncRegistry_GetNumFuncs(reg)) {
    return kTvmErrorFunctionIndexInvalid;
  }
  *out_func = reg->funcs[index];
  return kTvmErrorNoError;
}
