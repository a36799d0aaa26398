/* Two networks in one image, one behind the other, in the same memory for each of their pools. */
#include <tvmgen_default.h>
#include <tvmgen_other.h>
#include <tvmgen_pools.h>

#include "data.h"

static uint8_t dtcm[TVMGEN_POOLS_DTCM_BYTES]
    __attribute__((section(".bss.dtcm"), aligned(TVMGEN_POOLS_DTCM_ALIGNMENT)));
static uint8_t sram[TVMGEN_POOLS_SRAM_BYTES]
    __attribute__((section(".bss.sram"), aligned(TVMGEN_POOLS_SRAM_ALIGNMENT)));

int main(void) {
  float output[6];
  float twice[6];
  struct tvmgen_default_workspace_pools pools = {.dtcm = dtcm, .sram = sram};
  struct tvmgen_default_inputs inputs = {.x = (void *)x, .bias = (void *)bias};
  struct tvmgen_default_outputs outputs = {.output = output};
  struct tvmgen_other_workspace_pools other_pools = {.dtcm = dtcm, .sram = sram};
  struct tvmgen_other_inputs other_inputs = {.x = (void *)x, .bias = (void *)bias};
  struct tvmgen_other_outputs other_outputs = {.output = twice};
  for (int round = 0; round < 2; round++) {
    if (tvmgen_default_run(&inputs, &outputs, &pools) != 0 ||
        tvmgen_other_run(&other_inputs, &other_outputs, &other_pools) != 0) {
      return 1;
    }
    if (differs(output) || differs(twice)) {
      return 2;
    }
  }
  if (TVMGEN_POOLS_SRAM_BYTES < TVMGEN_DEFAULT_SRAM_WORKSPACE_POOL_SIZE ||
      TVMGEN_POOLS_SRAM_BYTES < TVMGEN_OTHER_SRAM_WORKSPACE_POOL_SIZE ||
      TVMGEN_POOLS_SRAM_ALIGNMENT < TVMGEN_OTHER_SRAM_ALIGNMENT) {
    return 3;
  }
  pools.sram = sram + 8;
  return tvmgen_default_run(&inputs, &outputs, &pools) == -3 ? 0 : 4;
}
