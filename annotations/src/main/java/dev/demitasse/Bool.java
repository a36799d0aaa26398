package dev.demitasse;

/**
 * A tensor of truth values, seen as {@code boolean}.
 *
 * <pre>{@code
 * Bool mask = Bool.zeros(2, 2);
 * mask.set(0, 1, true);
 * }</pre>
 */
public final class Bool extends Tensor<Bool> {
  private final boolean[] data;

  private Bool(Layout layout, boolean[] data) {
    super(layout);
    this.data = data;
  }

  /**
   * Returns a new tensor in which every element is false.
   *
   * @throws IllegalArgumentException if a dim is negative or the size does not fit an {@code int}
   */
  public static Bool zeros(int... shape) {
    Layout layout = Layout.rowMajor(ElementType.BOOL, shape);
    return new Bool(layout, new boolean[layout.size()]);
  }

  /**
   * Returns a tensor over the given values, in row-major order. The array is wrapped, not copied: a
   * later change of one is seen in the other.
   *
   * @throws IllegalArgumentException if the number of values is not the size of {@code shape}
   */
  public static Bool of(boolean[] values, int... shape) {
    return new Bool(Layout.filledBy(values.length, ElementType.BOOL, shape), values);
  }

  /**
   * Returns the element with this row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public boolean at(int linear) {
    return data[layout.position(linear)];
  }

  /** Returns an element of a tensor of rank 2. */
  public boolean at(int i, int j) {
    return data[layout.position(i, j)];
  }

  /** Returns an element of a tensor of rank 3. */
  public boolean at(int i, int j, int k) {
    return data[layout.position(i, j, k)];
  }

  /** Returns an element of a tensor of rank 4. */
  public boolean at(int i, int j, int k, int l) {
    return data[layout.position(i, j, k, l)];
  }

  /** Returns the element with this index, which has one number per axis. */
  public boolean at(int... index) {
    return data[layout.position(index)];
  }

  /**
   * Stores an element by its row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public void set(int linear, boolean value) {
    data[layout.position(linear)] = value;
  }

  /** Stores an element of a tensor of rank 2. */
  public void set(int i, int j, boolean value) {
    data[layout.position(i, j)] = value;
  }

  /** Stores an element of a tensor of rank 3. */
  public void set(int i, int j, int k, boolean value) {
    data[layout.position(i, j, k)] = value;
  }

  /** Stores an element of a tensor of rank 4. */
  public void set(int i, int j, int k, int l, boolean value) {
    data[layout.position(i, j, k, l)] = value;
  }

  /** Stores the element with this index, which has one number per axis. */
  public void set(int[] index, boolean value) {
    data[layout.position(index)] = value;
  }

  /** Returns the elements in row-major order, in a fresh array. */
  public boolean[] toArray() {
    return copy().data;
  }

  @Override
  Bool view(Layout layout) {
    return new Bool(layout, data);
  }

  @Override
  Object element(int position) {
    return data[position];
  }

  @Override
  long bits(int position) {
    return data[position] ? 1 : 0;
  }

  @Override
  void setBits(int position, long bits) {
    data[position] = (byte) bits != 0;
  }
}
