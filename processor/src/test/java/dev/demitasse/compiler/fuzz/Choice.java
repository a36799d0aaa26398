package dev.demitasse.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several ways to write something, each with a weight: how often it is tried beside the others. A
 * way that does not lead anywhere just now, as there is no variable to assign to, gives way to the
 * others.
 */
final class Choice<A> {

  /** One way. */
  interface Way<A> {
    Optional<String> write(A argument);
  }

  private record Weighted<A>(int weight, Way<A> way) {}

  private final List<Weighted<A>> ways = new ArrayList<>();

  Choice<A> with(int weight, Way<A> way) {
    ways.add(new Weighted<>(weight, way));
    return this;
  }

  /** What one of the ways writes; nothing if none of them leads anywhere. */
  Optional<String> draw(Dice dice, A argument) {
    List<Weighted<A>> left = new ArrayList<>(ways);
    while (!left.isEmpty()) {
      Weighted<A> drawn = drawn(dice, left);
      Optional<String> text = drawn.way().write(argument);
      if (text.isPresent()) {
        return text;
      }
      left.remove(drawn);
    }
    return Optional.empty();
  }

  private static <A> Weighted<A> drawn(Dice dice, List<Weighted<A>> left) {
    int rest = dice.between(1, left.stream().mapToInt(Weighted::weight).sum());
    int i = 0;
    while (rest > left.get(i).weight()) {
      rest -= left.get(i++).weight();
    }
    return left.get(i);
  }
}
