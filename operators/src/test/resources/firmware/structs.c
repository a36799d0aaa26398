/* The struct interface, as TVM's demos call it: interface "c", unpacked operators, one pool. */
#include <stdio.h>
#include <tvmgen_default.h>

#include "data.h"

__attribute__((section(".bss.noinit.tvm"), aligned(16)))
static uint8_t workspace[TVMGEN_DEFAULT_WORKSPACE_SIZE];

int main(void) {
  float output[TVMGEN_DEFAULT_OUTPUT_SIZE / sizeof(float)];
  struct tvmgen_default_inputs inputs = {
      .x = (void *)x,
      .bias = (void *)bias,
  };
  struct tvmgen_default_outputs outputs = {
      .output = output,
  };
  struct tvmgen_default_workspace_pools pools = {
      .workspace = workspace,
  };
  if (tvmgen_default_run(&inputs, &outputs, &pools) != 0) {
    printf("run failed\n");
    return 1;
  }
  return differs(output);
}
