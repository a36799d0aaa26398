/**
 * \file dlpack/dlpack.h
 * \brief DLPack's tensor in memory: pointer, shape, strides and element type. Types only, no code.
 *
 * Names, values and layout are those of DLPack 0.7 (ABI version 1), which TVM 0.8 to 0.18 used;
 * demitasse/abi.h asserts the layout. A program that has DLPack's own header may use that instead.
 */
#ifndef DLPACK_DLPACK_H_
#define DLPACK_DLPACK_H_

#include <stddef.h>
#include <stdint.h>

#define DLPACK_VERSION 70
#define DLPACK_ABI_VERSION 1

#ifdef __cplusplus
#define DLPACK_EXTERN_C extern "C"
#else
#define DLPACK_EXTERN_C
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * \brief Where the data of a tensor is. Microcontrollers know kDLCPU only.
 *
 * 32 bits wide in both languages: in C the last enumerator sees to it where compilers make enums as
 * small as they can (arm-none-eabi does), so that no byte of DLDevice is left undefined.
 */
#ifdef __cplusplus
typedef enum : int32_t {
#else
typedef enum {
#endif
  kDLCPU = 1,
  kDLCUDA = 2,
  kDLCUDAHost = 3,
  kDLOpenCL = 4,
  kDLVulkan = 7,
  kDLMetal = 8,
  kDLVPI = 9,
  kDLROCM = 10,
  kDLROCMHost = 11,
  kDLExtDev = 12,
  kDLCUDAManaged = 13,
  kDLOneAPI = 14,
  kDLWebGPU = 15,
  kDLHexagon = 16,
  /** \brief No device: makes the type 32 bits wide. */
  kDLDeviceTypeIs32Bits = 0x7fffffff
} DLDeviceType;

/** \brief A device. On a microcontroller always {kDLCPU, 0}. */
typedef struct {
  DLDeviceType device_type;
  /** \brief Which of the devices of this type, from 0. */
  int32_t device_id;
} DLDevice;

/** \brief Kinds of element types, for DLDataType::code. */
typedef enum {
  kDLInt = 0U,
  kDLUInt = 1U,
  kDLFloat = 2U,
  kDLOpaqueHandle = 3U,
  kDLBfloat = 4U,
  kDLComplex = 5U
} DLDataTypeCode;

/**
 * \brief The type of an element: {kDLFloat, 32, 1} is float, {kDLInt, 8, 1} is int8_t.
 *
 * A boolean is {kDLUInt, 1, 1}, in a byte that is 0 or 1.
 */
typedef struct {
  /** \brief A DLDataTypeCode. */
  uint8_t code;
  /** \brief Bits of one lane. */
  uint8_t bits;
  /** \brief Elements of a vector type; 1 for scalars. */
  uint16_t lanes;
} DLDataType;

/** \brief A tensor in memory that somebody else owns. Nothing here frees or copies anything. */
typedef struct {
  /** \brief The first byte of the memory; the first element is byte_offset bytes further. */
  void* data;
  DLDevice device;
  /** \brief Rank: the number of axes. */
  int32_t ndim;
  DLDataType dtype;
  /** \brief ndim extents. Never written through by this runtime, although not const. */
  int64_t* shape;
  /** \brief ndim steps, in elements; NULL if the tensor is compact and row-major. */
  int64_t* strides;
  /** \brief From data to the first element, in bytes. */
  uint64_t byte_offset;
} DLTensor;

/** \brief A tensor with the means to give it back. This runtime neither makes nor takes one. */
typedef struct DLManagedTensor {
  DLTensor dl_tensor;
  /** \brief Belongs to the owner. */
  void* manager_ctx;
  /** \brief Called once, with this very object, by whoever was handed it; may be NULL. */
  void (*deleter)(struct DLManagedTensor* self);
} DLManagedTensor;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DLPACK_DLPACK_H_ */
