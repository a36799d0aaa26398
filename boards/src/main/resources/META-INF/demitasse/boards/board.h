/* What the parts of the program on a board know of each other. */
#ifndef BOARD_H_
#define BOARD_H_

#include <stddef.h>
#include <stdint.h>

/* ---- Of each processor: board_cortex_m.c, board_rv32.c ---- */

/** The first instructions: makes the processor ready and goes on with board_start. */
void board_reset(void) __attribute__((noreturn));

/** A counter that goes on at one pace in all instructions; how fast is measured. */
uint64_t board_ticks(void);

/** Waits until the counter has just gone on, and returns it. */
uint64_t board_next_tick(void);

/** Runs 2 * pairs instructions, and a few. */
void board_loop(uint32_t pairs);

/** Asks the host that runs the emulator for something: Arm's semihosting. */
int32_t board_semihosting(uint32_t operation, const void *argument);

/** Fills all words of the stack that nobody uses now, from its limit on. */
void board_paint(uint32_t *limit, uint32_t word);

/** Where the stack ends now. It grows to lower addresses. */
static inline uint32_t *board_stack_pointer(void) {
  uint32_t *pointer;
#if defined(__arm__)
  __asm__ volatile("mov %0, sp" : "=r"(pointer));
#else
  __asm__ volatile("mv %0, sp" : "=r"(pointer));
#endif
  return pointer;
}

/* ---- Of all: board_start.c ---- */

/** Gives variables their values and runs main; called with a stack and nothing else. */
void board_start(void) __attribute__((noreturn));

/** Writes a line for the host: a name, and a number in hexadecimal digits. */
void board_print(const char *name, uint64_t value);

/** Ends the emulation. */
void board_exit(uint32_t status) __attribute__((noreturn));

/** What the host is told in the end. */
enum { BOARD_FINE = 0, BOARD_NO_FILE = 2, BOARD_FAILED = 3, BOARD_FAULT = 4 };

#endif /* BOARD_H_ */
