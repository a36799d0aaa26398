/**
 * \file tvm/runtime/crt/packed_func.h
 * \brief A function together with its arguments, for firmware that has them so. Tier 3.
 *
 * TVMModGetFunction and TVMFuncCall do the same with less memory and for any number of arguments.
 */
#ifndef TVM_RUNTIME_CRT_PACKED_FUNC_H_
#define TVM_RUNTIME_CRT_PACKED_FUNC_H_

#include <crt_config.h>
#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/crt/module.h>
#include <tvm/runtime/crt/platform.h>

#ifndef TVM_CRT_MAX_ARGS
#define TVM_CRT_MAX_ARGS 10
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct TVMArgs {
  TVMValue values[TVM_CRT_MAX_ARGS];
  int tcodes[TVM_CRT_MAX_ARGS];
  uint32_t values_count;
} TVMArgs;

/** \brief Copies of values and codes; of more than TVM_CRT_MAX_ARGS none: values_count is 0. */
TVMArgs TVMArgs_Create(TVMValue* values, uint32_t* tcodes, uint32_t values_count);

/** \brief The module at an index; NULL if there is no such argument, or it is no module. */
TVMModuleHandle TVMArgs_AsModuleHandle(const TVMArgs* args, size_t index);

typedef struct TVMPackedFunc {
  char name[200];
  TVMFunctionHandle fexec;
  TVMArgs args;
  TVMArgs ret_value;
  int (*Call)(struct TVMPackedFunc* pf);
  void (*SetArgs)(struct TVMPackedFunc* pf, const struct TVMArgs* args);
} TVMPackedFunc;

/**
 * \brief Finds a function of no module (TVMFuncGetGlobal) and keeps the arguments.
 *
 * \return 0, or what TVMFuncGetGlobal returned.
 */
int TVMPackedFunc_InitGlobalFunc(TVMPackedFunc* pf, const char* name, const TVMArgs* args);

/**
 * \brief Finds a function of a module (TVMModGetFunction) and keeps the arguments.
 *
 * \return 0, or what TVMModGetFunction returned.
 */
int TVMPackedFunc_InitModuleFunc(TVMPackedFunc* pf, TVMModuleHandle module, const char* name,
                                 const TVMArgs* args);

/** \brief Calls the function; ret_value then has its one result. Returns what the function does. */
int TVMPackedFunc_Call(TVMPackedFunc* pf);

/** \brief Replaces the arguments. */
void TVMPackedFunc_SetArgs(TVMPackedFunc* pf, const TVMArgs* args);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_CRT_PACKED_FUNC_H_ */
