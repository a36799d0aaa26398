#include <demitasse/abi.h>
#include <demitasse/host_link.h>
#include <string.h>
#include <tvm/runtime/crt/platform.h>
#include <tvm/runtime/crt/stack_allocator.h>

#include "runtime.h"

#define ALIGNMENT ((size_t)TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES)
#define CRC_BYTES 4u
#define REPLY_HEAD_BYTES 6u
#define IS_REPLY 0x80u
#define NOT_UNDERSTOOD 0xffu

DEMITASSE_ASSERT(double_has_64_bits, sizeof(double) == 8);

/* What the host asks for: the second byte of a message. */
enum { HELLO = 1, FUNCTION, NETWORK, TENSOR, OPEN, ADD_TENSOR, ADD_SCALAR, WRITE, READ, RUN };

/* A message being read, and the answer being written into the same buffer, behind what is read. */
typedef struct {
  const uint8_t* next;
  size_t left;
  bool too_short;
} message;

typedef struct {
  uint8_t* next;
  size_t left;
  bool too_long;
} answer;

static uint64_t take(message* in, size_t bytes) {
  uint64_t value = 0u;
  if (in->left < bytes) {
    in->too_short = true;
    in->left = 0u;
    return 0u;
  }
  for (size_t i = 0; i < bytes; i++) {
    value |= (uint64_t)in->next[i] << (8u * i);
  }
  in->next += bytes;
  in->left -= bytes;
  return value;
}

static void put_bytes(answer* out, const void* bytes, size_t count) {
  if (out->left < count) {
    out->too_long = true;
    out->left = 0u;
    return;
  }
  memcpy(out->next, bytes, count);
  out->next += count;
  out->left -= count;
}

static void put(answer* out, uint64_t value, size_t bytes) {
  uint8_t little[8];
  for (size_t i = 0; i < bytes; i++) {
    little[i] = (uint8_t)(value >> (8u * i));
  }
  put_bytes(out, little, bytes);
}

static void put_text(answer* out, const char* text) { put_bytes(out, text, strlen(text)); }

/* CRC-32 as of Ethernet and zip: reflected polynomial 0xedb88320. */
static uint32_t crc32(const uint8_t* bytes, size_t count) {
  uint32_t crc = 0xffffffffu;
  for (size_t i = 0; i < count; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) {
      crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1u)));
    }
  }
  return ~crc;
}

/* Zeroed memory of the host's, or NULL. */
static void* allocate(demitasse_host_link* link, size_t bytes) {
  size_t begin = (link->memory_used + ALIGNMENT - 1u) & ~(ALIGNMENT - 1u);
  if (begin > link->memory_size || bytes > link->memory_size - begin) {
    return NULL;
  }
  link->memory_used = begin + bytes;
  memset(link->memory + begin, 0, bytes);
  return link->memory + begin;
}

static void forget_args(demitasse_host_link* link) {
  link->values = (TVMValue*)(void*)link->memory;
  link->type_codes = (int*)(void*)link->memory;
  link->memory_used = 0u;
  link->num_args = 0u;
  link->max_args = 0u;
}

static int no_memory(void) {
  return demitasse_error(kTvmErrorPlatformNoMemory, "the memory for tensors is too small");
}

static void put_memory_left(const demitasse_host_link* link, answer* out) {
  put(out, link->memory_size - link->memory_used, 4);
}

/* The bytes of an argument that is a tensor, from an offset on; NULL if there are not so many. */
static uint8_t* tensor_part(const demitasse_host_link* link, uint64_t arg, uint64_t offset,
                            size_t count) {
  if (arg >= link->num_args || link->type_codes[arg] != kTVMDLTensorHandle) {
    return NULL;
  }
  const DLTensor* tensor = (const DLTensor*)link->values[arg].v_handle;
  size_t bytes = 0u;
  (void)demitasse_tensor_bytes(tensor->shape, tensor->ndim, tensor->dtype, &bytes);
  return offset <= bytes && count <= bytes - offset ? (uint8_t*)tensor->data + (size_t)offset : NULL;
}

static int no_such_part(void) {
  return demitasse_error(kTvmErrorExecutorModuleNoSuchInput, "no such argument or part of it");
}

static int hello(const demitasse_host_link* link, answer* out) {
  static const uint16_t one = 1u;
  put(out, DEMITASSE_HOST_VERSION, 1);
  put(out, *(const uint8_t*)&one == 1u ? 0u : 1u, 1); /* 0: data is little-endian */
  put(out, link->frame_size - CRC_BYTES, 2);
  put(out, link->memory_size, 4);
  put(out, TVMFuncRegistry_GetNumFuncs(link->module->registry), 2);
  return 0;
}

