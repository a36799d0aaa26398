#include <stdint.h>

int32_t acme_relu_s8(const int8_t *x, int8_t *y, int32_t size, int32_t threshold);
