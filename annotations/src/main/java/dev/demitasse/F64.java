package dev.demitasse;

/**
 * A tensor of 64-bit floating-point elements, seen as {@code double}.
 *
 * <pre>{@code
 * F64 x = F64.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
 * F64 y = F64.zeros(2, 3);
 * y.set(1, 2, 0.5 * x.at(1, 2)); // 3.0
 * }</pre>
 */
public final class F64 extends Tensor<F64> {
  private final double[] data;

  private F64(Layout layout, double[] data) {
    super(layout);
    this.data = data;
  }

  /**
   * Returns a new tensor in which every element is zero.
   *
   * @throws IllegalArgumentException if a dim is negative or the size does not fit an {@code int}
   */
  public static F64 zeros(int... shape) {
    Layout layout = Layout.rowMajor(ElementType.F64, shape);
    return new F64(layout, new double[layout.size()]);
  }

  /**
   * Returns a tensor over the given values, in row-major order. The array is wrapped, not copied: a
   * later change of one is seen in the other.
   *
   * @throws IllegalArgumentException if the number of values is not the size of {@code shape}
   */
  public static F64 of(double[] values, int... shape) {
    return new F64(Layout.filledBy(values.length, ElementType.F64, shape), values);
  }

  /**
   * Returns the element with this row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public double at(int linear) {
    return data[layout.position(linear)];
  }

  /** Returns an element of a tensor of rank 2. */
  public double at(int i, int j) {
    return data[layout.position(i, j)];
  }

  /** Returns an element of a tensor of rank 3. */
  public double at(int i, int j, int k) {
    return data[layout.position(i, j, k)];
  }

  /** Returns an element of a tensor of rank 4. */
  public double at(int i, int j, int k, int l) {
    return data[layout.position(i, j, k, l)];
  }

  /** Returns the element with this index, which has one number per axis. */
  public double at(int... index) {
    return data[layout.position(index)];
  }

  /**
   * Stores an element by its row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public void set(int linear, double value) {
    data[layout.position(linear)] = value;
  }

  /** Stores an element of a tensor of rank 2. */
  public void set(int i, int j, double value) {
    data[layout.position(i, j)] = value;
  }

  /** Stores an element of a tensor of rank 3. */
  public void set(int i, int j, int k, double value) {
    data[layout.position(i, j, k)] = value;
  }

  /** Stores an element of a tensor of rank 4. */
  public void set(int i, int j, int k, int l, double value) {
    data[layout.position(i, j, k, l)] = value;
  }

  /** Stores the element with this index, which has one number per axis. */
  public void set(int[] index, double value) {
    data[layout.position(index)] = value;
  }

  /** Returns the elements in row-major order, in a fresh array. */
  public double[] toArray() {
    return copy().data;
  }

  @Override
  F64 view(Layout layout) {
    return new F64(layout, data);
  }

  @Override
  Object element(int position) {
    return data[position];
  }

  @Override
  long bits(int position) {
    return Double.doubleToRawLongBits(data[position]);
  }

  @Override
  void setBits(int position, long bits) {
    data[position] = Double.longBitsToDouble(bits);
  }
}