static int function(const demitasse_host_link* link, message* in, answer* out) {
  const char* name = demitasse_function_name(link->module->registry, (int32_t)take(in, 2));
  if (name == NULL) {
    return demitasse_error(kTvmErrorFunctionIndexInvalid, "no function of this number");
  }
  put_text(out, name);
  return 0;
}

static int network(const demitasse_host_link* link, message* in, answer* out) {
  const struct TVMMetadata* metadata;
  int status = demitasse_describe(link->module->registry, (int32_t)take(in, 2), &metadata);
  if (status == 0) {
    put(out, (uint64_t)metadata->num_inputs, 2);
    put(out, (uint64_t)metadata->num_outputs, 2);
    put(out, (uint64_t)metadata->num_workspace_pools, 2);
    put_text(out, metadata->mod_name);
  }
  return status;
}

static int tensor(const demitasse_host_link* link, message* in, answer* out) {
  const struct TVMMetadata* metadata;
  int status = demitasse_describe(link->module->registry, (int32_t)take(in, 2), &metadata);
  int64_t index = (int64_t)take(in, 2);
  if (status != 0) {
    return status;
  }
  const struct TVMTensorInfo* info = demitasse_tensor_info(metadata, index);
  if (info == NULL || info->num_shape > UINT8_MAX) {
    return demitasse_error(kTvmErrorExecutorModuleNoSuchInput, "no tensor of this number");
  }
  put(out, info->dtype.code, 1);
  put(out, info->dtype.bits, 1);
  put(out, info->dtype.lanes, 2);
  put(out, (uint64_t)info->num_shape, 1);
  for (int64_t axis = 0; axis < info->num_shape; axis++) {
    put(out, (uint64_t)info->shape[axis], 8);
  }
  put_text(out, info->name);
  return 0;
}

static int open_args(demitasse_host_link* link, message* in, answer* out) {
  uint16_t count = (uint16_t)take(in, 2);
  forget_args(link);
  TVMValue* values = (TVMValue*)allocate(link, count * sizeof(TVMValue));
  int* type_codes = (int*)allocate(link, count * sizeof(int));
  if (values == NULL || type_codes == NULL) {
    forget_args(link);
    return no_memory();
  }
  link->values = values;
  link->type_codes = type_codes;
  link->max_args = count;
  put_memory_left(link, out);
  return 0;
}

static int no_more_args(void) {
  return demitasse_error(kTvmErrorFunctionCallNumArguments, "more arguments than were announced");
}

static int add_tensor(demitasse_host_link* link, message* in, answer* out) {
  DLDataType type;
  size_t used = link->memory_used;
  size_t bytes = 0u;
  type.code = (uint8_t)take(in, 1);
  type.bits = (uint8_t)take(in, 1);
  type.lanes = (uint16_t)take(in, 2);
  uint8_t rank = (uint8_t)take(in, 1);
  if (in->left != rank * sizeof(int64_t)) {
    in->too_short = true;
    return 0;
  }
  if (link->num_args == link->max_args) {
    return no_more_args();
  }
  DLTensor* added = (DLTensor*)allocate(link, sizeof(DLTensor));
  int64_t* shape = (int64_t*)allocate(link, in->left);
  for (uint8_t axis = 0; axis < rank && shape != NULL; axis++) {
    shape[axis] = (int64_t)take(in, 8);
  }
  bool known = added != NULL && shape != NULL && type.bits != 0u && type.lanes != 0u &&
               demitasse_tensor_bytes(shape, rank, type, &bytes);
  void* data = known ? allocate(link, bytes) : NULL;
  if (data == NULL) {
    link->memory_used = used;
    return no_memory();
  }
  added->data = data;
  added->device.device_type = kDLCPU;
  added->ndim = rank;
  added->dtype = type;
  added->shape = shape;
  link->values[link->num_args].v_handle = added;
  link->type_codes[link->num_args] = kTVMDLTensorHandle;
  link->num_args++;
  put(out, bytes, 4);
  put_memory_left(link, out);
  return 0;
}

static int add_scalar(demitasse_host_link* link, message* in) {
  uint8_t code = (uint8_t)take(in, 1);
  uint64_t bits = take(in, 8);
  if (in->too_short) {
    return 0;
  }
  if (code != kTVMArgInt && code != kTVMArgFloat) {
    return demitasse_error(kTvmErrorFunctionCallWrongArgType, "a scalar is an int or a float");
  }
  if (link->num_args == link->max_args) {
    return no_more_args();
  }
  memcpy(&link->values[link->num_args], &bits, sizeof bits);
  link->type_codes[link->num_args] = code;
  link->num_args++;
  return 0;
}

