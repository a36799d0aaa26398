/**
 * \file tvm/runtime/c_backend_api.h
 * \brief The type of packed functions (tier 2), and memory for their intermediates (tier 3).
 */
#ifndef TVM_RUNTIME_C_BACKEND_API_H_
#define TVM_RUNTIME_C_BACKEND_API_H_

#include <tvm/runtime/c_runtime_api.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * \brief A packed function: what registries hold, and the type of every packed wrapper.
 *
 * \param args, type_codes num_args values and what they hold.
 * \param out_ret_value, out_ret_tcode the result; a function without one leaves them as they are.
 * \param resource_handle passed on to a device, without meaning otherwise.
 * \return 0, or an error. The type is int, not int32_t, which is long on some 32-bit targets.
 */
typedef int (*TVMBackendPackedCFunc)(TVMValue* args, int* type_codes, int num_args,
                                     TVMValue* out_ret_value, int* out_ret_tcode,
                                     void* resource_handle);

/**
 * \brief Takes memory from TVMPlatformMemoryAllocate, for code that plans none. What Demitasse
 * generates never calls it.
 *
 * \param device_type, device_id always kDLCPU and 0.
 * \param nbytes more than 0.
 * \param dtype_code_hint, dtype_bits_hint what will be stored; not used.
 * \return memory to give back with TVMBackendFreeWorkspace, last taken first; NULL if there is not
 *     enough, with a text in TVMGetLastError. Nothing is aborted.
 */
TVM_DLL void* TVMBackendAllocWorkspace(int device_type, int device_id, uint64_t nbytes,
                                       int dtype_code_hint, int dtype_bits_hint);

/** \brief Gives back what TVMBackendAllocWorkspace returned. Returns 0 or a tvm_crt_error_t. */
TVM_DLL int TVMBackendFreeWorkspace(int device_type, int device_id, void* ptr);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_C_BACKEND_API_H_ */
