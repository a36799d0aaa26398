package dev.demitasse.compiler.interp;

import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random numbers to compute with. Those of one set are of one kind, from harmless to hostile: what
 * is hidden where everything becomes NaN shows with small numbers, and the other way round.
 */
public final class Inputs {
  private static final double[] EDGES = {
    0.0,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    1L << 31,
    -1.5
  };

  private final Random random;

  /** One in this many numbers is an edge of its type. */
  private final int edges;

  /** A new set, whose kind is random, too. */
  public Inputs(Random random) {
    this.random = random;
    this.edges = List.of(2, 16, Integer.MAX_VALUE).get(random.nextInt(3));
  }

  public Memory memory(DataType type, int size) {
    List<Expr> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(scalar(type));
    }
    return Memory.of(type, elements);
  }

  public Expr scalar(DataType type) {
    boolean edge = random.nextInt(edges) == 0;
    if (type.isFloat()) {
      double value = edge ? EDGES[random.nextInt(EDGES.length)] : 4 * random.nextGaussian();
      return new FloatImm(type, type.bits() == 32 ? (float) value : value);
    }
    long value = edge ? type.max() + random.nextInt(-1, 2) : random.nextInt(-8, 9);
    return IntImm.wrapped(type, random.nextInt(4) == 0 ? random.nextLong() : value);
  }
}
