/*
 * Runs a network on this computer and measures it.
 *
 *   host_main INPUTS OUTPUTS
 *
 * Reads INPUTS, a file of how many runs (4 bytes), then the inputs of each; writes the outputs of each run
 * to OUTPUTS, and then the number of runs to standard output. From then on, for each number n on a line of
 * standard input, it runs the first inputs once, and n times more, and writes how long each of these took, in
 * nanoseconds on a line. Ends with 1, and a word why, if anything fails.
 */
#define _POSIX_C_SOURCE 199309L

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "network.h"

enum { MOST_RUNS = 1 << 16 };

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
  uint32_t runs = read_count(inputs);
  read_inputs(inputs);
  printf("%" PRIu32 "\n", runs);
  fflush(stdout);
  while (scanf("%" SCNu32, &runs) == 1) {
    measure(runs);
  }
  return 0;
}
