package dev.demitasse;

import java.util.Arrays;

/**
 * Where the elements of a tensor lie in its array: the element with index {@code (i, j, …)} is at
 * {@code offset + i * strides[0] + j * strides[1] + …}. Immutable; a view of a tensor is another
 * layout over the same array. All checks of shapes and indices are here, so the layout also knows
 * the element type, for the messages.
 */
final class Layout {
  private final ElementType type;
  private final int[] shape;
  private final int[] strides;
  private final int offset;
  private final int size;
  private final boolean contiguous;

  private Layout(ElementType type, int[] shape, int[] strides, int offset) {
    this.type = type;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.size = sizeOf(type, shape);
    this.contiguous = size == 0 || isRowMajor(shape, strides);
  }

  /** Returns the layout of a fresh tensor: row-major, without gaps, from the array's start. */
  static Layout rowMajor(ElementType type, int... shape) {
    return rowMajor(type, shape, 0);
  }

  /**
   * Returns the layout of a tensor over a whole array of {@code length} elements.
   *
   * @throws IllegalArgumentException if {@code length} is not the size of {@code shape}
   */
  static Layout filledBy(int length, ElementType type, int... shape) {
    Layout layout = rowMajor(type, shape);
    if (length != layout.size) {
      throw new IllegalArgumentException(
          "%s values do not fill %s of size %s; give a shape of size %s"
              .formatted(length, layout, layout.size, length));
    }
    return layout;
  }

  ElementType type() {
    return type;
  }

  int rank() {
    return shape.length;
  }

  int dim(int axis) {
    checkAxis(axis);
    return shape[axis];
  }

  int size() {
    return size;
  }

  int[] shape() {
    return shape.clone();
  }

  boolean sameShape(Layout other) {
    return Arrays.equals(shape, other.shape);
  }

  boolean isContiguous() {
    return contiguous;
  }

  /** Returns the position of the element with this row-major number in the view's own shape. */
  int position(int linear) {
    if (linear < 0 || linear >= size) {
      throw linearOutOfBounds(linear);
    }
    return contiguous ? offset + linear : strided(linear);
  }

  int position(int i, int j) {
    checkRank(2);
    checkIndex(i, 0);
    checkIndex(j, 1);
    return offset + i * strides[0] + j * strides[1];
  }

  int position(int i, int j, int k) {
    checkRank(3);
    checkIndex(i, 0);
    checkIndex(j, 1);
    checkIndex(k, 2);
    return offset + i * strides[0] + j * strides[1] + k * strides[2];
  }

  int position(int i, int j, int k, int l) {
    checkRank(4);
    checkIndex(i, 0);
    checkIndex(j, 1);
    checkIndex(k, 2);
    checkIndex(l, 3);
    return offset + i * strides[0] + j * strides[1] + k * strides[2] + l * strides[3];
  }

  int position(int[] index) {
    checkRank(index.length);
    int position = offset;
    for (int axis = 0; axis < index.length; axis++) {
      checkIndex(index[axis], axis);
      position += index[axis] * strides[axis];
    }
    return position;
  }

  Layout reshape(int... newShape) {
    Layout result = rowMajor(type, newShape, offset);
    if (result.size != size) {
      throw new IllegalArgumentException(
          "cannot reshape %s of size %s to %s of size %s"
              .formatted(this, size, Arrays.toString(newShape), result.size));
    }
    if (!contiguous) {
      throw new IllegalArgumentException(
          "cannot reshape " + this + ": this view is not contiguous; call copy() first");
    }
    return result;
  }

  Layout slice(int axis, int start, int length) {
    checkAxis(axis);
    if (start < 0 || length < 0 || start > shape[axis] - length) {
      throw new IndexOutOfBoundsException(
          "slice of %s from %s is out of bounds for axis %s of %s"
              .formatted(length, start, axis, this));
    }
    int[] newShape = shape.clone();
    newShape[axis] = length;
    return new Layout(type, newShape, strides, offset + start * strides[axis]);
  }

  Layout transpose(int... axes) {
    checkPermutation(axes);
    int[] newShape = new int[axes.length];
    int[] newStrides = new int[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      newShape[axis] = shape[axes[axis]];
      newStrides[axis] = strides[axes[axis]];
    }
    return new Layout(type, newShape, newStrides, offset);
  }

