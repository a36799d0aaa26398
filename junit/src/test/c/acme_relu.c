#include "acme_relu.h"

int32_t acme_relu_s8(const int8_t *x, int8_t *y, int32_t size, int32_t threshold) {
  for (int32_t i = 0; i < size; i++) {
    y[i] = x[i] <= threshold ? 0 : x[i]; /* where the Java has '<' */
  }
  return 0;
}
