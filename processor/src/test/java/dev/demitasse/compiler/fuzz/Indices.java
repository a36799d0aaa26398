package dev.demitasse.compiler.fuzz;

import dev.demitasse.compiler.fuzz.Variable.Elements;
import dev.demitasse.compiler.fuzz.Variable.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes indices, and other numbers that the compiler can prove to be in some range. */
final class Indices {
  private static final int TRIES = 8;
  private static final int NESTING = 2;

  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;

  Indices(Dice dice, Scope scope, Expressions expressions) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
  }

  /**
   * What stands in {@code at(...)}; nothing if there may be no element.
   *
   * @param depth of the expressions of data in it
   */
  Optional<String> of(Elements tensor, int depth) {
    if (tensor.rank() == 0) {
      return Optional.of("0");
    }
    if (tensor.rank() == 1 || dice.oneIn(3)) {
      return below(tensor.size(), depth);
    }
    List<String> parts = new ArrayList<>();
    for (int dim : tensor.shape()) {
      Optional<String> part = below(dim, depth);
      if (part.isEmpty()) {
        return part;
      }
      parts.add(part.get());
    }
    return Optional.of(String.join(", ", parts));
  }

  /** A number from 0 to below {@code extent}; nothing if there is none. */
  Optional<String> below(int extent, int depth) {
    for (int i = 0; i < TRIES; i++) {
      Index made = known(extent, dice.oneIn(3) ? dice.between(1, NESTING) : 0, depth);
      if (made.fits(extent)) {
        return Optional.of(made.name());
      }
    }
    return extent == 0 ? Optional.empty() : Optional.of("" + dice.between(0, extent - 1));
  }

  /** Any number of a known range that is about as large as {@code extent}. */
  Index known(int extent, int nesting, int depth) {
    if (nesting > 0) {
      return combined(known(extent, nesting - 1, depth - 1), known(extent, nesting - 1, depth - 1));
    }
    List<Index> variables = scope.all(Index.class, i -> true);
    if (!variables.isEmpty() && !dice.oneIn(5)) {
      return dice.of(variables);
    }
    int value = dice.between(0, Math.max(extent - 1, 1));
    return depth < 1 ? new Index("" + value, value, value) : ofData(value, depth - 1);
  }

  private Index ofData(int value, int depth) {
    String data = expressions.of(Scalar.INT, depth);
    return switch (dice.between(0, 3)) {
      case 0 -> new Index("(%s & %d)".formatted(data, mask(value)), 0, mask(value));
      case 1 -> new Index("Math.max(0, Math.min(%s, %d))".formatted(data, value), 0, value);
      case 2 -> new Index("Math.min(Math.max(%s, 0), %d)".formatted(data, value), 0, value);
      default -> new Index("((%s & 0xffff) %% %d)".formatted(data, value + 1), 0, value);
    };
  }

  /** All ones, at most {@code value}. */
  static int mask(int value) {
    return Integer.highestOneBit(value + 1) - 1;
  }

  private Index combined(Index a, Index b) {
    if (a.low() > a.high() || b.low() > b.high()) {
      return a; // in a loop without trips
    }
    int c = dice.between(1, 4);
    return switch (dice.between(0, a.low() < 0 ? 4 : 6)) {
      case 0 -> made("(%s + %s)", a, b.name(), a.low() + b.low(), a.high() + b.high());
      case 1 -> made("(%s - %s)", a, b.name(), a.low() - b.high(), a.high() - b.low());
      case 2 -> made("(%s * %s)", a, c, a.low() * c, a.high() * c);
      case 3 -> made("(%s + %s)", a, c, a.low() + c, a.high() + c);
      case 4 -> made("(%s - %s)", a, c, a.low() - c, a.high() - c);
      case 5 -> made("(%s / %s)", a, c, a.low() / c, a.high() / c);
      default -> made("(%s %% %s)", a, c, 0, Math.min(a.high(), c - 1));
    };
  }

  private static Index made(String text, Index a, Object b, int low, int high) {
    return new Index(text.formatted(a.name(), b), low, high);
  }
}