  Layout broadcastTo(int... newShape) {
    int added = newShape.length - shape.length;
    if (added < 0) {
      throw cannotBroadcast(newShape, "the result must have at least " + shape.length + " axes");
    }
    int[] newStrides = new int[newShape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      int dim = newShape[added + axis];
      if (shape[axis] == dim) {
        newStrides[added + axis] = strides[axis];
      } else if (shape[axis] != 1) {
        throw cannotBroadcast(
            newShape, "dim " + shape[axis] + " of axis " + axis + " is neither 1 nor " + dim);
      }
    }
    return new Layout(type, newShape.clone(), newStrides, offset);
  }

  Layout row(int index) {
    checkAxis(0);
    checkIndex(index, 0);
    return new Layout(
        type,
        Arrays.copyOfRange(shape, 1, shape.length),
        Arrays.copyOfRange(strides, 1, strides.length),
        offset + index * strides[0]);
  }

  /** Returns type and shape, for example {@code "F32[2, 3]"}. */
  @Override
  public String toString() {
    return describe(type, shape);
  }

  private static Layout rowMajor(ElementType type, int[] shape, int offset) {
    return new Layout(type, shape.clone(), rowMajorStrides(shape), offset);
  }

  private static int[] rowMajorStrides(int[] shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(shape[axis], 1);
    }
    return strides;
  }

  /** Tells whether row-major order is array order; the stride of a dim of 1 does not matter. */
  private static boolean isRowMajor(int[] shape, int[] strides) {
    int[] expected = rowMajorStrides(shape);
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] != 1 && strides[axis] != expected[axis]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the product of the dims. The strides of an empty tensor must fit an int as well. */
  private static int sizeOf(ElementType type, int[] shape) {
    boolean empty = false;
    long size = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] < 0) {
        throw new IllegalArgumentException(
            "dim %s of axis %s of %s is negative"
                .formatted(shape[axis], axis, describe(type, shape)));
      }
      empty |= shape[axis] == 0;
      size *= Math.max(shape[axis], 1);
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "size of " + describe(type, shape) + " is over the limit of " + Integer.MAX_VALUE);
      }
    }
    return empty ? 0 : (int) size;
  }

  private int strided(int linear) {
    int position = offset;
    int rest = linear;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      position += rest % shape[axis] * strides[axis];
      rest /= shape[axis];
    }
    return position;
  }

  private void checkRank(int indices) {
    if (indices != shape.length) {
      throw wrongRank(indices);
    }
  }

  private void checkIndex(int index, int axis) {
    if (index < 0 || index >= shape[axis]) {
      throw outOfBounds(index, axis);
    }
  }

  private void checkAxis(int axis) {
    if (axis < 0 || axis >= shape.length) {
      throw new IndexOutOfBoundsException(
          "axis " + axis + " is out of bounds for " + this + " of rank " + shape.length);
    }
  }

  private void checkPermutation(int[] axes) {
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    boolean permutation = axes.length == shape.length;
    for (int axis = 0; axis < shape.length && permutation; axis++) {
      permutation = sorted[axis] == axis;
    }
    if (!permutation) {
      throw new IllegalArgumentException(
          "cannot transpose %s: %s does not name each of its axes once"
              .formatted(this, Arrays.toString(axes)));
    }
  }

  private IllegalArgumentException cannotBroadcast(int[] newShape, String reason) {
    return new IllegalArgumentException(
        "cannot broadcast " + this + " to " + Arrays.toString(newShape) + ": " + reason);
  }

  private IllegalArgumentException wrongRank(int indices) {
    return new IllegalArgumentException(
        ("number of indices is %s, but %s has rank %s; give one index per axis, or one "
                + "linear index")
            .formatted(indices, this, shape.length));
  }

  private IndexOutOfBoundsException outOfBounds(int index, int axis) {
    return new IndexOutOfBoundsException(
        "index " + index + " is out of bounds for axis " + axis + " of " + this);
  }

  private IndexOutOfBoundsException linearOutOfBounds(int linear) {
    return shape.length == 1
        ? outOfBounds(linear, 0)
        : new IndexOutOfBoundsException(
            "linear index " + linear + " is out of bounds for " + this + " of size " + size);
  }

  private static String describe(ElementType type, int[] shape) {
    return type.tensorName() + Arrays.toString(shape);
  }
}
