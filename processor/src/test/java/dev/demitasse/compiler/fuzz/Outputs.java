package dev.demitasse.compiler.fuzz;

import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a program has made on the JVM, of each {@link Run}: what it must make everywhere.
 *
 * @param tensors of all runs
 */
record Outputs(Map<Run, Tensor<?>> tensors) {
  Outputs {
    tensors = Map.copyOf(tensors);
  }

  private ElementType type() {
    return tensors.get(Run.NORMAL).elementType();
  }

  /** How much one run makes. */
  int bytes() {
    return tensors.get(Run.NORMAL).size() * type().bytes();
  }

  long elements() {
    return tensors.values().stream().mapToLong(Tensor::size).sum();
  }

  /** The first element of a run that has other bits there; nothing if all are the same. */
  Optional<String> difference(Run run, byte[] there) {
    Tensor<?> tensor = tensors.get(run);
    byte[] here = tensor.toBytes();
    if (here.length != there.length) {
      return Optional.of(
          "%s: %d bytes on the JVM, %d there".formatted(run, here.length, there.length));
    }
    return IntStream.range(0, tensor.size())
        .filter(i -> !same(bits(here, i), bits(there, i)))
        .mapToObj(i ->
            "%s: element %d is %s on the JVM, %s there"
                .formatted(run, i, text(bits(here, i)), text(bits(there, i))))
        .findFirst();
  }

  private long bits(byte[] elements, int index) {
    ByteBuffer bytes = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
    int at = index * type().bytes();
    return switch (type().bytes()) {
      case 1 -> bytes.get(at);
      case 2 -> bytes.getShort(at);
      case 4 -> bytes.getInt(at);
      default -> bytes.getLong(at);
    };
  }

  private boolean same(long a, long b) {
    return a == b || (isNaN(a) && isNaN(b));
  }

  private boolean isNaN(long bits) {
    return switch (type()) {
      case F32 -> Float.isNaN(Float.intBitsToFloat((int) bits));
      case F64 -> Double.isNaN(Double.longBitsToDouble(bits));
      default -> false;
    };
  }

  private String text(long bits) {
    return switch (type()) {
      case F32 -> "0x%08x (%s)".formatted((int) bits, Float.intBitsToFloat((int) bits));
      case F64 -> "0x%016x (%s)".formatted(bits, Double.longBitsToDouble(bits));
      default -> Long.toString(bits);
    };
  }
}
