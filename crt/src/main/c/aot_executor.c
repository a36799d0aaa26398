#include <demitasse/abi.h>
#include <string.h>
#include <tvm/runtime/crt/aot_executor.h>
#include <tvm/runtime/crt/module.h>
#include <tvm/runtime/crt/platform.h>
#include <tvm/runtime/crt/stack_allocator.h>

#include "runtime.h"

#define ALIGNMENT ((size_t)TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES)

/* The arguments are an array of tensors, one of values and one of codes, one behind the other. */
DEMITASSE_ASSERT(values_follow_tensors, sizeof(TVMNDArray) % DEMITASSE_ALIGNMENT_64 == 0);
DEMITASSE_ASSERT(executor_is_aligned, sizeof(TVMAotExecutor) % DEMITASSE_ALIGNMENT_64 == 0);

static int64_t number_of_args(const TVMMetadata* metadata) {
  return metadata->num_inputs + metadata->num_outputs + metadata->num_workspace_pools;
}

/* What the network says of itself, and its function. */
static int find_network(TVMModuleHandle module, DLDevice device, const char* name,
                        const TVMMetadata** metadata, TVMFunctionHandle* run) {
  if (module == NULL || name == NULL) {
    return demitasse_error(kTvmErrorFunctionCallInvalidArg, "the module or the name is null");
  }
  if (device.device_type != kDLCPU || device.device_id != 0) {
    return demitasse_error(kTvmErrorExecutorModuleBadContext, "the device is not {kDLCPU, 0}");
  }
  const TVMFuncRegistry* registry = ((const TVMModule*)module)->registry;
  int32_t describe = demitasse_find_function(registry, "tvmgen_", name, "_get_c_metadata");
  int status = demitasse_describe(registry, describe, metadata);
  if (status != 0) {
    return status;
  }
  int32_t index = demitasse_find_function(registry, (*metadata)->mod_name, "_run", "");
  if (index < 0) {
    return demitasse_error(kTvmErrorFunctionNameNotFound, "the network has no packed function");
  }
  *run = (TVMFunctionHandle)&registry->funcs[index];
  return 0;
}

/* Sums the bytes of tensors, each rounded up; false if one has no size or the sum is too large. */
static bool add_bytes(const int64_t* shape, int64_t rank, DLDataType type, size_t* sum) {
  size_t bytes;
  if (!demitasse_tensor_bytes(shape, rank, type, &bytes) ||
      bytes > (size_t)PTRDIFF_MAX - *sum - ALIGNMENT) {
    return false;
  }
  *sum += (bytes + ALIGNMENT - 1u) & ~(ALIGNMENT - 1u);
  return true;
}

int TVMAotExecutor_Init(TVMAotExecutor* executor, TVMModuleHandle module_handle,
                        const DLDevice device, const char* module_name, void* args,
                        size_t args_size) {
  const TVMMetadata* metadata = NULL;
  TVMFunctionHandle run = NULL;
  if (executor == NULL || args == NULL) {
    return demitasse_error(kTvmErrorFunctionCallInvalidArg, "the executor or its memory is null");
  }
  int status = find_network(module_handle, device, module_name, &metadata, &run);
  if (status != 0) {
    return status;
  }
  int64_t count = number_of_args(metadata);
  if (demitasse_misaligned_by(args, 8u) != 0u) {
    return demitasse_error(kTvmErrorPlatformMisaligned, "args is not at a multiple of 8");
  }
  if (args_size < TVM_AOT_EXECUTOR_ARGS_BYTES((size_t)count)) {
    return demitasse_error(kTvmErrorBufferTooSmall, "args is too small for the network");
  }
  executor->metadata = metadata;
  executor->module_handle = module_handle;
  executor->device = device;
  executor->args = (TVMNDArray*)args;
  executor->num_args = count;
  executor->run = run;
  executor->values = (TVMValue*)(void*)(executor->args + count);
  executor->type_codes = (int*)(void*)(executor->values + count);
  size_t sum = 0u;
  for (int64_t i = 0; i < count; i++) {
    const struct TVMTensorInfo* tensor = demitasse_tensor_info(metadata, i);
    DLTensor* arg = &executor->args[i].dl_tensor;
    if (tensor->num_shape > INT16_MAX ||
        !add_bytes(tensor->shape, tensor->num_shape, tensor->dtype, &sum)) {
      return demitasse_error(kTvmErrorExecutorBadMetadata, "a tensor has no size in memory");
    }
    memset(&executor->args[i], 0, sizeof executor->args[i]);
    arg->device = device;
    arg->ndim = (int32_t)tensor->num_shape;
    arg->dtype = tensor->dtype;
    arg->shape = (int64_t*)tensor->shape; /* never written through */
    executor->args[i].reference_count = 1u;
    executor->values[i].v_handle = arg;
    executor->type_codes[i] = kTVMDLTensorHandle;
  }
  return 0;
}

