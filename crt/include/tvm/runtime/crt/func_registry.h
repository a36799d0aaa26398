/**
 * \file tvm/runtime/crt/func_registry.h
 * \brief A table of packed functions and their names. Tier 3.
 *
 * Registries are const data, made with the macros of demitasse/registry.h. Functions cannot be
 * added while the image runs.
 */
#ifndef TVM_RUNTIME_CRT_FUNC_REGISTRY_H_
#define TVM_RUNTIME_CRT_FUNC_REGISTRY_H_

#include <tvm/runtime/c_backend_api.h>
#include <tvm/runtime/crt/error_codes.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef uint16_t tvm_function_index_t;
typedef uint16_t tvm_module_index_t;

typedef struct TVMFuncRegistry {
  /**
   * \brief A uint16_t, the number of functions, in the byte order of the target and with any
   * alignment; then that many names, each with its NUL; then a NUL.
   */
  const char* names;
  /** \brief The functions, in the order of their names. */
  const TVMBackendPackedCFunc* funcs;
} TVMFuncRegistry;

/** \brief The number of functions. */
TVM_DLL uint16_t TVMFuncRegistry_GetNumFuncs(const TVMFuncRegistry* reg);

/** \brief The name of the first function; the others follow it, each behind the last one's NUL. */
TVM_DLL const char* TVMFuncRegistry_Get0thFunctionName(const TVMFuncRegistry* reg);

/**
 * \brief Finds a function by its name.
 *
 * \return kTvmErrorNoError, or kTvmErrorFunctionNameNotFound; then *function_index is as it was.
 */
TVM_DLL tvm_crt_error_t TVMFuncRegistry_Lookup(const TVMFuncRegistry* reg, const char* name,
                                               tvm_function_index_t* function_index);

/**
 * \brief The function of a number.
 *
 * \return kTvmErrorNoError, or kTvmErrorFunctionIndexInvalid; then *out_func is as it was.
 */
TVM_DLL tvm_crt_error_t TVMFuncRegistry_GetByIndex(const TVMFuncRegistry* reg,
                                                   tvm_function_index_t index,
                                                   TVMBackendPackedCFunc* out_func);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_CRT_FUNC_REGISTRY_H_ */
