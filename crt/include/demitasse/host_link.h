/**
 * \file demitasse/host_link.h
 * \brief Lets a host call the functions of this image over a stream of bytes. Tier 3.
 *
 * One firmware for any network: the host asks which functions and networks there are, lays out
 * tensors in memory that the firmware lends, writes them, runs functions on them, and reads results
 * and time. The class dev.demitasse.crt.Device is such a host; docs/guide/runtime.md describes every
 * byte. The firmware writes what it received into the link, from wherever bytes come:
 *
 *     static bool write_uart(void* context, const uint8_t* bytes, size_t count) {...}
 *
 *     static uint8_t frame[512];
 *     static uint8_t memory[16384];
 *     static demitasse_host_link link;
 *
 *     demitasse_host_link_init(&link, TVMSystemLibEntryPoint(), frame, sizeof frame, memory,
 *                              sizeof memory, write_uart, NULL);
 *     for (;;) {
 *       uint8_t byte = read_uart();
 *       demitasse_host_link_receive(&link, &byte, 1);
 *     }
 *
 * A damaged, truncated or oversized frame is answered with an error and costs nothing else. Whoever
 * holds the other end of the stream may call every function with any tensors: the functions
 * themselves check their arguments, or the host is trusted. Runs are timed with TVMPlatformTimerStart
 * and TVMPlatformTimerStop.
 */
#ifndef DEMITASSE_HOST_LINK_H_
#define DEMITASSE_HOST_LINK_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <tvm/runtime/crt/error_codes.h>
#include <tvm/runtime/crt/module.h>

#ifdef __cplusplus
extern "C" {
#endif

/** \brief The version of the protocol, which grows with every change of its bytes. */
#define DEMITASSE_HOST_VERSION 1

/** \brief The smallest buffer for frames. A larger one means fewer frames for large tensors. */
#define DEMITASSE_HOST_MIN_FRAME_BYTES 64

/** \brief Sends bytes to the host; returns when all are taken, or false if they cannot be. */
typedef bool (*demitasse_host_write)(void* context, const uint8_t* bytes, size_t count);

/** \brief One connection: memory of the firmware's. Its members are the link's own. */
typedef struct demitasse_host_link {
  const TVMModule* module;
  demitasse_host_write write;
  void* context;
  /** \brief One message and its check sum, of the host's or of ours. */
  uint8_t* frame;
  size_t frame_size;
  /** \brief Bytes received of the frame. */
  size_t length;
  /** \brief Bytes to come before the next byte that counts bytes. */
  uint8_t block_left;
  /** \brief Whether the frame has begun, is larger than the buffer, or goes on with a zero. */
  bool begun;
  bool too_large;
  bool zero_follows;
  /** \brief Memory for arguments, from an aligned address, and how much of it is in use. */
  uint8_t* memory;
  size_t memory_size;
  size_t memory_used;
  /** \brief The arguments there are, and how many there may be. */
  TVMValue* values;
  int* type_codes;
  uint16_t num_args;
  uint16_t max_args;
} demitasse_host_link;

/**
 * \brief Starts a connection.
 *
 * \param module the functions that the host may call, such as TVMSystemLibEntryPoint().
 * \param frame frame_size bytes, from DEMITASSE_HOST_MIN_FRAME_BYTES to 65535; those above are not
 *     used.
 * \param memory memory_size bytes for the tensors of the host, at any address.
 * \param context passed to write.
 * \return kTvmErrorNoError, kTvmErrorBufferTooSmall, or kTvmErrorFunctionCallInvalidArg if a pointer
 *     other than context is NULL.
 */
tvm_crt_error_t demitasse_host_link_init(demitasse_host_link* link, const TVMModule* module,
                                         uint8_t* frame, size_t frame_size, uint8_t* memory,
                                         size_t memory_size, demitasse_host_write write,
                                         void* context);

/**
 * \brief Takes bytes of the host's, any number at a time, and answers every frame that they end.
 *
 * Functions run inside. Not to be called from an interrupt that the write function waits for.
 *
 * \return kTvmErrorNoError, or kTvmErrorWriteStreamShortWrite if an answer could not be sent.
 */
tvm_crt_error_t demitasse_host_link_receive(demitasse_host_link* link, const uint8_t* bytes,
                                            size_t count);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DEMITASSE_HOST_LINK_H_ */
