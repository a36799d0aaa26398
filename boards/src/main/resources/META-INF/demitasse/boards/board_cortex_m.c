/* Start, counter and faults of Arm's MPS2 and MPS3 boards. */
#include "board.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define CCR REGISTER(0xe000ed14u)
#define CFSR REGISTER(0xe000ed28u)
#define HFSR REGISTER(0xe000ed2cu)
#define MMFAR REGISTER(0xe000ed34u)
#define BFAR REGISTER(0xe000ed38u)
#define CPACR REGISTER(0xe000ed88u)
#define MPU_CTRL REGISTER(0xe000ed94u)
#define MPU_RNR REGISTER(0xe000ed98u)
#define MPU_RBAR REGISTER(0xe000ed9cu)
#define MPU_RASR REGISTER(0xe000eda0u) /* before Armv8-M */
#define MPU_RLAR REGISTER(0xe000eda0u) /* since */

enum { UNALIGN_TRP = 1 << 3, DIV_0_TRP = 1 << 4, LOB = 1 << 19 };

extern uint32_t board_stack_limit[], board_stack_top[], board_flash_start[], board_flash_end[];
extern uint32_t board_flash_log2[]; /* its address is the number */

/* The board's free-running counter, at its clock; it needs no interrupt, which would use the stack. */
extern volatile uint32_t board_counter;

uint64_t board_ticks(void) {
  static uint32_t wraps, last;
  const uint32_t now = board_counter;
  wraps += now < last;
  last = now;
  return (uint64_t)wraps << 32 | now;
}

uint64_t board_next_tick(void) {
  const uint32_t last = board_counter;
  while (board_counter == last) {
  }
  return board_ticks();
}

void __attribute__((naked, noinline)) board_loop(uint32_t pairs __attribute__((unused))) {
  __asm__ volatile(
      ".syntax unified\n"
      "  .balign 8\n"
      "1:subs r0, r0, #1\n"
      "  bne 1b\n"
      "  bx lr");
}

void __attribute__((naked, noinline)) board_paint(uint32_t *limit __attribute__((unused)),
                                                  uint32_t word __attribute__((unused))) {
  __asm__ volatile(
      ".syntax unified\n"
      "  mov r2, sp\n"
      "1:cmp r0, r2\n"
      "  bhs 2f\n"
      "  stmia r0!, {r1}\n"
      "  b 1b\n"
      "2:bx lr");
}

int32_t board_semihosting(uint32_t operation, const void *argument) {
  register uint32_t r0 __asm__("r0") = operation;
  register const void *r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return (int32_t)r0;
}

/* Tells what the processor knows of its fault. 'frame' is what it has put on the stack, if that was there. */
static void __attribute__((used, noreturn)) report(const uint32_t *frame) {
  static const char *const names[] = {"r0", "r1", "r2", "r3", "r12", "lr", "pc", "psr"};
  board_print("fault", CFSR);
  board_print("hfsr", HFSR);
  board_print("mmfar", MMFAR);
  board_print("bfar", BFAR);
  board_print("sp", (uintptr_t)frame);
  board_print("limit", (uintptr_t)board_stack_limit);
  if (frame >= board_stack_limit && frame + 8 <= board_stack_top) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
      board_print(names[i], frame[i]);
    }
  }
  board_exit(BOARD_FAULT);
}

/* Reports on a stack of its own, as that of the program may be what is wrong. */
static uint32_t __attribute__((used, aligned(8))) fault_stack[128]; /* 512 bytes */

static void __attribute__((naked)) fault(void) {
  __asm__ volatile(
      ".syntax unified\n"
      "  mrs r0, msp\n"
      "  ldr r1, 1f\n"
      "  msr msp, r1\n"
      "  bl report\n"
      "  .balign 4\n"
      "1:.word fault_stack + 512");
}

/*
 * From here on code and constants are read-only, and a stack that grows too far faults: below it is nothing.
 * (There, boards with Armv7-M swallow what is written; they are told not to.)
 */
static void protect(void) {
  MPU_RNR = 0;
#if __ARM_ARCH >= 8
  MPU_RBAR = (uintptr_t)board_flash_start | 3u << 1; /* read by all */
  MPU_RLAR = ((uintptr_t)board_flash_end - 32) | 1u; /* the last 32 bytes, enabled */
#else
  MPU_RBAR = (uintptr_t)board_flash_start;
  MPU_RASR = 7u << 24 | ((uintptr_t)board_flash_log2 - 1) << 1 | 1u; /* read by all, size, enabled */
  MPU_RNR = 1;
  MPU_RBAR = (uintptr_t)board_stack_limit - (1u << 28);
  MPU_RASR = 1u << 28 | 27u << 1 | 1u; /* no access, no execution; 256 MB, enabled */
#endif
  MPU_CTRL = 1u << 2 | 1u; /* other memory is as without it, enabled */
}

void board_reset(void) {
#if __ARM_ARCH == 6
  CCR |= UNALIGN_TRP; /* the board's Cortex-M3 could do it, a Cortex-M0 cannot */
#else
  CCR |= DIV_0_TRP;
#endif
#if defined(__ARM_FP)
  CPACR |= 0xfu << 20; /* also of MVE */
#endif
#if defined(__ARM_FEATURE_MVE)
  CCR |= LOB;
#endif
  protect();
  __asm__ volatile("dsb\n isb");
  board_start();
}

/* The first stack pointer, and what is run for exceptions 1 to 15. */
__attribute__((section(".vectors"), used)) static const uintptr_t vectors[16] = {
    (uintptr_t)board_stack_top,
    (uintptr_t)board_reset,
    (uintptr_t)fault, /* NMI */
    (uintptr_t)fault, /* HardFault; faults of all kinds, as none of the others is enabled */
    (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault,
    (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault,
    (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault,
};
