/**
 * \file tvm/runtime/crt/module.h
 * \brief A module: functions that can be found by name. Tier 3.
 */
#ifndef TVM_RUNTIME_CRT_MODULE_H_
#define TVM_RUNTIME_CRT_MODULE_H_

#include <tvm/runtime/c_backend_api.h>
#include <tvm/runtime/crt/func_registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/** \brief The functions of one network or of several; const data of the image. */
typedef struct TVMModule {
  const TVMFuncRegistry* registry;
} TVMModule;

/**
 * \brief Makes a handle of a module, for TVMModGetFunction.
 *
 * \param mod must stay where it is as long as handles to it or to its functions are in use.
 * \return 0, or kTvmErrorFunctionCallInvalidArg if mod or its registry is NULL.
 */
TVM_DLL int TVMModCreateFromCModule(const TVMModule* mod, TVMModuleHandle* out_handle);

/**
 * \brief The module with all functions of the image. Not part of the runtime: generated for an image
 * of one network if asked for, or written with DEMITASSE_SYSTEM_LIB (demitasse/registry.h).
 */
TVM_DLL const TVMModule* TVMSystemLibEntryPoint(void);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_CRT_MODULE_H_ */
