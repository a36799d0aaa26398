/**
 * \file demitasse/packed.h
 * \brief What packed functions of generated code do with their arguments. Tier 2; only the checks
 * of level "full" need TVMAPISetLastError of tier 3.
 *
 * Generated code includes it; firmware need not.
 */
#ifndef DEMITASSE_PACKED_H_
#define DEMITASSE_PACKED_H_

#include <stddef.h>
#include <stdint.h>
#include <tvm/runtime/c_backend_api.h>
#include <tvm/runtime/crt/error_codes.h>

#ifdef __cplusplus
extern "C" {
#endif

/** \brief What the tensor must be that a packed function takes in one place. */
struct demitasse_argument {
  /** \brief For messages. */
  const char* name;
  /** \brief Its extents, NULL if there are none. */
  const int64_t* shape;
  /** \brief The distances between elements along each axis, in elements; NULL if it is compact. */
  const int64_t* strides;
  /** \brief How many extents there are. */
  int32_t ndim;
  /** \brief Of its elements. */
  DLDataType dtype;
  /** \brief Of its data, in bytes. */
  uint32_t alignment;
};

/** \brief The tensor of an argument, whatever its type code says. */
static inline const DLTensor* demitasse_tensor(const TVMValue* args, int index) {
  return (const DLTensor*)args[index].v_handle;
}

/** \brief The data of an argument. */
static inline void* demitasse_data(const TVMValue* args, int index) {
  return demitasse_tensor(args, index)->data;
}

/**
 * \brief Checks that `count` arguments are tensors with data, and nothing else: TVM's own callers
 * leave out the number of arguments, their types, and all of a tensor but its data.
 *
 * \return 0 or kTvmErrorFunctionCallInvalidArg.
 */
static inline int demitasse_check_pointers(const TVMValue* args, int count) {
  if (args == NULL) {
    return kTvmErrorFunctionCallInvalidArg;
  }
  for (int i = 0; i < count; i++) {
    if (demitasse_tensor(args, i) == NULL || demitasse_data(args, i) == NULL) {
      return kTvmErrorFunctionCallInvalidArg;
    }
  }
  return 0;
}

/** \brief Leaves "function.argument what" as the last error, cut if it is too long. */
static inline int demitasse_refuse(int error, const char* function, const char* argument,
                                   const char* what) {
  const char* parts[4];
  char text[96];
  size_t length = 0;
  parts[0] = function;
  parts[1] = argument[0] == '\0' ? "" : ".";
  parts[2] = argument;
  parts[3] = what;
  for (int i = 0; i < 4; i++) {
    for (const char* c = parts[i]; *c != '\0' && length + 1 < sizeof text; c++) {
      text[length++] = *c;
    }
  }
  text[length] = '\0';
  TVMAPISetLastError(text);
  return error;
}

/** \brief Whether the strides of a tensor are those that are wanted; of one element, any are. */
static inline int demitasse_has_strides(const DLTensor* tensor,
                                        const struct demitasse_argument* wanted) {
  int64_t compact = 1;
  if (tensor->strides == NULL) {
    return wanted->strides == NULL;
  }
  for (int32_t axis = wanted->ndim - 1; axis >= 0; axis--) {
    const int64_t stride = wanted->strides == NULL ? compact : wanted->strides[axis];
    if (wanted->shape[axis] > 1 && tensor->strides[axis] != stride) {
      return 0;
    }
    compact *= wanted->shape[axis];
  }
  return 1;
}

/** \brief What is wrong with a tensor, NULL if nothing is. */
static inline const char* demitasse_mistake(const DLTensor* tensor,
                                            const struct demitasse_argument* wanted) {
  int64_t size = 1;
  if (tensor->ndim != wanted->ndim) {
    return ": wrong ndim";
  }
  if (tensor->dtype.code != wanted->dtype.code || tensor->dtype.bits != wanted->dtype.bits ||
      tensor->dtype.lanes != wanted->dtype.lanes) {
    return ": wrong dtype";
  }
  if (tensor->ndim > 0 && tensor->shape == NULL) {
    return ": no shape";
  }
  for (int32_t axis = 0; axis < wanted->ndim; axis++) {
    if (tensor->shape[axis] != wanted->shape[axis]) {
      return ": wrong shape";
    }
    size *= wanted->shape[axis];
  }
  if (!demitasse_has_strides(tensor, wanted)) {
    return ": wrong strides";
  }
  if (tensor->byte_offset != 0) {
    return ": byte_offset is not 0";
  }
  if (tensor->device.device_type != kDLCPU || tensor->device.device_id != 0) {
    return ": not on device CPU 0";
  }
  if (size > 0 && tensor->data == NULL) {
    return ": no data";
  }
  return (uintptr_t)tensor->data % wanted->alignment != 0 ? ": data is not aligned" : NULL;
}

/**
 * \brief Checks all that can be said of the arguments of a packed function.
 *
 * \param function its name, for messages.
 * \param args, type_codes, num_args as given to it.
 * \param wanted `count` descriptions.
 * \return 0, kTvmErrorFunctionCallNumArguments, kTvmErrorFunctionCallWrongArgType or
 *     kTvmErrorFunctionCallInvalidArg; then TVMGetLastError says more.
 */
static inline int demitasse_check_tensors(const char* function, const TVMValue* args,
                                          const int* type_codes, int num_args,
                                          const struct demitasse_argument* wanted, int count) {
  if (num_args != count) {
    return demitasse_refuse(kTvmErrorFunctionCallNumArguments, function, "",
                            ": wrong number of arguments");
  }
  if (count > 0 && (args == NULL || type_codes == NULL)) {
    return demitasse_refuse(kTvmErrorFunctionCallInvalidArg, function, "", ": no arguments");
  }
  for (int i = 0; i < count; i++) {
    const char* mistake;
    if (type_codes[i] != kTVMDLTensorHandle && type_codes[i] != kTVMNDArrayHandle &&
        type_codes[i] != kTVMOpaqueHandle) {
      return demitasse_refuse(kTvmErrorFunctionCallWrongArgType, function, wanted[i].name,
                              ": not a tensor");
    }
    if (args[i].v_handle == NULL) {
      return demitasse_refuse(kTvmErrorFunctionCallInvalidArg, function, wanted[i].name,
                              ": null");
    }
    mistake = demitasse_mistake(demitasse_tensor(args, i), &wanted[i]);
    if (mistake != NULL) {
      return demitasse_refuse(kTvmErrorFunctionCallInvalidArg, function, wanted[i].name, mistake);
    }
  }
  return 0;
}

/** \brief What the number must be that a packed function takes behind its tensors. */
struct demitasse_scalar {
  /** \brief For messages. */
  const char* name;
  /** \brief kTVMArgInt or kTVMArgFloat. */
  int type_code;
  /** \brief The least integer that it may be. */
  int64_t least;
  /** \brief The largest. */
  int64_t most;
};

/**
 * \brief Checks tensors and the numbers behind them.
 *
 * \param function, args, type_codes, num_args, wanted, count as demitasse_check_tensors has them.
 * \param scalars `scalar_count` descriptions of the arguments that follow the tensors.
 * \return as demitasse_check_tensors does; kTvmErrorFunctionCallInvalidArg for an integer that is
 *     out of range.
 */
static inline int demitasse_check_arguments(const char* function, const TVMValue* args,
                                            const int* type_codes, int num_args,
                                            const struct demitasse_argument* wanted, int count,
                                            const struct demitasse_scalar* scalars,
                                            int scalar_count) {
  const int status =
      demitasse_check_tensors(function, args, type_codes, num_args - scalar_count, wanted, count);
  if (status != 0) {
    return status;
  }
  for (int i = 0; i < scalar_count; i++) {
    if (type_codes[count + i] != scalars[i].type_code) {
      return demitasse_refuse(kTvmErrorFunctionCallWrongArgType, function, scalars[i].name,
                              ": wrong type of number");
    }
    if (scalars[i].type_code == kTVMArgInt && (args[count + i].v_int64 < scalars[i].least ||
                                               args[count + i].v_int64 > scalars[i].most)) {
      return demitasse_refuse(kTvmErrorFunctionCallInvalidArg, function, scalars[i].name,
                              ": out of range");
    }
  }
  return 0;
}

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DEMITASSE_PACKED_H_ */
