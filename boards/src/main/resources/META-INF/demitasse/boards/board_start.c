/*
 * What comes before main and behind it: variables get their values, and the host is told how it ended. Any
 * program may have this and the file of its processor before it.
 */
#include "board.h"

extern uint32_t board_data_start[], board_data_end[], board_data_load[];
extern uint32_t board_bss_start[], board_bss_end[];

int main(void);

enum { WRITE0 = 0x04, EXIT_EXTENDED = 0x20 };

void board_start(void) {
  const uint32_t *load = board_data_load;
  for (uint32_t *word = board_data_start; word < board_data_end; word++) {
    *word = *load++;
  }
  for (uint32_t *word = board_bss_start; word < board_bss_end; word++) {
    *word = 0;
  }
  board_exit((uint32_t)main());
}

void board_exit(uint32_t status) {
  const uint32_t application_exit[] = {0x20026u, status};
  board_semihosting(EXIT_EXTENDED, application_exit);
  for (;;) {
  }
}

void board_print(const char *name, uint64_t value) {
  char text[18];
  size_t i = sizeof text;
  text[--i] = '\0';
  text[--i] = '\n';
  do {
    text[--i] = "0123456789abcdef"[value & 15u];
    value >>= 4;
  } while (value != 0);
  board_semihosting(WRITE0, name);
  board_semihosting(WRITE0, " ");
  board_semihosting(WRITE0, text + i);
}
