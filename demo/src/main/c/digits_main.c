/*
 * Classifies a file of images, as firmware would classify what its camera sees:
 *
 *     digits IMAGES OUTPUTS
 *
 * IMAGES holds 8 * 8 bytes for each image, 0 to 16. OUTPUTS gets the probabilities of the ten digits
 * for each, as little-endian floats. What was measured goes to the standard output, a name and a
 * number on each line.
 */
#define _POSIX_C_SOURCE 199309L /* clock_gettime */

#include "tvmgen_digits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PIXELS (TVMGEN_DIGITS_IMAGE_SIZE / sizeof(float))
#define DIGITS (TVMGEN_DIGITS_OUTPUT_SIZE / sizeof(float))
#define MAX_IMAGES 1024u
#define PASSES 101u /* odd, so that one of them is the median */

static float images[MAX_IMAGES][PIXELS];
static float outputs[MAX_IMAGES][DIGITS];
static uint8_t workspace[TVMGEN_DIGITS_WORKSPACE_SIZE]
    __attribute__((aligned(TVMGEN_DIGITS_WORKSPACE_ALIGNMENT)));

static void fail(const char *what) {
  perror(what);
  exit(EXIT_FAILURE);
}

/* Reads and scales all images of a file; returns how many there are. */
static size_t read_images(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    fail(path);
  }
  uint8_t bytes[PIXELS];
  size_t count = 0;
  while (count < MAX_IMAGES && fread(bytes, 1, PIXELS, file) == PIXELS) {
    for (size_t i = 0; i < PIXELS; i++) {
      images[count][i] = (float)bytes[i] / 16.0f;
    }
    count++;
  }
  fclose(file);
  return count;
}

static void classify(size_t image) {
  struct tvmgen_digits_inputs from;
  struct tvmgen_digits_outputs to;
  struct tvmgen_digits_workspace_pools pools = {workspace};
  tvmgen_digits_set_image(&from, images[image]);
  tvmgen_digits_set_output(&to, outputs[image]);
  if (tvmgen_digits_run(&from, &to, &pools) != 0) {
    fputs("tvmgen_digits_run refused its arguments\n", stderr);
    exit(EXIT_FAILURE);
  }
}

static double now(void) {
  struct timespec time;
  if (clock_gettime(CLOCK_MONOTONIC, &time) != 0) {
    fail("clock_gettime");
  }
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a;
  const double y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Classifies all images many times; returns the nanoseconds that the median pass took. */
static double classify_all(size_t count) {
  double passes[PASSES];
  for (size_t pass = 0; pass < PASSES; pass++) {
    const double start = now();
    for (size_t i = 0; i < count; i++) {
      classify(i);
    }
    passes[pass] = now() - start;
  }
  qsort(passes, PASSES, sizeof passes[0], compare);
  return passes[PASSES / 2];
}

static void write_float(float value, FILE *file) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  for (int i = 0; i < 4; i++) {
    putc((int)(bits >> 8 * i & 0xffu), file);
  }
}

static void write_outputs(const char *path, size_t count) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) {
    fail(path);
  }
  for (size_t i = 0; i < count; i++) {
    for (size_t digit = 0; digit < DIGITS; digit++) {
      write_float(outputs[i][digit], file);
    }
  }
  if (ferror(file) || fclose(file) != 0) {
    fail(path);
  }
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s IMAGES OUTPUTS\n", argv[0]);
    return EXIT_FAILURE;
  }
  const size_t count = read_images(argv[1]);
  if (count == 0) {
    fprintf(stderr, "%s: no images\n", argv[1]);
    return EXIT_FAILURE;
  }
  const double nanoseconds = classify_all(count);
  write_outputs(argv[2], count);
  printf("nsPerImage %.1f\n", nanoseconds / (double)count);
  printf("workspaceBytes %d\n", TVMGEN_DIGITS_WORKSPACE_SIZE);
  return EXIT_SUCCESS;
}
