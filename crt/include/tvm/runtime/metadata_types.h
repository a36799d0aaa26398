/**
 * \file tvm/runtime/metadata_types.h
 * \brief What a network says of itself: names, shapes and types of its tensors. Tier 2, types only.
 *
 * Generated as const data and reached through the packed function <prefix>_get_c_metadata, which
 * returns a const struct TVMMetadata* as a kTVMOpaqueHandle. All pointers lead to const data of the
 * image. A count of 0 goes with a pointer that is NULL or not to be followed.
 */
#ifndef TVM_RUNTIME_METADATA_TYPES_H_
#define TVM_RUNTIME_METADATA_TYPES_H_

#include <dlpack/dlpack.h>
#include <stdint.h>

/** \brief The value of TVMMetadata::version for what is described here. */
#define TVM_METADATA_VERSION 1

#ifdef __cplusplus
extern "C" {
#endif

/** \brief A compact, row-major tensor. A memory pool is a tensor of bytes with one axis. */
struct TVMTensorInfo {
  const char* name;
  /** \brief num_shape extents; a scalar has none. */
  const int64_t* shape;
  int64_t num_shape;
  DLDataType dtype;
};

/** \brief Bytes of a constant pool. Demitasse generates none: its weights are const data. */
struct TVMConstantInfo {
  const char* name_hint;
  int64_t byte_offset;
  int64_t data_len;
  const void* data_bytes;
};

/**
 * \brief A network. Its packed function takes the inputs, then the outputs, then the workspace
 * pools, in the order given here.
 */
struct TVMMetadata {
  int64_t version;
  const struct TVMTensorInfo* inputs;
  int64_t num_inputs;
  const struct TVMTensorInfo* outputs;
  int64_t num_outputs;
  /** \brief Memory that the caller passes and the network uses during a run. */
  const struct TVMTensorInfo* workspace_pools;
  int64_t num_workspace_pools;
  const struct TVMConstantInfo* constant_pools;
  int64_t num_constant_pools;
  /** \brief The prefix of all its functions, such as "tvmgen_digits"; it runs as <mod_name>_run. */
  const char* mod_name;
};

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVM_RUNTIME_METADATA_TYPES_H_ */
