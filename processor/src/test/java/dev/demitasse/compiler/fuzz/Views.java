package dev.demitasse.compiler.fuzz;

import dev.demitasse.compiler.fuzz.Variable.Elements;
import dev.demitasse.compiler.fuzz.Variable.Index;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes views of tensors. */
final class Views {
  private final Dice dice;
  private final Scope scope;
  private final Indices indices;

  Views(Dice dice, Scope scope, Indices indices) {
    this.dice = dice;
    this.scope = scope;
    this.indices = indices;
  }

  /** A view of a tensor; its name is the expression that makes it. */
  Elements of(Elements t) {
    return switch (dice.between(0, 5)) {
      case 0 -> t.contiguous() ? reshape(t) : copy(t);
      case 1 -> t.rank() == 0 ? broadcast(t) : transpose(t);
      case 2 -> broadcast(t);
      case 3 -> row(t);
      case 4 -> t.rank() == 0 ? copy(t) : slice(t);
      default -> t.rank() == 0 ? reshape(t) : slice(t);
    };
  }

  private static Elements made(
      Elements t, String call, Object arguments, List<Integer> shape, boolean contiguous) {
    String name = "%s.%s(%s)".formatted(t.name(), call, arguments);
    return new Elements(name, t.type(), shape, contiguous, t.writable());
  }

  private Elements reshape(Elements t) {
    List<Integer> shape = Shapes.ofSize(t.size(), dice);
    return made(t, "reshape", Shapes.arguments(shape), shape, true);
  }

  private static Elements copy(Elements t) {
    return new Elements(t.name() + ".copy()", t.type(), t.shape(), true, true);
  }

  private Elements transpose(Elements t) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < t.rank(); axis++) {
      axes.add(axis);
    }
    Collections.shuffle(axes, new Random(dice.bits()));
    List<Integer> shape = axes.stream().map(t.shape()::get).toList();
    return made(t, "transpose", Shapes.arguments(axes), shape, false);
  }

  private Elements broadcast(Elements t) {
    List<Integer> shape = new ArrayList<>(t.shape());
    for (int axis = 0; axis < shape.size(); axis++) {
      int repeat = dice.between(1, 3);
      if (shape.get(axis) == 1 && Shapes.size(shape) * repeat <= Shapes.MAX_SIZE) {
        shape.set(axis, repeat);
      }
    }
    if (shape.size() < 4 && Shapes.size(shape) * 2 <= Shapes.MAX_SIZE) {
      shape.add(0, dice.between(1, 2));
    }
    return made(t, "broadcastTo", Shapes.arguments(shape), shape, false);
  }

  private Elements row(Elements t) {
    return t.rank() == 0
        ? copy(t)
        : indices
            .below(t.shape().get(0), 1)
            .map(i -> made(t, "row", i, t.shape().subList(1, t.rank()), t.contiguous()))
            .orElseGet(() -> copy(t));
  }

  private Elements slice(Elements t) {
    int axis = dice.between(0, t.rank() - 1);
    int dim = t.shape().get(axis);
    int length = dice.between(dim == 0 ? 0 : 1, dim);
    List<Integer> shape = new ArrayList<>(t.shape());
    shape.set(axis, length);
    String start = start(dim - length);
    return made(
        t,
        "slice",
        "%d, %s, %d".formatted(axis, start, length),
        shape,
        t.contiguous() && (axis == 0 || length == dim));
  }

  private String start(int last) {
    List<Index> fitting = scope.all(Index.class, i -> i.fits(last + 1));
    return fitting.isEmpty() || dice.oneIn(3)
        ? "" + dice.between(0, last)
        : dice.of(fitting).name();
  }
}
