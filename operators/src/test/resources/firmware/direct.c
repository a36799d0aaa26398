/* The main function itself, as sketches for Arduino call it, with nothing but data. */
#include <stdint.h>

#include "data.h"

int32_t tvmgen_default___tvm_main__(void *x, void *bias, void *output);

int main(void) {
  float output[6];
  int32_t status = tvmgen_default___tvm_main__((void *)x, (void *)bias, output);
  return status != 0 ? status : differs(output);
}
