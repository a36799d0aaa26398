/* Start, counter and faults of a RISC-V with 32 bits, in machine mode. */
#include "board.h"

uint64_t board_ticks(void) {
  uint32_t high, low, again;
  do {
    __asm__ volatile(
        ".option push\n .option arch, +zicsr\n"
        "csrr %0, minstreth\n csrr %1, minstret\n csrr %2, minstreth\n"
        ".option pop"
        : "=r"(high), "=r"(low), "=r"(again));
  } while (high != again);
  return (uint64_t)high << 32 | low;
}

/* It goes on with each instruction. */
uint64_t board_next_tick(void) {
  return board_ticks();
}

void __attribute__((naked, noinline)) board_loop(uint32_t pairs __attribute__((unused))) {
  __asm__ volatile(
      "1:addi a0, a0, -1\n"
      "  bnez a0, 1b\n"
      "  ret");
}

void __attribute__((naked, noinline)) board_paint(uint32_t *limit __attribute__((unused)),
                                                  uint32_t word __attribute__((unused))) {
  __asm__ volatile(
      "1:bgeu a0, sp, 2f\n"
      "  sw a1, 0(a0)\n"
      "  addi a0, a0, 4\n"
      "  j 1b\n"
      "2:ret");
}

/* The three instructions are the mark of a semihosting call: uncompressed, on one page. */
int32_t __attribute__((naked, noinline))
board_semihosting(uint32_t operation __attribute__((unused)),
                  const void *argument __attribute__((unused))) {
  __asm__ volatile(
      "  .option push\n"
      "  .option norvc\n"
      "  .balign 16\n"
      "  slli x0, x0, 0x1f\n"
      "  ebreak\n"
      "  srai x0, x0, 7\n"
      "  .option pop\n"
      "  ret");
}

/* What the trap handler keeps: sp, ra, a0 to a3. */
static uint32_t __attribute__((used)) board_trapped[6];
static uint32_t __attribute__((used, aligned(16))) board_trap_stack[128]; /* 512 bytes */

extern uint32_t board_stack_limit[];

static void __attribute__((used, noreturn)) report(uint32_t cause, uint32_t value, uint32_t pc) {
  static const char *const names[] = {"sp", "ra", "a0", "a1", "a2", "a3"};
  board_print("fault", cause);
  board_print("mtval", value);
  board_print("pc", pc);
  board_print("limit", (uintptr_t)board_stack_limit);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    board_print(names[i], board_trapped[i]);
  }
  board_exit(BOARD_FAULT);
}

/* Reports on a stack of its own, as that of the program may be what is wrong. */
static void __attribute__((naked, used, aligned(4))) trap(void) {
  __asm__ volatile(
      "  .option push\n"
      "  .option arch, +zicsr\n"
      "  la t0, board_trapped\n"
      "  sw sp, 0(t0)\n"
      "  sw ra, 4(t0)\n"
      "  sw a0, 8(t0)\n"
      "  sw a1, 12(t0)\n"
      "  sw a2, 16(t0)\n"
      "  sw a3, 20(t0)\n"
      "  la sp, board_trap_stack + 512\n"
      "  csrr a0, mcause\n"
      "  csrr a1, mtval\n"
      "  csrr a2, mepc\n"
      "  call report\n"
      "  .option pop");
}

/*
 * From here on code and constants are read-only, in this mode, too, and a stack that grows too far faults:
 * they are below it.
 */
__attribute__((naked, section(".vectors"), used)) void board_reset(void) {
  __asm__ volatile(
      "  .option push\n"
      "  .option arch, +zicsr\n"
      "  .option norelax\n"
      "  la gp, __global_pointer$\n"
      "  .option pop\n"
      "  .option push\n"
      "  .option arch, +zicsr\n"
      "  la sp, board_stack_top\n"
      "  la tp, board_thread\n"
      "  la t0, trap\n"
      "  csrw mtvec, t0\n"
      "  la t0, board_flash_pmp\n"
      "  csrw pmpaddr0, t0\n"
      "  li t0, 0x9d\n" /* locked; a power of two at its own alignment; execute, read */
      "  csrw pmpcfg0, t0\n"
      "  tail board_start\n"
      "  .option pop");
}
