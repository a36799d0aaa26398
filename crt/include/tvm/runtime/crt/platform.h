/**
 * \file tvm/runtime/crt/platform.h
 * \brief What firmware supplies to the runtime. Tier 3.
 *
 * "Weak" functions have a default, which a definition of the firmware's replaces. The others are
 * called by no part of the runtime.
 */
#ifndef TVM_RUNTIME_CRT_PLATFORM_H_
#define TVM_RUNTIME_CRT_PLATFORM_H_

#include <crt_config.h>
#include <stdarg.h>
#include <stddef.h>
#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/crt/error_codes.h>

/** \brief RAM that the runtime serves TVMPlatformMemoryAllocate from; 0: the firmware does. */
#ifndef DEMITASSE_CRT_POOL_BYTES
#define DEMITASSE_CRT_POOL_BYTES 0
#endif

#if defined(__GNUC__)
#define DEMITASSE_NORETURN __attribute__((noreturn))
#else
#define DEMITASSE_NORETURN
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * \brief Stops or restarts the device. Called by the CHECK macros of logging.h and by nothing else:
 * the runtime itself returns its errors.
 */
DEMITASSE_NORETURN void TVMPlatformAbort(tvm_crt_error_t code);

/** \brief Formats a message as vsnprintf does. Never called; here for firmware that has one. */
size_t TVMPlatformFormatMessage(char* out_buf, size_t out_buf_size_bytes, const char* fmt,
                                va_list args);

/**
 * \brief Gives memory to TVMBackendAllocWorkspace and TVMAotExecutor_Create. Weak: has none.
 *
 * With DEMITASSE_CRT_POOL_BYTES the runtime defines it, on a stack allocator over a static array of
 * so many bytes: the one use of static memory beside the text of the last error, and only on demand.
 *
 * \param num_bytes more than 0.
 * \param dev {kDLCPU, 0}.
 * \param out_ptr set to memory at a multiple of 8; left as it is if there is an error.
 * \return kTvmErrorNoError or an error, such as kTvmErrorPlatformNoMemory.
 */
tvm_crt_error_t TVMPlatformMemoryAllocate(size_t num_bytes, DLDevice dev, void** out_ptr);

/** \brief Takes the memory back; what was given last comes first. Weak: it never gave any. */
tvm_crt_error_t TVMPlatformMemoryFree(void* ptr, DLDevice dev);

/**
 * \brief Starts the one timer, for demitasse/host_link.h. Weak: says it is not implemented, and runs
 * have no time.
 *
 * \return kTvmErrorNoError, kTvmErrorPlatformTimerBadState if it runs already, or another error.
 */
tvm_crt_error_t TVMPlatformTimerStart(void);

/** \brief Stops the timer and sets the seconds that it ran. Weak: says it is not implemented. */
tvm_crt_error_t TVMPlatformTimerStop(double* elapsed_time_seconds);

/** \brief Called before the timer is started, say to lock a clock. Weak: does nothing. */
tvm_crt_error_t TVMPlatformBeforeMeasurement(void);

/** \brief Called after the timer has been stopped. Weak: does nothing. */
tvm_crt_error_t TVMPlatformAfterMeasurement(void);

/** \brief Fills a buffer with any bytes. Never called. Weak: says it is not implemented. */
tvm_crt_error_t TVMPlatformGenerateRandom(uint8_t* buffer, size_t num_bytes);

/** \brief Called by firmware before all else, if at all. Weak: does nothing. */
tvm_crt_error_t TVMPlatformInitialize(void);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_CRT_PLATFORM_H_ */