static int write_part(const demitasse_host_link* link, message* in) {
  uint64_t arg = take(in, 2);
  uint64_t offset = take(in, 4);
  uint8_t* part = tensor_part(link, arg, offset, in->left);
  if (in->too_short) {
    return 0;
  }
  if (part == NULL) {
    return no_such_part();
  }
  memcpy(part, in->next, in->left);
  in->left = 0u;
  return 0;
}

static int read_part(const demitasse_host_link* link, message* in, answer* out) {
  uint64_t arg = take(in, 2);
  uint64_t offset = take(in, 4);
  size_t count = (size_t)take(in, 2);
  const uint8_t* part = tensor_part(link, arg, offset, count);
  if (part == NULL) {
    return no_such_part();
  }
  put_bytes(out, part, count);
  return 0;
}

static int run(const demitasse_host_link* link, message* in, answer* out) {
  const TVMFuncRegistry* registry = link->module->registry;
  uint64_t index = take(in, 2);
  uint64_t first = take(in, 2);
  uint64_t count = take(in, 2);
  uint64_t repeats = take(in, 4);
  if (in->too_short) {
    return 0;
  }
  if (index >= TVMFuncRegistry_GetNumFuncs(registry)) {
    return demitasse_error(kTvmErrorFunctionIndexInvalid, "no function of this number");
  }
  if (first + count > link->num_args) {
    return demitasse_error(kTvmErrorFunctionCallNumArguments, "there are fewer arguments");
  }
  TVMFunctionHandle handle = (TVMFunctionHandle)&registry->funcs[index];
  int status = 0;
  double seconds = 0.0;
  (void)TVMPlatformBeforeMeasurement();
  bool timed = TVMPlatformTimerStart() == kTvmErrorNoError;
  for (uint64_t i = 0; i < repeats && status == 0; i++) {
    status = TVMFuncCall(handle, link->values + first, link->type_codes + first, (int)count, NULL,
                         NULL);
  }
  timed = timed && TVMPlatformTimerStop(&seconds) == kTvmErrorNoError;
  (void)TVMPlatformAfterMeasurement();
  uint64_t bits;
  memcpy(&bits, &seconds, sizeof bits);
  put(out, timed ? 1u : 0u, 1);
  put(out, bits, 8);
  return status;
}

static int answer_to(demitasse_host_link* link, uint8_t command, message* in, answer* out) {
  switch (command) {
    case HELLO:
      return hello(link, out);
    case FUNCTION:
      return function(link, in, out);
    case NETWORK:
      return network(link, in, out);
    case TENSOR:
      return tensor(link, in, out);
    case OPEN:
      return open_args(link, in, out);
    case ADD_TENSOR:
      return add_tensor(link, in, out);
    case ADD_SCALAR:
      return add_scalar(link, in);
    case WRITE:
      return write_part(link, in);
    case READ:
      return read_part(link, in, out);
    case RUN:
      return run(link, in, out);
    default:
      return demitasse_error(kTvmErrorFunctionCallNotImplemented, "no such command");
  }
}

/* Sends a block: its length + 1, then its bytes, none of them zero. */
static bool send_block(const demitasse_host_link* link, const uint8_t* bytes, uint8_t count) {
  uint8_t code = (uint8_t)(count + 1u);
  return link->write(link->context, &code, 1) &&
         (count == 0u || link->write(link->context, bytes, count));
}

/* Sends the first bytes of the buffer and their check sum as a frame. */
static tvm_crt_error_t send(demitasse_host_link* link, size_t length) {
  static const uint8_t end = 0u;
  answer crc = {link->frame + length, CRC_BYTES, false};
  put(&crc, crc32(link->frame, length), CRC_BYTES);
  length += CRC_BYTES;
  bool sent = link->write(link->context, &end, 1);
  size_t begin = 0u;
  for (bool more = true; more && sent;) {
    uint8_t count = 0u;
    while (count < 254u && begin + count < length && link->frame[begin + count] != 0u) {
      count++;
    }
    sent = send_block(link, link->frame + begin, count);
    begin += count;
    more = begin < length;
    begin += count < 254u ? 1u : 0u; /* the zero behind the block goes without saying */
  }
  return sent && link->write(link->context, &end, 1) ? kTvmErrorNoError
                                                     : kTvmErrorWriteStreamShortWrite;
}

