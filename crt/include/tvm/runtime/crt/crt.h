/**
 * \file tvm/runtime/crt/crt.h
 * \brief The start of the runtime. Tier 3.
 */
#ifndef TVM_RUNTIME_CRT_CRT_H_
#define TVM_RUNTIME_CRT_CRT_H_

#include <tvm/runtime/crt/error_codes.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * \brief Does nothing, as the runtime keeps no state: here for firmware that calls it.
 *
 * \return kTvmErrorNoError.
 */
tvm_crt_error_t TVMInitializeRuntime(void);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_CRT_CRT_H_ */
