package dev.demitasse;

import java.util.ArrayList;
import java.util.List;

/**
 * A tensor as text for people, laid out as NumPy does: one line per row of the last axis, columns
 * aligned, and only the ends of long axes when the tensor is large.
 */
final class TensorText {
  /** A tensor with more elements than this is shortened. */
  private static final int LARGE = 200;

  /** So many indices at both ends of an axis are shown of a large tensor. */
  private static final int EDGE = 3;

  private final Tensor<?> tensor;
  private final boolean large;
  private final int width;

  TensorText(Tensor<?> tensor) {
    this.tensor = tensor;
    this.large = tensor.size() > LARGE;
    this.width = width(tensor);
  }

  @Override
  public String toString() {
    if (tensor.size() == 0) {
      return tensor.layout + " []";
    }
    return tensor.layout + (tensor.rank() < 2 ? " " : "\n") + text(tensor);
  }

  /** Returns the length of the longest element that is shown. */
  private int width(Tensor<?> part) {
    if (part.size() == 0) {
      return 0;
    }
    if (part.rank() == 0) {
      return word(part).length();
    }
    int longest = 0;
    for (int i = 0; i < part.dim(0); i = next(i, part.dim(0))) {
      longest = Math.max(longest, width(part.row(i)));
    }
    return longest;
  }

  private String text(Tensor<?> part) {
    if (part.rank() == 0) {
      String word = word(part);
      return " ".repeat(width - word.length()) + word;
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < part.dim(0); i = next(i, part.dim(0))) {
      rows.add(text(part.row(i)));
      if (next(i, part.dim(0)) != i + 1) {
        rows.add("...");
      }
    }
    return "[" + String.join(between(part.rank()), rows) + "]";
  }

  /** Returns what separates the rows of a part: line ends, then the width of the open brackets. */
  private String between(int rank) {
    return rank == 1 ? ", " : "," + "\n".repeat(rank - 1) + " ".repeat(tensor.rank() - rank + 1);
  }

  /** Returns the next index that is shown of an axis. */
  private int next(int index, int dim) {
    return large && index == EDGE - 1 && dim > 2 * EDGE ? dim - EDGE : index + 1;
  }

  private static String word(Tensor<?> scalar) {
    return scalar.element(scalar.layout.position(0)).toString();
  }
}
