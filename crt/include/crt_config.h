/**
 * \file crt_config.h
 * \brief The settings of the runtime. This one leaves every default as it is.
 *
 * To set something, copy this file to a folder of yours that the compiler searches before ours, or
 * use -D. All files of the runtime must see the same settings. A crt_config.h made for TVM serves
 * as it is: settings that it lacks have their default, and those of TVM's that are not named here
 * mean nothing.
 *
 * | setting                                   | default | meaning                                 |
 * | ----------------------------------------- | ------- | --------------------------------------- |
 * | TVM_RUNTIME_ALLOC_ALIGNMENT_BYTES         | 16      | of blocks and tensors; a power of two,  |
 * |                                           |         | 8 or more                               |
 * | TVM_CRT_STACK_ALLOCATOR_ENABLE_LIFO_CHECK | not set | if set, each block has a header, and    |
 * |                                           |         | freeing in the wrong order is an error  |
 * | TVM_CRT_MAX_ARGS                          | 10      | of a TVMPackedFunc; nothing else has a  |
 * |                                           |         | limit                                   |
 * | TVM_CRT_LOG_LEVEL                         | 3       | of logging.h: 0 errors to 3 all         |
 * | DEMITASSE_CRT_LAST_ERROR_BYTES            | 128     | RAM for TVMGetLastError                 |
 * | DEMITASSE_CRT_POOL_BYTES                  | 0       | if more, RAM that the runtime itself    |
 * |                                           |         | serves TVMPlatformMemoryAllocate from   |
 */
#ifndef TVM_CRT_CONFIG_H_
#define TVM_CRT_CONFIG_H_

#endif /* TVM_CRT_CONFIG_H_ */
