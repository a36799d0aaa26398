/**
 * \file demitasse/abi.h
 * \brief Asserts that the compiler lays DLPack's and TVM's types out as TVM's own objects do.
 *
 * Compiling a file that includes it is the proof, on LP64 and on ILP32, whether 64-bit integers are
 * aligned to 8 bytes there (Arm, RISC-V) or to 4 (i386). Our sources include it.
 */
#ifndef DEMITASSE_ABI_H_
#define DEMITASSE_ABI_H_

#include <dlpack/dlpack.h>
#include <stddef.h>
#include <tvm/runtime/c_backend_api.h>
#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/crt/func_registry.h>
#include <tvm/runtime/crt/module.h>
#include <tvm/runtime/metadata_types.h>

/** \brief Fails to compile, and shows the name, if the condition does not hold. */
#ifdef __cplusplus
#define DEMITASSE_ASSERT(name, condition) static_assert(condition, #name)
#else
#define DEMITASSE_ASSERT(name, condition) typedef char demitasse_assert_##name[(condition) ? 1 : -1]
#endif

struct demitasse_aligned_64 {
  char byte;
  uint64_t value;
};

/** \brief Bytes of a pointer, and the alignment of a uint64_t as a member. */
#define DEMITASSE_POINTER_BYTES sizeof(void*)
#define DEMITASSE_ALIGNMENT_64 offsetof(struct demitasse_aligned_64, value)
#define DEMITASSE_ROUND_UP(bytes, unit) (((bytes) + (unit)-1) / (unit) * (unit))

DEMITASSE_ASSERT(int_has_32_bits, sizeof(int) == 4);
DEMITASSE_ASSERT(pointers_have_32_or_64_bits,
                 DEMITASSE_POINTER_BYTES == 4 || DEMITASSE_POINTER_BYTES == 8);

DEMITASSE_ASSERT(device_type_size, sizeof(DLDeviceType) == 4);
DEMITASSE_ASSERT(device_size, sizeof(DLDevice) == 8);
DEMITASSE_ASSERT(data_type_size, sizeof(DLDataType) == 4);

DEMITASSE_ASSERT(tensor_data, offsetof(DLTensor, data) == 0);
DEMITASSE_ASSERT(tensor_device, offsetof(DLTensor, device) == DEMITASSE_POINTER_BYTES);
DEMITASSE_ASSERT(tensor_ndim, offsetof(DLTensor, ndim) == DEMITASSE_POINTER_BYTES + 8);
DEMITASSE_ASSERT(tensor_dtype, offsetof(DLTensor, dtype) == DEMITASSE_POINTER_BYTES + 12);
DEMITASSE_ASSERT(tensor_shape, offsetof(DLTensor, shape) == DEMITASSE_POINTER_BYTES + 16);
DEMITASSE_ASSERT(tensor_strides, offsetof(DLTensor, strides) == 2 * DEMITASSE_POINTER_BYTES + 16);
DEMITASSE_ASSERT(tensor_byte_offset,
                 offsetof(DLTensor, byte_offset) ==
                     DEMITASSE_ROUND_UP(3 * DEMITASSE_POINTER_BYTES + 16, DEMITASSE_ALIGNMENT_64));
DEMITASSE_ASSERT(tensor_size, sizeof(DLTensor) == offsetof(DLTensor, byte_offset) + 8);

DEMITASSE_ASSERT(value_size, sizeof(TVMValue) == 8);
DEMITASSE_ASSERT(registry_size, sizeof(TVMFuncRegistry) == 2 * DEMITASSE_POINTER_BYTES);
DEMITASSE_ASSERT(registry_funcs, offsetof(TVMFuncRegistry, funcs) == DEMITASSE_POINTER_BYTES);
DEMITASSE_ASSERT(module_size, sizeof(TVMModule) == DEMITASSE_POINTER_BYTES);

DEMITASSE_ASSERT(tensor_info_rank,
                 offsetof(struct TVMTensorInfo, num_shape) == 2 * DEMITASSE_POINTER_BYTES);
DEMITASSE_ASSERT(tensor_info_dtype,
                 offsetof(struct TVMTensorInfo, dtype) == 2 * DEMITASSE_POINTER_BYTES + 8);
DEMITASSE_ASSERT(tensor_info_size,
                 sizeof(struct TVMTensorInfo) ==
                     DEMITASSE_ROUND_UP(2 * DEMITASSE_POINTER_BYTES + 12, DEMITASSE_ALIGNMENT_64));
DEMITASSE_ASSERT(metadata_inputs, offsetof(struct TVMMetadata, inputs) == 8);
DEMITASSE_ASSERT(metadata_num_inputs,
                 offsetof(struct TVMMetadata, num_inputs) ==
                     8 + DEMITASSE_ROUND_UP(DEMITASSE_POINTER_BYTES, DEMITASSE_ALIGNMENT_64));
DEMITASSE_ASSERT(metadata_mod_name,
                 offsetof(struct TVMMetadata, mod_name) ==
                     8 + 4 * (8 + DEMITASSE_ROUND_UP(DEMITASSE_POINTER_BYTES,
                                                     DEMITASSE_ALIGNMENT_64)));

#endif /* DEMITASSE_ABI_H_ */
