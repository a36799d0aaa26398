package dev.demitasse.compiler.fuzz;

import dev.demitasse.ElementType;
import java.util.List;

/** What a name means at some place of a program. */
sealed interface Variable {
  String name();

  /** A number or truth value. */
  record Local(String name, Scalar type, boolean assignable) implements Variable {}

  /**
   * An {@code int} that the compiler knows to lie from {@code low} to {@code high}, both included;
   * there is none in a loop without trips.
   */
  record Index(String name, int low, int high) implements Variable {
    boolean fits(int extent) {
      return low >= 0 && high < extent;
    }
  }

  /**
   * A tensor.
   *
   * @param contiguous whether it can be reshaped
   * @param writable whether elements may be set
   */
  record Elements(
      String name, ElementType type, List<Integer> shape, boolean contiguous, boolean writable)
      implements Variable {
    public Elements {
      shape = List.copyOf(shape);
    }

    int rank() {
      return shape.size();
    }

    int size() {
      return Shapes.size(shape);
    }

    /** What Java sees of an element. */
    Scalar scalar() {
      return Scalar.of(type.javaName());
    }
  }

  /** A Java array. */
  record Array(String name, Scalar type, int length, boolean assignable) implements Variable {}
}
