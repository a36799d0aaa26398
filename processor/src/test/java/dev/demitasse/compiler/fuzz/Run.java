package dev.demitasse.compiler.fuzz;

import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** One run of a program: of what kind its inputs are. */
enum Run {
  /** Around zero; integers are any. */
  NORMAL,
  /** Whole numbers next to zero. */
  SMALL,
  /** The ends of what the types can hold, and what else is special. */
  EDGE,
  /** The same with other draws. */
  OTHER_EDGES,
  /** Half of them edges, the others normal. */
  MIXED,
  /** Any bits. */
  BITS;

  private static final double[] EDGES = {
    Double.NaN, 0.0, -0.0, 1.0, -1.0, 0.5, 2.5, 1.0 / 0, -1.0 / 0, 0x1p31, -0x1p31, 0x1p63, 0x1p24
  };

  private static final float[] FLOATS = {
    Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE
  };

  private static final double[] DOUBLES = {
    Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE
  };

  /** The inputs of a program. */
  List<Tensor<?>> inputs(Program program) {
    Dice dice = new Dice(program.seed() + name().hashCode());
    List<Tensor<?>> inputs = new ArrayList<>();
    for (Program.Input input : program.inputs()) {
      int[] shape = input.shape().stream().mapToInt(d -> d).toArray();
      inputs.add(Tensor.ofBytes(input.type(), bytes(input, dice), shape));
    }
    return inputs;
  }

  private byte[] bytes(Program.Input input, Dice dice) {
    ByteBuffer bytes = ByteBuffer.allocate(input.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      put(bytes, input.type(), dice);
    }
    return bytes.array();
  }

  private void put(ByteBuffer bytes, ElementType type, Dice dice) {
    Run kind = this == MIXED ? dice.of(List.of(NORMAL, EDGE)) : this;
    switch (type) {
      case F32 -> bytes.putFloat(kind.real(dice));
      case F64 -> bytes.putDouble(kind.wide(dice));
      case I8, U8 -> bytes.put((byte) kind.whole(8, dice));
      case I16, U16 -> bytes.putShort((short) kind.whole(16, dice));
      case I32 -> bytes.putInt((int) kind.whole(32, dice));
      case I64 -> bytes.putLong(kind.whole(64, dice));
      case BOOL -> bytes.put((byte) dice.between(0, 1));
    }
  }

  private float real(Dice dice) {
    return switch (this) {
      case EDGE, OTHER_EDGES -> dice.oneIn(3) ? FLOATS[pick(FLOATS.length, dice)] : edge(dice);
      case BITS -> Float.intBitsToFloat((int) dice.bits());
      default -> (float) wide(dice);
    };
  }

  private double wide(Dice dice) {
    return switch (this) {
      case NORMAL, MIXED -> 4 * dice.gaussian();
      case SMALL -> dice.between(-3, 3);
      case EDGE, OTHER_EDGES -> dice.oneIn(3) ? DOUBLES[pick(DOUBLES.length, dice)] : edge(dice);
      case BITS -> Double.longBitsToDouble(dice.bits());
    };
  }

  private static float edge(Dice dice) {
    return (float) EDGES[pick(EDGES.length, dice)];
  }

  private static int pick(int count, Dice dice) {
    return dice.between(0, count - 1);
  }

  private long whole(int bits, Dice dice) {
    long max = -1L >>> (65 - bits);
    long[] edges = {0, 1, -1, 2, max, -max - 1, -max, max - 1};
    return switch (this) {
      case NORMAL, MIXED, BITS -> dice.bits();
      case SMALL -> dice.between(-3, 3);
      case EDGE, OTHER_EDGES -> edges[pick(edges.length, dice)];
    };
  }
}
