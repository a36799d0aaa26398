package dev.demitasse;

/**
 * A tensor: a shape over a flat Java array of one {@linkplain ElementType element type}.
 *
 * <p>The subclasses hold the array and give typed access to its elements; what does not depend on
 * the element type is here. A tensor of rank 0 is a scalar: it has one element, read with {@code
 * at(0)}. A dim may be zero; the tensor is then empty.
 *
 * <p><b>Views.</b> {@link #reshape}, {@link #slice}, {@link #transpose}, {@link #broadcastTo} and
 * {@link #row} copy nothing: the result shares the elements of this tensor, so a store to one is
 * seen in the other. A view has a shape of its own, and indices, linear ones as well, count in it:
 *
 * <pre>{@code
 * F32 x = F32.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
 * F32 t = x.transpose(1, 0); // F32[3, 2]
 * t.at(2, 0);                // 3, as x.at(0, 2)
 * t.at(1);                   // 4: the second element of t in row-major order, as t.at(0, 1)
 * }</pre>
 *
 * <p><b>Errors.</b> An index out of bounds throws {@link IndexOutOfBoundsException}, a shape that
 * does not fit or a wrong number of indices {@link IllegalArgumentException}. A tensor is not safe
 * for use by several threads when one of them writes.
 *
 * @param <T> the subclass itself
 */
