/* Inputs and outputs inside the workspace, whose places the generated code tells. */
#include <string.h>
#include <tvmgen_default.h>

#include "data.h"

static uint8_t pool[TVMGEN_DEFAULT_WORKSPACE_WORKSPACE_POOL_SIZE] __attribute__((aligned(16)));

int main(void) {
  struct tvmgen_default_workspace_pools pools = {.workspace = pool};
  struct tvmgen_default_inputs inputs = tvmgen_default_map_inputs(&pools);
  struct tvmgen_default_outputs outputs = tvmgen_default_map_outputs(&pools);
  memcpy(inputs.x, x, sizeof x);
  memcpy(inputs.bias, bias, sizeof bias);
  if (tvmgen_default_run(&pools) != 0) {
    return 1;
  }
  return differs((const float *)outputs.output);
}
