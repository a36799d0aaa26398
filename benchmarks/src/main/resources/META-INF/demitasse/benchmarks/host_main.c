/*
 * Runs a network on this computer and measures it.
 *
 *   host_main INPUTS OUTPUTS
 *
 * Reads INPUTS, a file of how many runs (4 bytes), then the inputs of each; writes the outputs of each run
 * to OUTPUTS, and the bytes of stack that a run needs to standard output. Then, for each number n on a line of
 * standard input, runs the first inputs once, and n times more, and writes how long each of these took, in
 * nanoseconds on a line. Ends with 1, and a word why, if anything fails.
 */
#define _XOPEN_SOURCE 700

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "network.h"

enum { STACK_BYTES = 1 << 22, PAINT = 0xa5, MOST_RUNS = 1 << 16 };

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static void run(void) {
  if (network_run() != 0) {
    fail("the network returned another status than 0");
  }
}

static void read_all(FILE *file, void *data, size_t bytes) {
  if (fread(data, 1, bytes, file) != bytes) {
    fail("the inputs cannot be read");
  }
}

static void read_inputs(FILE *file) {
  for (size_t i = 0; network_input(i).data != NULL; i++) {
    read_all(file, network_input(i).data, network_input(i).bytes);
  }
}

static uint32_t read_count(FILE *file) {
  uint32_t count = 0;
  rewind(file);
  read_all(file, &count, sizeof count);
  return count;
}

static void write_outputs(FILE *file) {
  for (size_t i = 0; network_output(i).data != NULL; i++) {
    const struct network_tensor output = network_output(i);
    if (fwrite(output.data, 1, output.bytes, file) != output.bytes) {
      fail("the outputs cannot be written");
    }
  }
}

/* ---- Stack ---- */

static void *run_in_thread(void *unused) {
  run();
  return unused;
}

static void *do_nothing(void *unused) {
  return unused;
}

/* The bytes of a painted stack that a thread needs for this. */
static size_t stack_of(void *(*function)(void *)) {
  unsigned char *stack = NULL;
  pthread_attr_t attributes;
  pthread_t thread;
  size_t unused = 0;
  if (posix_memalign((void **)&stack, 4096, STACK_BYTES) != 0) {
    fail("there is no memory for a stack");
  }
  memset(stack, PAINT, STACK_BYTES);
  if (pthread_attr_init(&attributes) != 0 || pthread_attr_setstack(&attributes, stack, STACK_BYTES) != 0 ||
      pthread_create(&thread, &attributes, function, NULL) != 0 || pthread_join(thread, NULL) != 0) {
    fail("a thread cannot be run");
  }
  while (stack[unused] == PAINT) {
    unused++;
  }
  free(stack);
  return STACK_BYTES - unused;
}

/* ---- Time ---- */

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void measure(uint32_t runs) {
  static uint64_t times[MOST_RUNS];
  if (runs > MOST_RUNS) {
    fail("too many runs at once");
  }
  run();
  for (uint32_t i = 0; i < runs; i++) {
    const uint64_t start = now();
    run();
    times[i] = now() - start;
  }
  for (uint32_t i = 0; i < runs; i++) {
    printf("%" PRIu64 "\n", times[i]);
  }
  fflush(stdout);
}

int main(int argc, char **argv) {
  FILE *inputs = argc == 3 ? fopen(argv[1], "rb") : NULL;
  FILE *outputs = argc == 3 ? fopen(argv[2], "wb") : NULL;
  if (inputs == NULL || outputs == NULL) {
    fail("the files of inputs and outputs cannot be opened");
  }
  if (network_setup() != 0) {
    fail("the network cannot be set up");
  }
  for (uint32_t runs = read_count(inputs); runs > 0; runs--) {
    read_inputs(inputs);
    run();
    write_outputs(outputs);
  }
  if (fclose(outputs) != 0) {
    fail("the outputs cannot be written");
  }
  read_count(inputs);
  read_inputs(inputs);
  printf("%zu\n", stack_of(run_in_thread) - stack_of(do_nothing));
  fflush(stdout);
  uint32_t runs = 0;
  while (scanf("%" SCNu32, &runs) == 1) {
    measure(runs);
  }
  return 0;
}
