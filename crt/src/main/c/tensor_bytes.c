#include "runtime.h"

bool demitasse_tensor_bytes(const int64_t* shape, int64_t rank, DLDataType type, size_t* bytes) {
  size_t product = ((size_t)type.bits * type.lanes + 7u) / 8u;
  for (int64_t axis = 0; axis < rank; axis++) {
    uint64_t extent = (uint64_t)shape[axis];
    if (shape[axis] < 0 || (product != 0u && extent > (size_t)PTRDIFF_MAX / product)) {
      return false;
    }
    product *= (size_t)extent;
  }
  *bytes = product;
  return true;
}
