package dev.demitasse;

/**
 * A tensor of 32-bit floating-point elements, seen as {@code float}.
 *
 * <pre>{@code
 * F32 x = F32.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
 * F32 y = F32.zeros(2, 3);
 * y.set(1, 2, 0.5f * x.at(1, 2)); // 3.0f
 * }</pre>
 */
public final class F32 extends Tensor<F32> {
  private final float[] data;

  private F32(Layout layout, float[] data) {
    super(layout);
    this.data = data;
  }

  /**
   * Returns a new tensor in which every element is zero.
   *
   * @throws IllegalArgumentException if a dim is negative or the size does not fit an {@code int}
   */
  public static F32 zeros(int... shape) {
    Layout layout = Layout.rowMajor(ElementType.F32, shape);
    return new F32(layout, new float[layout.size()]);
  }

  /**
   * Returns a tensor over the given values, in row-major order. The array is wrapped, not copied: a
   * later change of one is seen in the other.
   *
   * @throws IllegalArgumentException if the number of values is not the size of {@code shape}
   */
  public static F32 of(float[] values, int... shape) {
    return new F32(Layout.filledBy(values.length, ElementType.F32, shape), values);
  }

  /**
   * Returns the element with this row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public float at(int linear) {
    return data[layout.position(linear)];
  }

  /** Returns an element of a tensor of rank 2. */
  public float at(int i, int j) {
    return data[layout.position(i, j)];
  }

  /** Returns an element of a tensor of rank 3. */
  public float at(int i, int j, int k) {
    return data[layout.position(i, j, k)];
  }

  /** Returns an element of a tensor of rank 4. */
  public float at(int i, int j, int k, int l) {
    return data[layout.position(i, j, k, l)];
  }

  /** Returns the element with this index, which has one number per axis. */
  public float at(int... index) {
    return data[layout.position(index)];
  }

  /**
   * Stores an element by its row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public void set(int linear, float value) {
    data[layout.position(linear)] = value;
  }

  /** Stores an element of a tensor of rank 2. */
  public void set(int i, int j, float value) {
    data[layout.position(i, j)] = value;
  }

  /** Stores an element of a tensor of rank 3. */
  public void set(int i, int j, int k, float value) {
    data[layout.position(i, j, k)] = value;
  }

  /** Stores an element of a tensor of rank 4. */
  public void set(int i, int j, int k, int l, float value) {
    data[layout.position(i, j, k, l)] = value;
  }

  /** Stores the element with this index, which has one number per axis. */
  public void set(int[] index, float value) {
    data[layout.position(index)] = value;
  }

  /** Returns the elements in row-major order, in a fresh array. */
  public float[] toArray() {
    return copy().data;
  }

  @Override
  F32 view(Layout layout) {
    return new F32(layout, data);
  }

  @Override
  Object element(int position) {
    return data[position];
  }

  @Override
  long bits(int position) {
    return Float.floatToRawIntBits(data[position]);
  }

  @Override
  void setBits(int position, long bits) {
    data[position] = Float.intBitsToFloat((int) bits);
  }
}
