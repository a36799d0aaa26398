/**
 * \file tvm/runtime/crt/aot_executor.h
 * \brief Runs a network that is found by name, and tells its inputs and outputs. Tier 3.
 *
 * Any number of executors, with any number of arguments. The caller gives the memory:
 *
 *     static TVMAotExecutor executor;
 *     static uint64_t args[TVM_AOT_EXECUTOR_ARGS_BYTES(4) / 8];
 *     DEMITASSE_ALIGNED(16) static uint8_t memory[2048];
 *
 *     TVMAotExecutor_Init(&executor, module, cpu, "digits", args, sizeof args);
 *     executor.args[0].dl_tensor.data = image;
 *     TVMAotExecutor_Place(&executor, memory, sizeof memory);
 *     TVMAotExecutor_Run(&executor);
 *
 * or TVMAotExecutor_Create takes it from TVMPlatformMemoryAllocate. The arguments are the inputs,
 * then the outputs, then the workspace pools of the network, with data, shape and type filled in;
 * their data may be read, written and replaced by other memory at any time between runs. All errors
 * are returned, each with a text in TVMGetLastError.
 */
#ifndef TVM_RUNTIME_CRT_AOT_EXECUTOR_H_
#define TVM_RUNTIME_CRT_AOT_EXECUTOR_H_

#include <dlpack/dlpack.h>
#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/metadata_types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct TVMMetadata TVMMetadata;

/** \brief A tensor as an argument. The count is without meaning here. */
typedef struct TVMNDArray {
  DLTensor dl_tensor;
  uint32_t reference_count;
} TVMNDArray;

typedef struct TVMAotExecutor {
  /** \brief What the network says of itself. */
  const TVMMetadata* metadata;
  TVMModuleHandle module_handle;
  DLDevice device;
  /** \brief num_args arguments: inputs, outputs, workspace pools. */
  TVMNDArray* args;
  int64_t num_args;
  /** \brief The network's function, and the arguments as it takes them: the executor's own. */
  TVMFunctionHandle run;
  TVMValue* values;
  int* type_codes;
} TVMAotExecutor;

/** \brief Bytes that TVMAotExecutor_Init needs for n inputs, outputs and pools. */
#define TVM_AOT_EXECUTOR_ARGS_BYTES(n) \
  (((n) * (sizeof(TVMNDArray) + sizeof(TVMValue) + sizeof(int)) + 7) / 8 * 8)

/**
 * \brief Finds a network and describes its arguments. Their data is NULL.
 *
 * \param module_handle a module that has tvmgen_<module_name>_get_c_metadata and the network.
 * \param device {kDLCPU, 0}.
 * \param module_name without tvmgen_.
 * \param args memory of the caller's at a multiple of 8, the executor's from now on.
 * \return 0, kTvmErrorFunctionNameNotFound, kTvmErrorExecutorModuleBadContext,
 *     kTvmErrorExecutorBadMetadata, kTvmErrorPlatformMisaligned, kTvmErrorBufferTooSmall, or
 *     kTvmErrorFunctionCallInvalidArg if a pointer is NULL.
 */
int TVMAotExecutor_Init(TVMAotExecutor* executor, TVMModuleHandle module_handle,
                        const DLDevice device, const char* module_name, void* args,
                        size_t args_size);

/** \brief Bytes that TVMAotExecutor_Place needs for the arguments whose data is NULL. */
size_t TVMAotExecutor_PlaceSize(const TVMAotExecutor* executor);

/**
 * \brief Gives every argument whose data is NULL a place in the memory, cleared, at multiples of
 * TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES. Memory that does not begin there needs as many bytes more.
 *
 * \return 0 or kTvmErrorBufferTooSmall; then no argument has changed.
 */
int TVMAotExecutor_Place(TVMAotExecutor* executor, void* memory, size_t memory_size);

/**
 * \brief Init and Place, in one block of TVMPlatformMemoryAllocate's, which holds the executor, too.
 *
 * \param executor set to it; left as it is if there is an error.
 * \return 0, or an error of TVMAotExecutor_Init or TVMPlatformMemoryAllocate.
 */
int TVMAotExecutor_Create(TVMModuleHandle module_handle, const DLDevice device,
                          TVMAotExecutor** executor, const char* module_name);

/** \brief Gives the block of TVMAotExecutor_Create back. Returns 0 or a tvm_crt_error_t. */
int TVMAotExecutor_Release(TVMAotExecutor* executor, const DLDevice device);

int TVMAotExecutor_GetNumInputs(TVMAotExecutor* executor);

int TVMAotExecutor_GetNumOutputs(TVMAotExecutor* executor);

/** \brief The number of the input of this name; -1 if there is none. */
int TVMAotExecutor_GetInputIndex(TVMAotExecutor* executor, const char* name);

/** \brief Sets the name of an input. Returns 0 or kTvmErrorExecutorModuleNoSuchInput. */
int TVMAotExecutor_GetInputName(TVMAotExecutor* executor, int index, const char** name);

/**
 * \brief Runs the network.
 *
 * \return what the network returned, or kTvmErrorFunctionCallInvalidArg if an argument has no data.
 */
int TVMAotExecutor_Run(TVMAotExecutor* executor);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_CRT_AOT_EXECUTOR_H_ */
