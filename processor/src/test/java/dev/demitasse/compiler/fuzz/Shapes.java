package dev.demitasse.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Shapes of tensors: small ones, since the programs are many. */
final class Shapes {
  static final int MAX_SIZE = 48;
  private static final int MAX_RANK = 4;
  private static final List<Integer> DIMS = List.of(0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 16, 17);

  private Shapes() {}

  static int size(List<Integer> shape) {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /** Any shape with at most {@link #MAX_SIZE} elements, few of them empty. */
  static List<Integer> any(Dice dice) {
    List<Integer> shape = new ArrayList<>();
    int rank = dice.between(0, MAX_RANK);
    while (shape.size() < rank) {
      int dim = dice.of(DIMS);
      boolean rare = dim == 0 && !dice.oneIn(3);
      if (!rare && dim * size(shape) <= MAX_SIZE) {
        shape.add(dim);
      }
    }
    return shape;
  }

  /** Another shape, or the same, with as many elements. */
  static List<Integer> ofSize(int size, Dice dice) {
    List<Integer> shape = new ArrayList<>(List.of(size));
    for (int splits = dice.between(0, 2); splits > 0 && size > 0; splits--) {
      int axis = dice.between(0, shape.size() - 1);
      int dim = shape.get(axis);
      int factor = dice.between(1, dim);
      if (dim % factor == 0) {
        shape.set(axis, dim / factor);
        shape.add(axis, factor);
      }
    }
    return size == 1 && dice.oneIn(4) ? List.of() : shape;
  }

  /** As arguments of a method: {@code 2, 3}. */
  static String arguments(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
