/*
 * What the program on a board needs of a network, and all that it knows of it. For generated networks
 * the file behind this header is written from tvmgen_<network>.json; whoever wants to run something else
 * writes these four functions.
 */
#ifndef BOARD_NETWORK_H_
#define BOARD_NETWORK_H_

#include <stddef.h>
#include <stdint.h>

/** Memory of an input or output. */
struct network_tensor {
  void *data;
  size_t bytes;
};

/** Makes the network ready; called once, before all others. Returns 0, or what went wrong. */
int32_t network_setup(void);

/** Input number i, from 0; its data is NULL behind the last. Written before each run. */
struct network_tensor network_input(size_t i);

/** Output number i, from 0; its data is NULL behind the last. Read after each run. */
struct network_tensor network_output(size_t i);

/** Runs the network once. Returns 0, or what went wrong. */
int32_t network_run(void);

#endif /* BOARD_NETWORK_H_ */
