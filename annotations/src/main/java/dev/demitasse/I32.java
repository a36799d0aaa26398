package dev.demitasse;

/**
 * A tensor of signed 32-bit elements, seen as {@code int}.
 *
 * <pre>{@code
 * I32 x = I32.of(new int[] {1, 2, 3, 4}, 2, 2);
 * x.set(1, 0, x.at(1, 0) + 1); // 4
 * }</pre>
 */
public final class I32 extends Tensor<I32> {
  private final int[] data;

  private I32(Layout layout, int[] data) {
    super(layout);
    this.data = data;
  }

  /**
   * Returns a new tensor in which every element is zero.
   *
   * @throws IllegalArgumentException if a dim is negative or the size does not fit an {@code int}
   */
  public static I32 zeros(int... shape) {
    Layout layout = Layout.rowMajor(ElementType.I32, shape);
    return new I32(layout, new int[layout.size()]);
  }

  /**
   * Returns a tensor over the given values, in row-major order. The array is wrapped, not copied: a
   * later change of one is seen in the other.
   *
   * @throws IllegalArgumentException if the number of values is not the size of {@code shape}
   */
  public static I32 of(int[] values, int... shape) {
    return new I32(Layout.filledBy(values.length, ElementType.I32, shape), values);
  }

  /**
   * Returns the element with this row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public int at(int linear) {
    return data[layout.position(linear)];
  }

  /** Returns an element of a tensor of rank 2. */
  public int at(int i, int j) {
    return data[layout.position(i, j)];
  }

  /** Returns an element of a tensor of rank 3. */
  public int at(int i, int j, int k) {
    return data[layout.position(i, j, k)];
  }

  /** Returns an element of a tensor of rank 4. */
  public int at(int i, int j, int k, int l) {
    return data[layout.position(i, j, k, l)];
  }

  /** Returns the element with this index, which has one number per axis. */
  public int at(int... index) {
    return data[layout.position(index)];
  }

  /**
   * Stores an element by its row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public void set(int linear, int value) {
    data[layout.position(linear)] = value;
  }

  /** Stores an element of a tensor of rank 2. */
  public void set(int i, int j, int value) {
    data[layout.position(i, j)] = value;
  }

  /** Stores an element of a tensor of rank 3. */
  public void set(int i, int j, int k, int value) {
    data[layout.position(i, j, k)] = value;
  }

  /** Stores an element of a tensor of rank 4. */
  public void set(int i, int j, int k, int l, int value) {
    data[layout.position(i, j, k, l)] = value;
  }

  /** Stores the element with this index, which has one number per axis. */
  public void set(int[] index, int value) {
    data[layout.position(index)] = value;
  }

  /** Returns the elements in row-major order, in a fresh array. */
  public int[] toArray() {
    return copy().data;
  }

  @Override
  I32 view(Layout layout) {
    return new I32(layout, data);
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
    data[position] = (int) bits;
  }
}
