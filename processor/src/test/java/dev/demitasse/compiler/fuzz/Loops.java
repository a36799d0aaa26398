package dev.demitasse.compiler.fuzz;

import dev.demitasse.compiler.fuzz.Variable.Array;
import dev.demitasse.compiler.fuzz.Variable.Elements;
import dev.demitasse.compiler.fuzz.Variable.Index;
import java.util.ArrayList;
import java.util.List;

/** Writes the heads of loops. */
final class Loops {

  /** A head, with its variables and an upper bound of the trips. */
  record Head(String text, List<Index> variables, int trips) {
    Head {
      variables = List.copyOf(variables);
    }
  }

  /** A number by its text, which may be a loop variable with a range. */
  private record Bound(String text, int low, int high) {}

  private final Dice dice;
  private final Scope scope;

  Loops(Dice dice, Scope scope) {
    this.dice = dice;
    this.scope = scope;
  }

  Head head() {
    String v = scope.name("i");
    int step = dice.oneIn(4) ? dice.between(2, 5) : 1;
    Bound end = end();
    Bound begin = dice.oneIn(3) ? begin(end) : new Bound("0", 0, 0);
    if (dice.oneIn(8) && end.high() > 0) {
      return two(v, scope.name("j"), end);
    }
    return dice.oneIn(3) ? down(v, begin, end, step) : up(v, begin, end, step);
  }

  private Bound begin(Bound end) {
    List<Index> outer = scope.all(Index.class, i -> i.low() <= i.high() && i.high() < end.low());
    if (!outer.isEmpty() && dice.oneIn(2)) {
      Index i = dice.of(outer);
      return new Bound(i.name(), i.low(), i.high());
    }
    int value = dice.between(-2, 3);
    return new Bound("" + value, value, value);
  }

  private Bound end() {
    List<Bound> ends = new ArrayList<>();
    for (Elements t : scope.all(Elements.class, t -> true)) {
      ends.add(new Bound(t.name() + ".size()", t.size(), t.size()));
      for (int axis = 0; axis < t.rank(); axis++) {
        int dim = t.shape().get(axis);
        ends.add(new Bound("%s.dim(%d)".formatted(t.name(), axis), dim, dim));
      }
    }
    for (Array a : scope.all(Array.class, a -> true)) {
      ends.add(new Bound(a.name() + ".length", a.length(), a.length()));
    }
    int value = dice.between(0, 6);
    if (ends.isEmpty() || dice.oneIn(4)) {
      return new Bound("" + value, value, value);
    }
    return dice.of(ends);
  }

  private Head up(String v, Bound begin, Bound end, int step) {
    boolean closed = dice.oneIn(4);
    String test = closed ? "<= %s - 1".formatted(end.text()) : "< " + end.text();
    String update =
        step == 1
            ? dice.of(List.of(v + "++", "++" + v, v + " += 1"))
            : "%s += %d".formatted(v, step);
    return head(
        "for (int %s = %s; %s %s; %s)".formatted(v, begin.text(), v, test, update),
        v,
        begin.low(),
        end.high() - 1,
        step);
  }

  private Head down(String v, Bound begin, Bound end, int step) {
    boolean closed = dice.oneIn(2);
    String first = closed ? "%s - 1".formatted(end.text()) : end.text();
    String test = "%s %s".formatted(closed ? ">=" : ">", begin.text());
    String update =
        step == 1
            ? dice.of(List.of(v + "--", "--" + v, v + " -= 1"))
            : "%s -= %d".formatted(v, step);
    int shift = closed ? 0 : 1;
    return head(
        "for (int %s = %s; %s %s; %s)".formatted(v, first, v, test, update),
        v,
        begin.low() + shift,
        end.high() - 1 + shift,
        step);
  }

  /** Two variables that go opposite ways. */
  private static Head two(String v, String w, Bound end) {
    int last = end.high() - 1;
    String text =
        "for (int %s = 0, %s = %d; %s < %s; %s++, %s--)".formatted(v, w, last, v, end.text(), v, w);
    return new Head(text, List.of(new Index(v, 0, last), new Index(w, 0, last)), end.high());
  }

  private static Head head(String text, String v, int low, int high, int step) {
    int trips = Math.max(0, (high - low + step) / step);
    return new Head(text, List.of(new Index(v, low, high)), trips);
  }
}
