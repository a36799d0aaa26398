package dev.demitasse;

/**
 * A tensor of unsigned 16-bit elements, seen as {@code int} from 0 to 65535.
 *
 * <pre>{@code
 * U16 samples = U16.of(new int[] {0, 65535}, 2);
 * samples.at(1);      // 65535
 * samples.set(0, -1); // 65535: the low 16 bits are kept
 * }</pre>
 */
public final class U16 extends Tensor<U16> {
  /** The largest element, and the mask that makes storage unsigned. */
  private static final int MAX = 0xffff;

  private final short[] data;

  private U16(Layout layout, short[] data) {
    super(layout);
    this.data = data;
  }

  /**
   * Returns a new tensor in which every element is zero.
   *
   * @throws IllegalArgumentException if a dim is negative or the size does not fit an {@code int}
   */
  public static U16 zeros(int... shape) {
    Layout layout = Layout.rowMajor(ElementType.U16, shape);
    return new U16(layout, new short[layout.size()]);
  }

  /**
   * Returns a tensor over raw storage, in row-major order: {@code (short) -1} is the element 65535.
   * The array is wrapped, not copied: a later change of one is seen in the other.
   *
   * @throws IllegalArgumentException if the number of values is not the size of {@code shape}
   */
  public static U16 of(short[] values, int... shape) {
    return new U16(Layout.filledBy(values.length, ElementType.U16, shape), values);
  }

  /**
   * Returns a new tensor with a copy of the given values, in row-major order.
   *
   * @throws IllegalArgumentException if a value is not in {@code 0 .. 65535}, or if the number of
   *     values is not the size of {@code shape}
   */
  public static U16 of(int[] values, int... shape) {
    short[] data = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] > MAX) {
        throw new IllegalArgumentException(
            "value " + values[i] + " at " + i + " is not in 0 .. " + MAX + ", the range of U16");
      }
      data[i] = (short) values[i];
    }
    return of(data, shape);
  }

  /**
   * Returns the element with this row-major number in this tensor's own shape, whatever its rank.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public int at(int linear) {
    return data[layout.position(linear)] & MAX;
  }

  /** Returns an element of a tensor of rank 2. */
  public int at(int i, int j) {
    return data[layout.position(i, j)] & MAX;
  }

  /** Returns an element of a tensor of rank 3. */
  public int at(int i, int j, int k) {
    return data[layout.position(i, j, k)] & MAX;
  }

  /** Returns an element of a tensor of rank 4. */
  public int at(int i, int j, int k, int l) {
    return data[layout.position(i, j, k, l)] & MAX;
  }

  /** Returns the element with this index, which has one number per axis. */
  public int at(int... index) {
    return data[layout.position(index)] & MAX;
  }

  /**
   * Stores an element by its row-major number in this tensor's own shape, whatever its rank. The
   * low 16 bits of the value are kept.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public void set(int linear, int value) {
    data[layout.position(linear)] = (short) value;
  }

  /** Stores an element of a tensor of rank 2. */
  public void set(int i, int j, int value) {
    data[layout.position(i, j)] = (short) value;
  }

  /** Stores an element of a tensor of rank 3. */
  public void set(int i, int j, int k, int value) {
    data[layout.position(i, j, k)] = (short) value;
  }

  /** Stores an element of a tensor of rank 4. */
  public void set(int i, int j, int k, int l, int value) {
    data[layout.position(i, j, k, l)] = (short) value;
  }

  /** Stores the element with this index, which has one number per axis. */
  public void set(int[] index, int value) {
    data[layout.position(index)] = (short) value;
  }

  /** Returns the elements in row-major order, in a fresh array. */
  public int[] toArray() {
    int[] values = new int[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = at(i);
    }
    return values;
  }

  @Override
  U16 view(Layout layout) {
    return new U16(layout, data);
  }

  @Override
  Object element(int position) {
    return data[position] & MAX;
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
