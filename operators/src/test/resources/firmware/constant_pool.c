/* Weights in memory of the firmware's, whose content is a macro of the header. */
#include <tvmgen_default.h>

#include "data.h"

__attribute__((section(".rodata.flash"), aligned(16)))
static const uint8_t flash[TVMGEN_DEFAULT_CONSTANTS_CONSTANT_POOL_SIZE] = {
    TVMGEN_DEFAULT_CONSTANTS_CONSTANT_POOL_DATA};
static uint8_t sram[TVMGEN_DEFAULT_WORKSPACE_WORKSPACE_POOL_SIZE] __attribute__((aligned(16)));

int main(void) {
  float output[6];
  struct tvmgen_default_workspace_pools pools = {.constants = (void *)flash, .workspace = sram};
  struct tvmgen_default_inputs inputs = {.x = (void *)x, .bias = (void *)bias};
  struct tvmgen_default_outputs outputs = {.output = output};
  if (tvmgen_default_run(&inputs, &outputs, &pools) != 0) {
    return 1;
  }
  return differs(output);
}
