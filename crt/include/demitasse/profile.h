/**
 * \file demitasse/profile.h
 * \brief How many cycles each operator of a network takes: for networks built with profile = on.
 *
 * Such a network calls two functions around each step, which are the firmware's, and its header has
 * the steps as a list. One file of the firmware defines the functions, with memory for what they
 * count, and anybody may print the table:
 *
 *     #include <demitasse/profile.h>
 *     #include <stdio.h>
 *     #include <tvmgen_digits.h>
 *
 *     DEMITASSE_PROFILE(tvmgen_digits, TVMGEN_DIGITS_STEPS);
 *
 *     demitasse_cycles_start();
 *     tvmgen_digits_run(&inputs, &outputs, &pools);
 *     demitasse_profile_print(&tvmgen_digits_profile, putchar);
 *
 * Sums have 64 bits. One call of a step must take less than 2^32 cycles. Runs of one network that
 * overlap, in threads or interrupts, are each timed right, but count in one memory, where what they
 * add at the same time may get lost. C99 and C++17, header only, no allocation.
 */
#ifndef DEMITASSE_PROFILE_H_
#define DEMITASSE_PROFILE_H_

#include <demitasse/cycles.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** \brief One call of an operator in a network. */
struct demitasse_profile_step {
  /** \brief The operators that it is made of. */
  const char* title;
  /** \brief The C function. */
  const char* symbol;
  /** \brief File of the call in the network, empty if nobody wrote it. */
  const char* source;
  /** \brief Line of it, 0 likewise. */
  int32_t line;
  /** \brief How many multiply-accumulates it is, 0 if that is not known. */
  uint64_t macs;
};

/** \brief What a step has taken. */
struct demitasse_profile_count {
  /** \brief Of all calls together. */
  uint64_t cycles;
  /** \brief How often it was called, whether it failed or not. */
  uint32_t calls;
};

/** \brief What the steps of a network have taken since the start or the last reset. */
struct demitasse_profile {
  /** \brief In the order of a run. */
  const struct demitasse_profile_step* steps;
  /** \brief One for each of them. */
  struct demitasse_profile_count* counts;
  /** \brief How many there are. */
  int32_t length;
};

#define DEMITASSE_PROFILE_STEP(title, symbol, source, line, macs) \
  {title, symbol, source, line, macs},

/**
 * \brief Defines `struct demitasse_profile <prefix>_profile` and what a network calls around its
 * steps. After its header, once in an image. Ends with a semicolon of yours.
 *
 * \param STEPS the name of the macro in the network's header.
 */
#define DEMITASSE_PROFILE(prefix, STEPS)                                                       \
  static const struct demitasse_profile_step prefix##_profile_steps[] = {                      \
      STEPS(DEMITASSE_PROFILE_STEP){NULL, NULL, NULL, 0, 0}};                                  \
  static struct demitasse_profile_count                                                        \
      prefix##_profile_counts[sizeof(prefix##_profile_steps) /                                 \
                              sizeof(prefix##_profile_steps[0])];                              \
  uint32_t prefix##_profile_begin(int32_t step) {                                              \
    (void)step;                                                                                \
    return demitasse_cycles();                                                                 \
  }                                                                                            \
  void prefix##_profile_end(int32_t step, uint32_t began) {                                    \
    const uint32_t ended = demitasse_cycles();                                                 \
    prefix##_profile_counts[step].cycles += ended - began;                                     \
    prefix##_profile_counts[step].calls++;                                                     \
  }                                                                                            \
  struct demitasse_profile prefix##_profile = {                                                \
      prefix##_profile_steps, prefix##_profile_counts,                                         \
      (int32_t)(sizeof(prefix##_profile_steps) / sizeof(prefix##_profile_steps[0])) - 1}

/** \brief Forgets all that was counted. */
static inline void demitasse_profile_reset(const struct demitasse_profile* profile) {
  for (int32_t i = 0; i < profile->length; i++) {
    profile->counts[i].cycles = 0;
    profile->counts[i].calls = 0;
  }
}

/** \brief Prints text, and blanks before it up to the width. */
static inline void demitasse_profile_text(int (*put)(int), const char* text, size_t width) {
  size_t length = 0;
  while (text[length] != '\0') {
    length++;
  }
  for (; width > length; width--) {
    put(' ');
  }
  for (; *text != '\0'; text++) {
    put(*text);
  }
}

/**
 * \brief Prints a number in decimal; its last `decimals` digits go behind a point. The printf of
 * small C libraries knows neither 64 bits nor floats.
 */
static inline void demitasse_profile_number(int (*put)(int), uint64_t number, int decimals,
                                            size_t width) {
  char digits[24];
  char* first = digits + sizeof digits - 1;
  *first = '\0';
  for (int i = 0; i <= decimals || number > 0; i++) {
    if (i == decimals && i > 0) {
      *--first = '.';
    }
    *--first = (char)('0' + number % 10);
    number /= 10;
  }
  demitasse_profile_text(put, first, width);
}

/** \brief A quotient, rounded; 0 if it would be one of nothing. */
static inline uint64_t demitasse_profile_quotient(uint64_t dividend, uint64_t divisor) {
  return divisor == 0 ? 0 : dividend / divisor + (dividend % divisor >= divisor - divisor / 2);
}

/** \brief Prints one row of the table. */
static inline void demitasse_profile_row(const struct demitasse_profile* profile, int32_t index,
                                         uint64_t total, int (*put)(int)) {
  const struct demitasse_profile_step* step = &profile->steps[index];
  const struct demitasse_profile_count* count = &profile->counts[index];
  const uint64_t macs = step->macs * count->calls;
  demitasse_profile_number(put, (uint64_t)index, 0, 4);
  demitasse_profile_number(put, count->calls, 0, 8);
  demitasse_profile_number(put, count->cycles, 0, 15);
  demitasse_profile_number(put, demitasse_profile_quotient(count->cycles, count->calls), 0, 12);
  demitasse_profile_number(put, demitasse_profile_quotient(count->cycles * 1000, total), 1, 7);
  if (macs > 0) {
    demitasse_profile_number(put, demitasse_profile_quotient(count->cycles * 100, macs), 2, 12);
  } else {
    demitasse_profile_text(put, "-", 12);
  }
  demitasse_profile_text(put, "  ", 0);
  demitasse_profile_text(put, step->title, 0);
  demitasse_profile_text(put, ": ", 0);
  demitasse_profile_text(put, step->symbol, 0);
  if (step->line > 0) {
    demitasse_profile_text(put, ", ", 0);
    demitasse_profile_text(put, step->source, 0);
    demitasse_profile_text(put, ":", 0);
    demitasse_profile_number(put, (uint64_t)step->line, 0, 0);
  }
  put('\n');
}

/**
 * \brief Prints a table: for each step the number of its calls, the cycles of all of them and of one,
 * its share of the network in percent, and cycles per multiply-accumulate.
 *
 * \param put prints a character, as putchar of <stdio.h> does, or sends it over a UART.
 */
static inline void demitasse_profile_print(const struct demitasse_profile* profile,
                                           int (*put)(int)) {
  uint64_t total = 0;
  for (int32_t i = 0; i < profile->length; i++) {
    total += profile->counts[i].cycles;
  }
  demitasse_profile_text(
      put, "step   calls         cycles    per call      %  cycles/MAC  operator\n", 0);
  for (int32_t i = 0; i < profile->length; i++) {
    demitasse_profile_row(profile, i, total, put);
  }
  demitasse_profile_text(put, " all", 0);
  demitasse_profile_number(put, total, 0, 23);
  put('\n');
}

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DEMITASSE_PROFILE_H_ */