size_t TVMAotExecutor_PlaceSize(const TVMAotExecutor* executor) {
  size_t sum = 0u;
  for (int64_t i = 0; i < executor->num_args; i++) {
    const DLTensor* arg = &executor->args[i].dl_tensor;
    if (arg->data == NULL) {
      (void)add_bytes(arg->shape, arg->ndim, arg->dtype, &sum); /* checked by Init */
    }
  }
  return sum;
}

int TVMAotExecutor_Place(TVMAotExecutor* executor, void* memory, size_t memory_size) {
  size_t needed = TVMAotExecutor_PlaceSize(executor);
  size_t lost = demitasse_misaligned_by(memory, ALIGNMENT);
  if (needed == 0u) {
    return 0;
  }
  if (memory == NULL || memory_size < lost || memory_size - lost < needed) {
    return demitasse_error(kTvmErrorBufferTooSmall, "the memory is too small for the tensors");
  }
  uint8_t* next = (uint8_t*)memory + lost;
  memset(next, 0, needed);
  for (int64_t i = 0; i < executor->num_args; i++) {
    DLTensor* arg = &executor->args[i].dl_tensor;
    if (arg->data == NULL) {
      size_t bytes = 0u;
      (void)add_bytes(arg->shape, arg->ndim, arg->dtype, &bytes);
      arg->data = next;
      next += bytes;
    }
  }
  return 0;
}

int TVMAotExecutor_Create(TVMModuleHandle module_handle, const DLDevice device,
                          TVMAotExecutor** executor, const char* module_name) {
  const TVMMetadata* metadata = NULL;
  TVMFunctionHandle run = NULL;
  int status = find_network(module_handle, device, module_name, &metadata, &run);
  if (status != 0) {
    return status;
  }
  size_t head =
      sizeof(TVMAotExecutor) + TVM_AOT_EXECUTOR_ARGS_BYTES((size_t)number_of_args(metadata));
  size_t size = head + ALIGNMENT; /* the tensors may have to begin further behind */
  for (int64_t i = 0; i < number_of_args(metadata); i++) {
    const struct TVMTensorInfo* tensor = demitasse_tensor_info(metadata, i);
    if (!add_bytes(tensor->shape, tensor->num_shape, tensor->dtype, &size)) {
      return demitasse_error(kTvmErrorExecutorBadMetadata, "a tensor has no size in memory");
    }
  }
  void* block = NULL;
  tvm_crt_error_t error = TVMPlatformMemoryAllocate(size, device, &block);
  if (error != kTvmErrorNoError) {
    return demitasse_error(error, "no memory for the executor");
  }
  TVMAotExecutor* created = (TVMAotExecutor*)block;
  status = TVMAotExecutor_Init(created, module_handle, device, module_name, created + 1,
                               head - sizeof(TVMAotExecutor));
  if (status == 0) {
    status = TVMAotExecutor_Place(created, (uint8_t*)block + head, size - head);
  }
  if (status != 0) {
    (void)TVMPlatformMemoryFree(block, device);
    return status;
  }
  *executor = created;
  return 0;
}

int TVMAotExecutor_Release(TVMAotExecutor* executor, const DLDevice device) {
  return TVMPlatformMemoryFree(executor, device);
}

int TVMAotExecutor_GetNumInputs(TVMAotExecutor* executor) {
  return (int)executor->metadata->num_inputs;
}

int TVMAotExecutor_GetNumOutputs(TVMAotExecutor* executor) {
  return (int)executor->metadata->num_outputs;
}

int TVMAotExecutor_GetInputIndex(TVMAotExecutor* executor, const char* name) {
  for (int i = 0; i < TVMAotExecutor_GetNumInputs(executor); i++) {
    if (strcmp(executor->metadata->inputs[i].name, name) == 0) {
      return i;
    }
  }
  TVMAPISetLastError("the network has no such input");
  return -1;
}

int TVMAotExecutor_GetInputName(TVMAotExecutor* executor, int index, const char** name) {
  if (index < 0 || index >= TVMAotExecutor_GetNumInputs(executor)) {
    return demitasse_error(kTvmErrorExecutorModuleNoSuchInput, "the network has no such input");
  }
  *name = executor->metadata->inputs[index].name;
  return 0;
}

int TVMAotExecutor_Run(TVMAotExecutor* executor) {
  for (int64_t i = 0; i < executor->num_args; i++) {
    if (executor->args[i].dl_tensor.data == NULL) {
      return demitasse_error(kTvmErrorFunctionCallInvalidArg, "an argument has no memory");
    }
  }
  return TVMFuncCall(executor->run, executor->values, executor->type_codes,
                     (int)executor->num_args, NULL, NULL);
}
