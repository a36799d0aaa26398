package dev.demitasse;

/**
 * A tensor of signed 16-bit elements, seen as {@code short}.
 *
 * <pre>{@code
 * I16 x = I16.of(new short[] {-32768, 0, 32767}, 3);
 * x.set(1, (short) 40000); // -25536
 * }</pre>
 */
public final class I16 extends Tensor<I16> {
  private final short[] data;

  private I16(Layout layout, short[] data) {
    super(layout);
    this.data = data;
  }

  /**
   * Returns a new tensor in which every element is zero.
   *
   * @throws IllegalArgumentException if a dim is negative or the size does not fit an {@code int}
   */
  public static I16 zeros(int... shape) {
    Layout layout = Layout.rowMajor(ElementType.I16, shape);
    return new I16(layout, new short[layout.size()]);
  }

  /**
   * Returns a tensor over the given values, in row-major order. The array is wrapped, not copied: a
   * later change of one is seen in the other.
   *
   * @throws IllegalArgumentException if the number of values is not the size of {@code shape}
   */
  public static I16 of(short[] values, int... shape) {
    return new I16(Layout.filledBy(values.length, ElementType.I16, shape), values);
  }

  /**
   * Returns the element with this row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public short at(int linear) {
    return data[layout.position(linear)];
  }

  /** Returns an element of a tensor of rank 2. */
  public short at(int i, int j) {
    return data[layout.position(i, j)];
  }

  /** Returns an element of a tensor of rank 3. */
  public short at(int i, int j, int k) {
    return data[layout.position(i, j, k)];
  }

  /** Returns an element of a tensor of rank 4. */
  public short at(int i, int j, int k, int l) {
    return data[layout.position(i, j, k, l)];
  }

  /** Returns the element with this index, which has one number per axis. */
  public short at(int... index) {
    return data[layout.position(index)];
  }

  /**
   * Stores an element by its row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public void set(int linear, short value) {
    data[layout.position(linear)] = value;
  }

  /** Stores an element of a tensor of rank 2. */
  public void set(int i, int j, short value) {
    data[layout.position(i, j)] = value;
  }

  /** Stores an element of a tensor of rank 3. */
  public void set(int i, int j, int k, short value) {
    data[layout.position(i, j, k)] = value;
  }

  /** Stores an element of a tensor of rank 4. */
  public void set(int i, int j, int k, int l, short value) {
    data[layout.position(i, j, k, l)] = value;
  }

  /** Stores the element with this index, which has one number per axis. */
  public void set(int[] index, short value) {
    data[layout.position(index)] = value;
  }

  /** Returns the elements in row-major order, in a fresh array. */
  public short[] toArray() {
    return copy().data;
  }

  @Override
  I16 view(Layout layout) {
    return new I16(layout, data);
  }

  @Override
  Object element(int position) {
    return data[position];
  }

  @Override
  long bits(int position) {
    return data[position];
  }

  @Override
  void setBits(int position, long bits) {
    data[position] = (short) bits;
  }
}
