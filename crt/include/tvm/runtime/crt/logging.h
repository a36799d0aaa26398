/**
 * \file tvm/runtime/crt/logging.h
 * \brief Messages and checks for firmware and kernels written for TVM. Tier 3.
 *
 * The runtime itself does not use it. CHECK macros are left as they are where they exist already;
 * LOG is TVM's name, and the file is best included by sources only.
 */
#ifndef TVM_RUNTIME_CRT_LOGGING_H_
#define TVM_RUNTIME_CRT_LOGGING_H_

#include <crt_config.h>
#include <tvm/runtime/crt/platform.h>

#define TVM_CRT_LOG_LEVEL_DEBUG 3
#define TVM_CRT_LOG_LEVEL_INFO 2
#define TVM_CRT_LOG_LEVEL_WARN 1
#define TVM_CRT_LOG_LEVEL_ERROR 0

/** \brief Messages of a higher level are left out. */
#ifndef TVM_CRT_LOG_LEVEL
#define TVM_CRT_LOG_LEVEL TVM_CRT_LOG_LEVEL_DEBUG
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief Writes a message, as printf does, to where the firmware likes. Supplied by the firmware. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void TVMLogf(const char* fmt, ...);

#ifdef __cplusplus
} /* extern "C" */
#endif

#define LOG(level, ...)                 \
  do {                                  \
    if (TVM_CRT_LOG_LEVEL >= (level)) { \
      TVMLogf(__VA_ARGS__);             \
    }                                   \
  } while (0)

#define LOG_ERROR(...) LOG(TVM_CRT_LOG_LEVEL_ERROR, __VA_ARGS__)
#define LOG_WARN(...) LOG(TVM_CRT_LOG_LEVEL_WARN, __VA_ARGS__)
#define LOG_INFO(...) LOG(TVM_CRT_LOG_LEVEL_INFO, __VA_ARGS__)
#define LOG_DEBUG(...) LOG(TVM_CRT_LOG_LEVEL_DEBUG, __VA_ARGS__)

/** \brief Logs and aborts if the condition does not hold. */
#ifndef CHECK
#define CHECK(x)                                                            \
  do {                                                                      \
    if (!(x)) {                                                             \
      LOG_ERROR("%s:%d: check failed: %s\n", __FILE__, __LINE__, #x);       \
      TVMPlatformAbort(kTvmErrorPlatformCheckFailure);                      \
    }                                                                       \
  } while (0)
#endif

/** \brief Logs, with a message as printf has it, and aborts if the comparison does not hold. */
#ifndef CHECK_BINARY_OP
#define CHECK_BINARY_OP(op, x, y, ...)                                                   \
  do {                                                                                   \
    if (!((x)op(y))) {                                                                   \
      LOG_ERROR("%s:%d: check failed: %s %s %s: ", __FILE__, __LINE__, #x, #op, #y);     \
      LOG_ERROR(__VA_ARGS__);                                                            \
      LOG_ERROR("\n");                                                                   \
      TVMPlatformAbort(kTvmErrorPlatformCheckFailure);                                   \
    }                                                                                    \
  } while (0)
#endif

#ifndef CHECK_LT
#define CHECK_LT(x, y, ...) CHECK_BINARY_OP(<, x, y, __VA_ARGS__)
#endif
#ifndef CHECK_GT
#define CHECK_GT(x, y, ...) CHECK_BINARY_OP(>, x, y, __VA_ARGS__)
#endif
#ifndef CHECK_LE
#define CHECK_LE(x, y, ...) CHECK_BINARY_OP(<=, x, y, __VA_ARGS__)
#endif
#ifndef CHECK_GE
#define CHECK_GE(x, y, ...) CHECK_BINARY_OP(>=, x, y, __VA_ARGS__)
#endif
#ifndef CHECK_EQ
#define CHECK_EQ(x, y, ...) CHECK_BINARY_OP(==, x, y, __VA_ARGS__)
#endif
#ifndef CHECK_NE
#define CHECK_NE(x, y, ...) CHECK_BINARY_OP(!=, x, y, __VA_ARGS__)
#endif

#endif /* TVM_RUNTIME_CRT_LOGGING_H_ */
