/* What the sources of the runtime share. Not for firmware. */
#ifndef DEMITASSE_RUNTIME_H_
#define DEMITASSE_RUNTIME_H_

#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/crt/func_registry.h>
#include <tvm/runtime/metadata_types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The number of the function whose name is the three parts joined, or -1. */
int32_t demitasse_find_function(const TVMFuncRegistry* registry, const char* first,
                                const char* second, const char* third);

/* The code, with a text for TVMGetLastError. */
static inline tvm_crt_error_t demitasse_error(tvm_crt_error_t code, const char* text) {
  TVMAPISetLastError(text);
  return code;
}

/* Bytes up to the next address that is a multiple of the alignment, a power of two. */
static inline size_t demitasse_misaligned_by(const void* address, size_t alignment) {
  return (size_t)(-(uintptr_t)address & (alignment - 1u));
}

/* The name of a function; NULL if there is none of this number. */
const char* demitasse_function_name(const TVMFuncRegistry* registry, int32_t index);

/* What a network says of itself, if the function of this number is its _get_c_metadata. Returns 0
   or an error. The metadata is of our version, and counts are from 0 to INT16_MAX. */
int demitasse_describe(const TVMFuncRegistry* registry, int32_t index,
                       const struct TVMMetadata** metadata);

/* The i-th argument of the network's function; NULL if it has fewer. */
const struct TVMTensorInfo* demitasse_tensor_info(const struct TVMMetadata* metadata, int64_t i);

/* Bytes of a compact tensor; false if it has a negative extent or is larger than all memory. */
bool demitasse_tensor_bytes(const int64_t* shape, int64_t rank, DLDataType type, size_t* bytes);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DEMITASSE_RUNTIME_H_ */
