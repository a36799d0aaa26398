/*
 * Runs a network on a board and measures it.
 *
 * Reads inputs.bin in the folder of the emulator: how many runs (4 bytes, little-endian), then the
 * inputs of each. Writes the outputs of each run to outputs.bin, and what was measured to the console,
 * a name and a hexadecimal number on each line:
 *
 *   calibration   ticks of 20,000,000 instructions
 *   setup         ticks of network_setup
 *   run           ticks of network_run, once for each run
 *   stack         the most bytes of stack that a run needed, by the paint that it has left
 *   failed        the status of a network that returned another than 0: there are no more lines
 *
 * Nothing of the C library is called, and nothing but a few words of bss is used, so that what else is
 * in the firmware is the network's.
 */
#include "board.h"
#include "network.h"

#define PAINT 0xa5a5a5a5u
#define CALIBRATION_PAIRS 10000000u

extern uint32_t board_stack_limit[];

/* ---- The host ---- */

enum { OPEN = 0x01, CLOSE = 0x02, WRITE = 0x05, READ = 0x06 };
enum { READ_BINARY = 1, WRITE_BINARY = 5 };

static int32_t open(const char *name, uint32_t mode) {
  size_t length = 0;
  while (name[length] != '\0') {
    length++;
  }
  const uintptr_t arguments[] = {(uintptr_t)name, mode, length};
  const int32_t file = board_semihosting(OPEN, arguments);
  if (file < 0) {
    board_exit(BOARD_NO_FILE);
  }
  return file;
}

/* Reads or writes all of it, or ends the program. */
static void transfer(uint32_t operation, int32_t file, struct network_tensor tensor) {
  const uintptr_t arguments[] = {(uintptr_t)file, (uintptr_t)tensor.data, tensor.bytes};
  if (board_semihosting(operation, arguments) != 0) { /* the bytes that are left */
    board_exit(BOARD_NO_FILE);
  }
}

static void close(int32_t file) {
  const uintptr_t arguments[] = {(uintptr_t)file};
  board_semihosting(CLOSE, arguments);
}

/* ---- Measuring ---- */

static uint64_t ticks_of_loop(uint32_t pairs) {
  const uint64_t start = board_next_tick();
  board_loop(pairs);
  return board_ticks() - start;
}

/* A longer loop less a shorter one: what is around them does not count. */
static void calibrate(void) {
  const uint64_t shorter = ticks_of_loop(CALIBRATION_PAIRS / 10);
  const uint64_t longer = ticks_of_loop(CALIBRATION_PAIRS + CALIBRATION_PAIRS / 10);
  board_print("calibration", longer - shorter);
}

static void check(int32_t status) {
  if (status != 0) {
    board_print("failed", (uint32_t)status);
    board_exit(BOARD_FAILED);
  }
}

/* Runs the network once; returns the bytes of stack that it needed. */
static size_t __attribute__((noinline)) run(void) {
  board_paint(board_stack_limit, PAINT);
  const uint64_t start = board_next_tick();
  const int32_t status = network_run();
  const uint64_t end = board_ticks();
  const uint32_t *word = board_stack_limit;
  while (*word == PAINT) {
    word++;
  }
  const size_t bytes = (size_t)((char *)board_stack_pointer() - (const char *)word);
  check(status);
  board_print("run", end - start);
  return bytes;
}

static void run_all(void) {
  uint32_t runs = 0;
  size_t stack = 0;
  const int32_t inputs = open("inputs.bin", READ_BINARY);
  const int32_t outputs = open("outputs.bin", WRITE_BINARY);
  transfer(READ, inputs, (struct network_tensor){&runs, sizeof runs});
  for (; runs > 0; runs--) {
    for (size_t i = 0; network_input(i).data != NULL; i++) {
      transfer(READ, inputs, network_input(i));
    }
    const size_t bytes = run();
    stack = bytes > stack ? bytes : stack;
    for (size_t i = 0; network_output(i).data != NULL; i++) {
      transfer(WRITE, outputs, network_output(i));
    }
  }
  board_print("stack", stack);
  close(outputs);
  close(inputs);
}

int main(void) {
  calibrate();
  const uint64_t start = board_next_tick();
  const int32_t status = network_setup();
  const uint64_t end = board_ticks();
  check(status);
  board_print("setup", end - start);
  run_all();
  return BOARD_FINE;
}
