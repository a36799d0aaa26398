/**
 * \file tvm/runtime/crt/stack_allocator.h
 * \brief Blocks of memory that are freed last one first, in memory that the caller owns. Tier 3.
 *
 * Declare the memory at a multiple of TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES:
 *
 *     DEMITASSE_ALIGNED(TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES) static uint8_t memory[1024];
 *     static tvm_workspace_t workspace;
 *     StackMemoryManager_Init(&workspace, memory, sizeof memory);
 *
 * Otherwise the bytes up to the first such address are lost. Where that is why a block does not fit,
 * StackMemoryManager_Allocate says so: kTvmErrorPlatformMisaligned.
 */
#ifndef TVM_RUNTIME_CRT_STACK_ALLOCATOR_H_
#define TVM_RUNTIME_CRT_STACK_ALLOCATOR_H_

#include <crt_config.h>
#include <stddef.h>
#include <stdint.h>
#include <tvm/runtime/crt/error_codes.h>

/** \brief Blocks begin at multiples of it and take multiples of it; the last one may be shorter. */
#ifndef TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES
#define TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES 16
#endif

/** \brief What the header of a block begins with, where the order of freeing is checked. */
#define STACK_ALLOCATOR_TAG 0xabcd1234

#ifdef __cplusplus
extern "C" {
#endif

/** \brief State of an allocator: memory of the caller, as is the memory that it manages. */
typedef struct {
  /** \brief Where the next block begins. */
  uint8_t* next_alloc;
  /** \brief The memory, as given. */
  uint8_t* workspace;
  /** \brief Bytes of the memory, as given. */
  size_t workspace_size;
} tvm_workspace_t;

/**
 * \brief Starts with no blocks; also forgets all blocks there were.
 *
 * \param g_aot_memory workspace_size bytes, which stay the caller's.
 * \return kTvmErrorNoError; kTvmErrorFunctionCallInvalidArg if a pointer is NULL; or
 *     kTvmErrorPlatformNoMemory if the memory ends before the first aligned address.
 */
tvm_crt_error_t StackMemoryManager_Init(tvm_workspace_t* tvm_runtime_workspace,
                                        uint8_t* g_aot_memory, size_t workspace_size);

/**
 * \brief Takes a block behind the last one. Its bytes are not cleared.
 *
 * \param nbytes more than 0.
 * \return kTvmErrorNoError, or kTvmErrorFunctionCallInvalidArg, kTvmErrorPlatformNoMemory or
 *     kTvmErrorPlatformMisaligned; then *current_alloc is as it was.
 */
tvm_crt_error_t StackMemoryManager_Allocate(tvm_workspace_t* tvm_runtime_workspace, int32_t nbytes,
                                            void** current_alloc);

/**
 * \brief Gives a block back, and with it all blocks behind it.
 *
 * Where TVM_CRT_STACK_ALLOCATOR_ENABLE_LIFO_CHECK is set it must be the last one.
 *
 * \return kTvmErrorNoError, or kTvmErrorPlatformStackAllocBadFree; then all is as it was.
 */
tvm_crt_error_t StackMemoryManager_Free(tvm_workspace_t* tvm_runtime_workspace, void* ptr);

/**
 * \brief As StackMemoryManager_Allocate, with the check or, if do_lifo_check is 0, without.
 *
 * With it, each block has a header of TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES in front. All calls on one
 * workspace must agree.
 */
tvm_crt_error_t StackMemoryManager_Allocate_Body(tvm_workspace_t* tvm_runtime_workspace,
                                                 int32_t nbytes, void** current_alloc,
                                                 uint8_t do_lifo_check);

/** \brief As StackMemoryManager_Free, with the check or, if do_lifo_check is 0, without. */
tvm_crt_error_t StackMemoryManager_Free_Body(tvm_workspace_t* tvm_runtime_workspace, void* ptr,
                                             uint8_t do_lifo_check);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_CRT_STACK_ALLOCATOR_H_ */
