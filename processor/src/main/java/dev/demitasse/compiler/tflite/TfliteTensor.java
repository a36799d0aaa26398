package dev.demitasse.compiler.tflite;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.weights.WeightArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A tensor of a model.
 *
 * @param index in the model
 * @param name unique within the model and never empty: what the file says, with {@code "#<index>"}
 *     behind it if that is empty or was the name of a tensor before
 * @param type of its elements
 * @param shape its dims, outermost first, none negative; how many elements it has fits an {@code
 *     int}; empty for a scalar
 * @param isDynamic whether the shape is known only when the model runs: a dim or the rank is said
 *     to be unknown, except for an outermost dim of 1, which is a batch of one
 * @param quantization if its numbers are scaled
 * @param data of a constant: a view of the file, in row-major order, little-endian, as many bytes
 *     as type and shape ask for
 * @param isVariable whether it lives from one run to the next
 */
public record TfliteTensor(
    int index,
    String name,
    TfliteType type,
    List<Integer> shape,
    boolean isDynamic,
    Optional<TfliteQuantization> quantization,
    Optional<ByteBuffer> data,
    boolean isVariable) {

  public TfliteTensor {
    shape = List.copyOf(shape);
  }

  /** Returns a view of the data that cannot be written to, with a position of its own. */
  @Override
  public Optional<ByteBuffer> data() {
    return data.map(bytes -> bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Returns whether it has data. */
  public boolean isConstant() {
    return data.isPresent();
  }

  /** Returns how many elements it has. */
  public int elements() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * Returns the data of a constant under a name. Those of {@link TfliteType#FLOAT16} are converted.
   *
   * @throws IllegalStateException if it is no constant, or of a type that has no {@link
   *     TfliteType#elementType}
   */
  public WeightArray array(String arrayName) {
    ByteBuffer bytes = data().orElseThrow(IllegalStateException::new);
    ElementType element = type.elementType().orElseThrow(IllegalStateException::new);
    byte[] littleEndian = new byte[elements() * element.bytes()];
    if (type == TfliteType.FLOAT16) {
      ByteBuffer floats = ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN);
      while (floats.hasRemaining()) {
        floats.putFloat(Float.float16ToFloat(bytes.getShort()));
      }
    } else {
      bytes.get(littleEndian);
    }
    return new WeightArray(arrayName, element, shape, littleEndian);
  }
}
