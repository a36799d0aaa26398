/**
 * \file demitasse/cycles.h
 * \brief A counter of cycles, for demitasse/profile.h and whatever else is to be timed.
 *
 * The target decides which one it is, unless one of these is defined before the header is included:
 *
 *     DEMITASSE_CYCLES_DWT      CYCCNT of Cortex-M3, M4, M7, M33 and later; stops while they sleep
 *     DEMITASSE_CYCLES_SYSTICK  SysTick of any Cortex-M, if nobody else uses it
 *     DEMITASSE_CYCLES_MCYCLE   mcycle of RISC-V in machine mode, as it runs after reset
 *     DEMITASSE_CYCLES_TSC      the time stamp counter of x86; its rate is not that of the core
 *     DEMITASSE_CYCLES_CLOCK    clock() of the C library, CLOCKS_PER_SEC in a second
 *     DEMITASSE_CYCLES_OWN      yours: the header declares the functions, and you define them
 *
 * Readings wrap at 2^32. The difference of two, as uint32_t, is right as long as fewer cycles lie
 * between them: 25 seconds at 168 MHz, 1.4 seconds at 3 GHz. SysTick has 24 bits: less than 2^24
 * cycles, 0.35 seconds at 48 MHz, may lie between one reading and the next, and an interrupt must
 * not read in the middle of a reading. C99 and C++17.
 */
#ifndef DEMITASSE_CYCLES_H_
#define DEMITASSE_CYCLES_H_

#include <stdint.h>

#if !defined(DEMITASSE_CYCLES_DWT) && !defined(DEMITASSE_CYCLES_SYSTICK) && \
    !defined(DEMITASSE_CYCLES_MCYCLE) && !defined(DEMITASSE_CYCLES_TSC) &&  \
    !defined(DEMITASSE_CYCLES_CLOCK) && !defined(DEMITASSE_CYCLES_OWN)
#if defined(__ARM_ARCH_7M__) || defined(__ARM_ARCH_7EM__) || defined(__ARM_ARCH_8M_MAIN__) || \
    defined(__ARM_ARCH_8_1M_MAIN__)
#define DEMITASSE_CYCLES_DWT
#elif defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
#define DEMITASSE_CYCLES_SYSTICK
#elif defined(__riscv) && !defined(__unix__)
#define DEMITASSE_CYCLES_MCYCLE
#elif defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
#define DEMITASSE_CYCLES_TSC
#elif defined(__unix__) || defined(__APPLE__) || defined(_WIN32)
#define DEMITASSE_CYCLES_CLOCK
#else
#error "define one of the macros above: no counter of this target is known"
#endif
#endif

#if defined(DEMITASSE_CYCLES_CLOCK)
#include <time.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#if defined(DEMITASSE_CYCLES_DWT) || defined(DEMITASSE_CYCLES_SYSTICK)
#define DEMITASSE_REGISTER(address) (*(volatile uint32_t*)(address))
#endif

#if defined(DEMITASSE_CYCLES_OWN)

/** \brief Starts the counter; to be called once, before the first reading. */
void demitasse_cycles_start(void);

/** \brief Reads the counter. */
uint32_t demitasse_cycles(void);

#else

/** \brief Starts the counter; to be called once, before the first reading. */
static inline void demitasse_cycles_start(void) {
#if defined(DEMITASSE_CYCLES_DWT)
  DEMITASSE_REGISTER(0xE000EDFCu) = DEMITASSE_REGISTER(0xE000EDFCu) | 1u << 24; /* DEMCR.TRCENA */
  DEMITASSE_REGISTER(0xE0001FB0u) = 0xC5ACCE55u; /* LAR: opens what is locked on Cortex-M7 */
  DEMITASSE_REGISTER(0xE0001000u) = DEMITASSE_REGISTER(0xE0001000u) | 1u; /* CTRL.CYCCNTENA */
#elif defined(DEMITASSE_CYCLES_SYSTICK)
  DEMITASSE_REGISTER(0xE000E014u) = 0xFFFFFFu; /* RVR: the longest way down */
  DEMITASSE_REGISTER(0xE000E018u) = 0u;        /* CVR */
  DEMITASSE_REGISTER(0xE000E010u) = 5u;        /* CSR: the core's clock, no interrupt, enabled */
#endif
}

/** \brief Reads the counter. */
static inline uint32_t demitasse_cycles(void) {
#if defined(DEMITASSE_CYCLES_DWT)
  return DEMITASSE_REGISTER(0xE0001004u);
#elif defined(DEMITASSE_CYCLES_SYSTICK)
  static uint32_t last;
  static uint32_t cycles;
  const uint32_t now = DEMITASSE_REGISTER(0xE000E018u);
  cycles += (last - now) & 0xFFFFFFu;
  last = now;
  return cycles;
#elif defined(DEMITASSE_CYCLES_MCYCLE)
  unsigned long cycles;
  /* csrr %0, mcycle: by its number it needs no "zicsr" in -march */
  __asm__ volatile(".insn i 0x73, 2, %0, x0, -1280" : "=r"(cycles) : : "memory");
  return (uint32_t)cycles;
#elif defined(DEMITASSE_CYCLES_TSC)
  return (uint32_t)__builtin_ia32_rdtsc();
#else
  return (uint32_t)clock();
#endif
}

#endif

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DEMITASSE_CYCLES_H_ */
