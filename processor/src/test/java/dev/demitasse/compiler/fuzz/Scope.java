package dev.demitasse.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What can be named at the place in a method that is being written, and how often it runs. */
final class Scope {
  private static final int MAX_RUNS = 1500;

  private final List<Variable> visible = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private int names;
  private int runs = 1;

  /** A name that nothing else in the method has. */
  String name(String prefix) {
    return prefix + names++;
  }

  void declare(Variable v) {
    visible.add(v);
  }

  <V extends Variable> List<V> all(Class<V> kind, Predicate<V> wanted) {
    return visible.stream().filter(kind::isInstance).map(kind::cast).filter(wanted).toList();
  }

  /** Whether a loop of so many trips is not too much here. */
  boolean allows(int trips) {
    return runs * Math.max(trips, 1) <= MAX_RUNS;
  }

  /** The text of a block; what it declares ends with it. */
  String block(Supplier<String> text) {
    int outside = visible.size();
    String written = text.get();
    visible.subList(outside, visible.size()).clear();
    return written;
  }

  /** The text of the body of a loop. */
  String loop(String label, int trips, Supplier<String> text) {
    int before = runs;
    runs *= Math.max(trips, 1);
    labels.add(label);
    String written = block(text);
    labels.remove(labels.size() - 1);
    runs = before;
    return written;
  }

  /** What can be left here: the innermost loop, which needs no name, and loops with one. */
  List<String> labels() {
    return IntStream.range(0, labels.size())
        .filter(i -> i == labels.size() - 1 || !labels.get(i).isEmpty())
        .mapToObj(labels::get)
        .toList();
  }
}
