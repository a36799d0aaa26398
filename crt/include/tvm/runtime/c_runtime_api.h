/**
 * \file tvm/runtime/c_runtime_api.h
 * \brief Values of packed calls, and calls by handle. Types: tier 2. Functions: tier 3.
 *
 * A packed call passes every argument as a TVMValue and a type code. A function handle is what
 * TVMModGetFunction finds by name. Modules and functions are const data of the image, so handles
 * are never counted, never run out, stay valid forever and may be used from several threads.
 *
 * Every function returns 0, or an error: a tvm_crt_error_t of this runtime, or, from TVMFuncCall,
 * whatever the called function returned. TVMGetLastError() then has a text, if there is one.
 */
#ifndef TVM_RUNTIME_C_RUNTIME_API_H_
#define TVM_RUNTIME_C_RUNTIME_API_H_

#include <dlpack/dlpack.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** \brief The release of TVM whose names and layouts these headers have. */
#define TVM_VERSION "0.14.0"

/** \brief A definition that any other one of the same name replaces when the image is linked. */
#ifndef TVM_WEAK
#if defined(__GNUC__)
#define TVM_WEAK __attribute__((weak))
#elif defined(__ICCARM__) || defined(__CC_ARM)
#define TVM_WEAK __weak
#else
#error "define TVM_WEAK for this compiler"
#endif
#endif

/** \brief Marks what other parts of the image call. */
#ifndef TVM_DLL
#if defined(__GNUC__) && !defined(_WIN32)
#define TVM_DLL __attribute__((visibility("default")))
#else
#define TVM_DLL
#endif
#endif

#ifndef TVM_ATTRIBUTE_UNUSED
#if defined(__GNUC__)
#define TVM_ATTRIBUTE_UNUSED __attribute__((unused))
#else
#define TVM_ATTRIBUTE_UNUSED
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief An index or extent. */
typedef int64_t tvm_index_t;

/** \brief What a TVMValue holds; kDLInt (0) and kDLFloat (2) of DLDataTypeCode are codes, too. */
typedef enum {
  /** \brief v_int64. */
  kTVMArgInt = kDLInt,
  /** \brief v_float64. */
  kTVMArgFloat = kDLFloat,
  /** \brief v_handle, a pointer whose meaning caller and function agree on. */
  kTVMOpaqueHandle = 3U,
  /** \brief Nothing; v_handle is NULL. */
  kTVMNullptr = 4U,
  /** \brief v_type. */
  kTVMDataType = 5U,
  /** \brief v_device. */
  kDLDevice = 6U,
  /** \brief v_handle, a DLTensor*. */
  kTVMDLTensorHandle = 7U,
  kTVMObjectHandle = 8U,
  /** \brief v_handle, a TVMModuleHandle. */
  kTVMModuleHandle = 9U,
  /** \brief v_handle, a TVMFunctionHandle. */
  kTVMPackedFuncHandle = 10U,
  /** \brief v_str, with a NUL at the end. */
  kTVMStr = 11U,
  /** \brief v_handle, a TVMByteArray*. */
  kTVMBytes = 12U,
  /** \brief v_handle, a DLTensor* that begins a TVMNDArray. */
  kTVMNDArrayHandle = 13U,
  kTVMObjectRValueRefArg = 14U,
  kTVMExtBegin = 15U,
  kTVMNNVMFirst = 16U,
  kTVMNNVMLast = 20U,
  kTVMExtReserveEnd = 64U,
  kTVMExtEnd = 128U
} TVMArgTypeCode;

typedef DLTensor* TVMArrayHandle;

/** \brief One argument or result of a packed call; the code beside it says which member. */
typedef union {
  int64_t v_int64;
  double v_float64;
  void* v_handle;
  const char* v_str;
  DLDataType v_type;
  DLDevice v_device;
} TVMValue;

/** \brief Bytes that somebody else owns. */
typedef struct {
  const char* data;
  size_t size;
} TVMByteArray;

/** \brief A module: the address of its TVMModule. */
typedef void* TVMModuleHandle;
/** \brief A function: the address of its entry in the table of its module. */
typedef void* TVMFunctionHandle;
typedef void* TVMRetValueHandle;
typedef void* TVMStreamHandle;
typedef void* TVMObjectHandle;

/**
 * \brief Keeps a copy of the text for TVMGetLastError, cut to DEMITASSE_CRT_LAST_ERROR_BYTES - 1.
 *
 * The text is the one mutable object of this runtime: calls from several threads at once may mix
 * their texts, and nothing else.
 */
TVM_DLL void TVMAPISetLastError(const char* msg);

/** \brief The text of the last error; empty if there was none yet. Valid until the next error. */
TVM_DLL const char* TVMGetLastError(void);

/**
 * \brief Finds a function that belongs to no module: of these there is "runtime.SystemLib" only,
 * which returns TVMSystemLibEntryPoint() as a kTVMModuleHandle.
 *
 * \return 0, or kTvmErrorFunctionNameNotFound; then *out is NULL.
 */
TVM_DLL int TVMFuncGetGlobal(const char* name, TVMFunctionHandle* out);

/**
 * \brief Finds a function of a module by its name.
 *
 * \param mod a handle from TVMModCreateFromCModule or "runtime.SystemLib".
 * \param query_imports without meaning here: modules import nothing.
 * \return 0, or kTvmErrorFunctionNameNotFound; then *out is NULL.
 */
TVM_DLL int TVMModGetFunction(TVMModuleHandle mod, const char* func_name, int query_imports,
                              TVMFunctionHandle* out);

/**
 * \brief Calls a function.
 *
 * \param args, type_codes num_args of each.
 * \param ret_val, ret_type_code the result: NULL and kTVMNullptr unless the function sets one.
 *     Either may be NULL if the result is not wanted.
 * \return what the function returned.
 */
TVM_DLL int TVMFuncCall(TVMFunctionHandle func, TVMValue* args, int* type_codes, int num_args,
                        TVMValue* ret_val, int* ret_type_code);

/** \brief Does nothing: handles need not be freed. Returns 0. */
TVM_DLL int TVMFuncFree(TVMFunctionHandle func);

/** \brief Does nothing: handles need not be freed. Returns 0. */
TVM_DLL int TVMModFree(TVMModuleHandle mod);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_C_RUNTIME_API_H_ */
