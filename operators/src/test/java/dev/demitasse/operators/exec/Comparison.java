package dev.demitasse.operators.exec;

import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the JVM has computed beside what the C has, bit by bit. */
final class Comparison {
  private final List<String> differences = new ArrayList<>();
  private int tensors;
  private long elements;

  private Comparison() {}

  /**
   * Compares the outputs of networks.
   *
   * @param expected the outputs of each network, one for each of {@link Run#ALL}
   * @param actual as of {@link CBuild#outputs}
   */
  static Comparison of(
      List<NetworkCase> networks,
      Map<NetworkCase, List<Optional<Tensor<?>>>> expected,
      byte[] actual) {
    Comparison comparison = new Comparison();
    ByteBuffer bytes = ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN);
    for (NetworkCase network : networks) {
      for (int i = 0; i < Run.ALL.size(); i++) {
        String where = network + ", " + Run.ALL.get(i);
        Optional<Tensor<?>> java = expected.get(network).get(i);
        int size = bytes.getInt();
        if (size != CBuild.CHECK_FAILED && java.isPresent()) {
          byte[] output = new byte[size];
          bytes.get(output);
          comparison.compare(where, java.get(), output);
        } else {
          comparison.compareFailures(where, java.isEmpty(), size == CBuild.CHECK_FAILED);
          bytes.position(bytes.position() + Math.max(0, size));
        }
      }
    }
    return comparison;
  }

  /** One line for each output that differs. */
  List<String> differences() {
    return differences;
  }

  /** How many outputs were compared. */
  int tensors() {
    return tensors;
  }

  /** How many elements these have. */
  long elements() {
    return elements;
  }

  private void compareFailures(String where, boolean inJava, boolean inC) {
    tensors++;
    if (inJava != inC) {
      differences.add(where + ": a check fails in " + (inJava ? "Java" : "C") + " only");
    }
  }

  private void compare(String where, Tensor<?> expected, byte[] output) {
    tensors++;
    elements += expected.size();
    ElementType type = expected.elementType();
    if (output.length != expected.size() * type.bytes()) {
      String sizes = ": %s in Java, %d bytes in C".formatted(type(expected), output.length);
      differences.add(where + sizes);
      return;
    }
    byte[] java = expected.toBytes();
    int count = 0;
    String first = "";
    for (int i = 0; i < expected.size(); i++) {
      long a = bits(type, java, i);
      long b = bits(type, output, i);
      if (a != b && !(isNaN(type, a) && isNaN(type, b)) && count++ == 0) {
        first =
            ": element %s of %s is %s in Java, %s in C"
                .formatted(index(expected, i), type(expected), text(type, a), text(type, b));
      }
    }
    if (count > 0) {
      differences.add(
          "%s%s (%d of %d elements differ)".formatted(where, first, count, expected.size()));
    }
  }

  private static String type(Tensor<?> tensor) {
    return tensor.elementType().tensorName() + Arrays.toString(tensor.shape());
  }

  private static String index(Tensor<?> tensor, int linear) {
    int[] index = new int[tensor.rank()];
    int rest = linear;
    for (int d = index.length - 1; d >= 0; d--) {
      index[d] = rest % tensor.dim(d);
      rest /= tensor.dim(d);
    }
    return Arrays.toString(index);
  }

  private static long bits(ElementType type, byte[] elements, int index) {
    ByteBuffer bytes = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
    int at = index * type.bytes();
    return switch (type.bytes()) {
      case 1 -> bytes.get(at);
      case 2 -> bytes.getShort(at);
      case 4 -> bytes.getInt(at);
      default -> bytes.getLong(at);
    };
  }

  private static boolean isNaN(ElementType type, long bits) {
    return switch (type) {
      case F32 -> Float.isNaN(Float.intBitsToFloat((int) bits));
      case F64 -> Double.isNaN(Double.longBitsToDouble(bits));
      default -> false;
    };
  }

  private static String text(ElementType type, long bits) {
    return switch (type) {
      case F32 -> "0x%08x (%s)".formatted((int) bits, Float.intBitsToFloat((int) bits));
      case F64 -> "0x%016x (%s)".formatted(bits, Double.longBitsToDouble(bits));
      default -> Long.toString(bits);
    };
  }
}
