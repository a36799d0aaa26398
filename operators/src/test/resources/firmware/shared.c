/* Two networks in one image, in one pool that is as large as the larger one needs. */
#include <tvmgen_default.h>
#include <tvmgen_other.h>

#include "data.h"

#define MAX(a, b) ((a) > (b) ? (a) : (b))

static uint8_t sram[MAX(TVMGEN_DEFAULT_WORKSPACE_WORKSPACE_POOL_SIZE,
                        TVMGEN_OTHER_WORKSPACE_WORKSPACE_POOL_SIZE)] __attribute__((aligned(16)));

int main(void) {
  float output[6];
  float twice[6];
  struct tvmgen_default_workspace_pools pools = {.workspace = sram};
  struct tvmgen_default_inputs inputs = {.x = (void *)x, .bias = (void *)bias};
  struct tvmgen_default_outputs outputs = {.output = output};
  struct tvmgen_other_workspace_pools other_pools = {.workspace = sram};
  struct tvmgen_other_inputs other_inputs = {.x = (void *)x, .bias = (void *)bias};
  struct tvmgen_other_outputs other_outputs = {.output = twice};
  if (tvmgen_default_run(&inputs, &outputs, &pools) != 0 ||
      tvmgen_other_run(&other_inputs, &other_outputs, &other_pools) != 0) {
    return 1;
  }
  return differs(output) || differs(twice);
}
