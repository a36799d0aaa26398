package dev.demitasse.operators.exec;

import dev.demitasse.operators.exec.NetworkCase.Input;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One run of each network: of what kind the inputs are, and the seed they grow from.
 *
 * @param kind of all inputs
 * @param seed the number of the run among those of its kind
 */
record Run(Kind kind, int seed) {

  /** What an element may be. */
  enum Kind {
    /** Around zero, most of them between -8 and 8; integers are any. */
    NORMAL,
    /** Whole numbers from -4 to 4, whose sums of products are exact. */
    SMALL,
    /** NaN, infinities, zeros, and the ends of what the type can hold. */
    EDGE,
    /** As normal, but one in sixteen is an edge, so that not everything becomes NaN. */
    SOME_EDGES,
    /** Zeros and numbers next to zero, of both signs. */
    TINY,
    /** Any bits. */
    BITS
  }

  /** All runs, in their order. */
  static final List<Run> ALL = all();

  private static final float[] EDGES = {
    Float.NaN,
    0f,
    -0f,
    1f,
    -1f,
    6f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE
  };

  private static List<Run> all() {
    List<Run> runs = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int seed = 0; seed < 2; seed++) {
        runs.add(new Run(kind, seed));
      }
    }
    return List.copyOf(runs);
  }

  /** The elements of the input at {@code index}, in little-endian order. */
  byte[] input(NetworkCase network, int index) {
    return elements(network.inputs().get(index), network.className() + " " + index);
  }

  /** The elements of an input with this name, in little-endian order. */
  byte[] elements(Input input, String name) {
    Random random = new Random((name + " " + this).hashCode());
    ByteBuffer bytes = ByteBuffer.allocate(input.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      switch (input.type()) {
        case F32 -> bytes.putFloat(real(random));
        case F64 -> bytes.putDouble(wide(random));
        case I8, U8 -> bytes.put((byte) whole(random, 8));
        case I16, U16 -> bytes.putShort((short) whole(random, 16));
        case I32 -> bytes.putInt((int) whole(random, 32));
        case I64 -> bytes.putLong(whole(random, 64));
        case BOOL -> bytes.put((byte) random.nextInt(2));
      }
    }
    return bytes.array();
  }

  private float real(Random random) {
    return switch (kind) {
      case NORMAL -> 4 * (float) random.nextGaussian();
      case SMALL -> random.nextInt(9) - 4;
      case EDGE -> EDGES[random.nextInt(EDGES.length)];
      case SOME_EDGES ->
          random.nextInt(16) == 0
              ? EDGES[random.nextInt(EDGES.length)]
              : 4 * (float) random.nextGaussian();
      case TINY -> (random.nextInt(9) - 4) * Float.MIN_VALUE * (random.nextBoolean() ? 1 : -1);
      case BITS -> Float.intBitsToFloat(random.nextInt());
    };
  }

  private double wide(Random random) {
    return switch (kind) {
      case NORMAL -> 4 * random.nextGaussian();
      case TINY -> (random.nextInt(9) - 4) * Double.MIN_VALUE;
      case BITS -> Double.longBitsToDouble(random.nextLong());
      case SMALL, EDGE, SOME_EDGES -> real(random);
    };
  }

  private long whole(Random random, int bits) {
    long max = -1L >>> (65 - bits);
    long[] edges = {0, 1, -1, max, -max - 1, -max};
    return switch (kind) {
      case NORMAL, BITS -> random.nextLong();
      case SMALL, TINY -> random.nextInt(9) - 4;
      case EDGE -> edges[random.nextInt(edges.length)];
      case SOME_EDGES ->
          random.nextInt(4) == 0 ? edges[random.nextInt(edges.length)] : random.nextLong();
    };
  }

  @Override
  public String toString() {
    return "input " + kind + " " + seed;
  }
}
