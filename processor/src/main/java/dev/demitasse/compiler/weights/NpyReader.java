package dev.demitasse.compiler.weights;

import java.util.List;

/**
 * Reads {@code .npy}: a header ({@link NpyHeader}) and then the elements, without gap and to the
 * end of the file. Big-endian and column-major data are converted.
 */
final class NpyReader {

  private NpyReader() {}

  static WeightArray read(String name, Cursor file) throws WeightFileException {
    NpyHeader header = NpyHeader.read(file);
    ArrayLayout layout = header.layout();
    Cursor start = file.copy();
    byte[] data = file.bytes(layout.bytes(), "data of " + layout.type() + layout.shape());
    if (file.remaining() > 0) {
      throw file.damaged(file.remaining() + " bytes follow the end of the array");
    }
    int size = layout.type().bytes();
    if (header.bigEndian()) {
      reverseEach(data, size);
    }
    if (header.columnMajor()) {
      data = rowMajor(data, layout.shape(), size);
    }
    return layout.array(name, data, start);
  }

  private static void reverseEach(byte[] data, int size) {
    for (int start = 0; start < data.length; start += size) {
      for (int low = start, high = start + size - 1; low < high; low++, high--) {
        byte swapped = data[low];
        data[low] = data[high];
        data[high] = swapped;
      }
    }
  }

  /** Walks the elements in row-major order, counting in {@code index}, and fetches each one. */
  private static byte[] rowMajor(byte[] columnMajor, List<Integer> shape, int size) {
    int rank = shape.size();
    int[] strides = new int[rank];
    int stride = size;
    for (int axis = 0; axis < rank; axis++) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    byte[] result = new byte[columnMajor.length];
    int[] index = new int[rank];
    int source = 0;
    for (int target = 0; target < result.length; target += size) {
      System.arraycopy(columnMajor, source, result, target, size);
      for (int axis = rank - 1; axis >= 0; axis--) {
        source += strides[axis];
        index[axis]++;
        if (index[axis] < shape.get(axis)) {
          break;
        }
        source -= index[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return result;
  }
}
