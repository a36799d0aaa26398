/* The struct interface with everything inside: inputs and outputs are all that the caller has. */
#include <tvmgen_default.h>

#include "data.h"

int main(void) {
  float output[TVMGEN_DEFAULT_OUTPUT_SIZE / sizeof(float)];
  struct tvmgen_default_inputs inputs = {(void *)x, (void *)bias};
  struct tvmgen_default_outputs outputs = {output};
  int32_t status = tvmgen_default_run(&inputs, &outputs);
  return status != 0 ? status : differs(output);
}