public abstract sealed class Tensor<T extends Tensor<T>>
    permits F32, F64, I8, U8, I16, U16, I32, I64, Bool {

  /** Where this tensor's elements lie in the array of the subclass. */
  final Layout layout;

  Tensor(Layout layout) {
    this.layout = layout;
  }

  /** Returns another tensor over the same array. */
  abstract T view(Layout layout);

  /** Returns the element at a position of the array, boxed; its equality is that of elements. */
  abstract Object element(int position);

  /** Returns the stored bits of the element at a position of the array; higher bits are free. */
  abstract long bits(int position);

  /** Stores the low bits as the element at a position of the array. */
  abstract void setBits(int position, long bits);

  /** Returns the type of the elements. */
  public final ElementType elementType() {
    return layout.type();
  }

  /** Returns the number of axes; 0 for a scalar. */
  public final int rank() {
    return layout.rank();
  }

  /**
   * Returns the extent of one axis, counted from 0.
   *
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public final int dim(int axis) {
    return layout.dim(axis);
  }

  /** Returns the number of elements: the product of all dims. */
  public final int size() {
    return layout.size();
  }

  /** Returns the extents of all axes, in a fresh array. */
  public final int[] shape() {
    return layout.shape();
  }

  /** Tells whether the elements lie in row-major order and without gaps in the array. */
  public final boolean isContiguous() {
    return layout.isContiguous();
  }

  /**
   * Returns a view with the same elements in the same row-major order and another shape.
   *
   * @param shape the new shape, of the same size
   * @throws IllegalArgumentException if the size differs, or if this tensor is a view that is not
   *     {@linkplain #isContiguous contiguous}; then call {@link #copy} first
   */
  public final T reshape(int... shape) {
    return view(layout.reshape(shape));
  }

  /**
   * Returns a view of a part of one axis: index {@code i} of that axis is {@code start + i} here.
   *
   * @param axis the axis to cut; the others stay whole
   * @param start the first index that is kept
   * @param length the number of indices that are kept; may be zero
   * @throws IndexOutOfBoundsException if there is no such axis or part of it
   */
  public final T slice(int axis, int start, int length) {
    return view(layout.slice(axis, start, length));
  }

  /**
   * Returns a view with the axes in another order: dim {@code d} of the result is dim {@code
   * axes[d]} of this tensor.
   *
   * @param axes every axis of this tensor once
   * @throws IllegalArgumentException if {@code axes} is not a permutation of the axes
   */
  public final T transpose(int... axes) {
    return view(layout.transpose(axes));
  }

  /**
   * Returns a view in which this tensor is repeated to a larger shape, by NumPy's rule: shapes are
   * aligned at the last axis, and axes that are missing here or have dim 1 are repeated. The
   * repeats are one and the same element: a store to one is seen in all.
   *
   * @throws IllegalArgumentException if an axis has neither dim 1 nor the wanted dim, or if {@code
   *     shape} has fewer axes than this tensor
   */
  public final T broadcastTo(int... shape) {
    return view(layout.broadcastTo(shape));
  }

  /**
   * Returns a view of what lies under one index of the leading axis, without that axis: for {@code
   * F32[2, 3]} the result is {@code F32[3]}.
   *
   * @throws IndexOutOfBoundsException if the index is out of bounds, or this tensor is a scalar
   */
  public final T row(int index) {
    return view(layout.row(index));
  }

  /** Returns a new contiguous tensor with the same shape and elements. */
  public final T copy() {
    @SuppressWarnings("unchecked") // an element type has one tensor class, and that is T
    T result = (T) elementType().zeros(layout.shape());
    for (int i = 0; i < size(); i++) {
      result.setBits(i, bits(layout.position(i)));
    }
    return result;
  }

  /**
   * Returns the elements in row-major order as raw little-endian bytes, {@link ElementType#bytes}
   * for each; a {@link Bool} is 0 or 1. The bits of a NaN are kept.
   *
   * @throws ArithmeticException if there are more bytes than an array can hold
   */
  public final byte[] toBytes() {
    int width = elementType().bytes();
    byte[] bytes = new byte[Math.multiplyExact(size(), width)];
    for (int i = 0; i < size(); i++) {
      long bits = bits(layout.position(i));
      for (int b = 0; b < width; b++) {
        bytes[i * width + b] = (byte) (bits >> (8 * b));
      }
    }
    return bytes;
  }

  /**
   * Returns a new tensor with the elements that {@link #toBytes} wrote.
   *
   * @param bytes the elements in row-major order, raw and little-endian; they are copied
   * @throws IllegalArgumentException if {@code bytes} has not the length that type and shape need
   */
  public static Tensor<?> ofBytes(ElementType type, byte[] bytes, int... shape) {
    int width = type.bytes();
    Tensor<?> tensor = type.zeros(shape);
    if (bytes.length != (long) tensor.size() * width) {
      throw new IllegalArgumentException(
          "%s bytes do not fill %s of size %s; it needs %s"
              .formatted(bytes.length, tensor.layout, tensor.size(), (long) tensor.size() * width));
    }
    for (int i = 0; i < tensor.size(); i++) {
      long bits = 0;
      for (int b = 0; b < width; b++) {
        bits |= (bytes[i * width + b] & 0xffL) << (8 * b);
      }
      tensor.setBits(i, bits);
    }
    return tensor;
  }

  /**
   * Tells whether the other object is a tensor of the same type and shape with the same elements.
   * Floating-point elements are compared by their bits, except that all NaNs are equal; so {@code
   * 0.0f} and {@code -0.0f} differ. Where the elements lie makes no difference.
   */
  @Override
  public final boolean equals(Object other) {
    if (!(other instanceof Tensor<?> that)
        || elementType() != that.elementType()
        || !layout.sameShape(that.layout)) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (!element(layout.position(i)).equals(that.element(that.layout.position(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Returns a hash code of type, shape and elements, as {@link #equals} compares them. */
  @Override
  public final int hashCode() {
    int hash = layout.toString().hashCode();
    for (int i = 0; i < size(); i++) {
      hash = 31 * hash + element(layout.position(i)).hashCode();
    }
    return hash;
  }

  /**
   * Returns type, shape and elements; the middle of long axes is left out when the tensor is large.
   *
   * <pre>{@code
   * F32[2, 3]
   * [[1.0, 2.0, 3.0],
   *  [4.0, 5.0, 6.0]]
   * }</pre>
   */
  @Override
  public final String toString() {
    return new TensorText(this).toString();
  }
}
