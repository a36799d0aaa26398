/*
 * Runs a network on this machine, as board_main.c does on a board: reads inputs.bin, how many runs
 * (4 bytes), then the inputs of each, and writes the outputs of each run to outputs.bin.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

static void check(int32_t status) {
  if (status != 0) {
    fprintf(stderr, "returned %d instead of 0\n", (int)status);
    exit(3);
  }
}

static void read_all(FILE *file, void *data, size_t bytes) {
  if (fread(data, 1, bytes, file) != bytes) {
    exit(2);
  }
}

static void run(FILE *in, FILE *out) {
  /* What the run does not write is then seen. Outputs may share memory with inputs. */
  for (size_t i = 0; network_output(i).data != NULL; i++) {
    memset(network_output(i).data, 0xa5, network_output(i).bytes);
  }
  for (size_t i = 0; network_input(i).data != NULL; i++) {
    read_all(in, network_input(i).data, network_input(i).bytes);
  }
  check(network_run());
  for (size_t i = 0; network_output(i).data != NULL; i++) {
    fwrite(network_output(i).data, 1, network_output(i).bytes, out);
  }
  fflush(out); /* for those who ask how far it came */
}

int main(void) {
  FILE *in = fopen("inputs.bin", "rb");
  FILE *out = fopen("outputs.bin", "wb");
  uint32_t runs = 0;
  if (in == NULL || out == NULL) {
    return 2;
  }
  read_all(in, &runs, sizeof runs);
  check(network_setup());
  for (; runs > 0; runs--) {
    run(in, out);
  }
  fclose(in);
  return fclose(out) == 0 ? 0 : 2;
}
