package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.Buffer;

/**
 * Data that goes into the program: a weight.
 *
 * @param buffer whole
 * @param source where the values come from, for the reader of the C
 * @param data little-endian elements in row-major order
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record Constant(Buffer buffer, String source, byte[] data) {

  public Constant {
    if (data.length != buffer.bytes()) {
      throw new IllegalArgumentException(data.length + " bytes for " + buffer);
    }
    data = data.clone();
  }

  @Override
  public byte[] data() {
    return data.clone();
  }
}