/* Sends an answer whose body is in the buffer already, or, if there is an error, is its text. */
static tvm_crt_error_t reply(demitasse_host_link* link, uint8_t sequence, uint8_t command,
                             int status, size_t body) {
  answer out = {link->frame, link->frame_size - CRC_BYTES, false};
  put(&out, sequence, 1);
  put(&out, command, 1);
  put(&out, (uint32_t)status, 4);
  if (status != 0) {
    const char* text = TVMGetLastError();
    body = strlen(text) < out.left ? strlen(text) : out.left;
    put_bytes(&out, text, body);
  }
  return send(link, REPLY_HEAD_BYTES + body);
}

static tvm_crt_error_t not_understood(demitasse_host_link* link, tvm_crt_error_t status,
                                      const char* text) {
  return reply(link, 0u, NOT_UNDERSTOOD, demitasse_error(status, text), 0u);
}

/* Answers the frame in the buffer, which is complete as far as it was received. */
static tvm_crt_error_t answer_frame(demitasse_host_link* link) {
  if (link->too_large) {
    return not_understood(link, kTvmErrorFramingPayloadOverflow, "the frame is too large");
  }
  if (link->block_left != 0u || link->length < 2u + CRC_BYTES) {
    return not_understood(link, kTvmErrorFramingShortPacket, "the frame is too short");
  }
  size_t length = link->length - CRC_BYTES;
  message crc = {link->frame + length, CRC_BYTES, false};
  if (take(&crc, CRC_BYTES) != crc32(link->frame, length)) {
    return not_understood(link, kTvmErrorFramingPayloadIncomplete, "the frame is damaged");
  }
  message in = {link->frame, length, false};
  uint8_t sequence = (uint8_t)take(&in, 1);
  uint8_t command = (uint8_t)take(&in, 1);
  if ((command & IS_REPLY) != 0u) {
    return kTvmErrorNoError; /* a link that is connected to itself ends here */
  }
  /* Commands read all that they want before they write. */
  size_t room = link->frame_size - REPLY_HEAD_BYTES - CRC_BYTES;
  answer out = {link->frame + REPLY_HEAD_BYTES, room, false};
  TVMAPISetLastError("");
  int status = answer_to(link, command, &in, &out);
  if (status == 0 && (in.too_short || in.left != 0u)) {
    status = demitasse_error(kTvmErrorFramingShortPacket, "the message has another length");
  } else if (status == 0 && out.too_long) {
    status = demitasse_error(kTvmErrorBufferTooSmall, "the answer is larger than a frame");
  }
  return reply(link, sequence, (uint8_t)(command | IS_REPLY), status, room - out.left);
}

static void push(demitasse_host_link* link, uint8_t byte) {
  if (link->length == link->frame_size) {
    link->too_large = true;
    return;
  }
  link->frame[link->length++] = byte;
}

static void begin_frame(demitasse_host_link* link) {
  link->length = 0u;
  link->block_left = 0u;
  link->begun = false;
  link->too_large = false;
  link->zero_follows = false;
}

tvm_crt_error_t demitasse_host_link_init(demitasse_host_link* link, const TVMModule* module,
                                         uint8_t* frame, size_t frame_size, uint8_t* memory,
                                         size_t memory_size, demitasse_host_write write,
                                         void* context) {
  if (link == NULL || module == NULL || frame == NULL || memory == NULL || write == NULL) {
    return demitasse_error(kTvmErrorFunctionCallInvalidArg, "an argument of the link is null");
  }
  size_t lost = demitasse_misaligned_by(memory, ALIGNMENT);
  if (frame_size < DEMITASSE_HOST_MIN_FRAME_BYTES || memory_size < lost) {
    return demitasse_error(kTvmErrorBufferTooSmall, "the buffers of the link are too small");
  }
  memset(link, 0, sizeof *link);
  link->module = module;
  link->write = write;
  link->context = context;
  link->frame = frame;
  link->frame_size = frame_size < UINT16_MAX ? frame_size : UINT16_MAX;
  link->memory = memory + lost;
  link->memory_size = memory_size - lost;
  forget_args(link);
  return kTvmErrorNoError;
}

tvm_crt_error_t demitasse_host_link_receive(demitasse_host_link* link, const uint8_t* bytes,
                                            size_t count) {
  tvm_crt_error_t status = kTvmErrorNoError;
  for (size_t i = 0; i < count; i++) {
    uint8_t byte = bytes[i];
    if (byte == 0u) {
      if (link->begun) {
        tvm_crt_error_t sent = answer_frame(link);
        status = sent != kTvmErrorNoError ? sent : status;
      }
      begin_frame(link);
    } else if (link->block_left == 0u) {
      if (link->zero_follows) {
        push(link, 0u);
      }
      link->begun = true;
      link->block_left = (uint8_t)(byte - 1u);
      link->zero_follows = byte != 255u;
    } else {
      push(link, byte);
      link->block_left--;
    }
  }
  return status;
}
