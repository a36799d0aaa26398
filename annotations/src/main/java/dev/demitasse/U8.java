package dev.demitasse;

/**
 * A tensor of unsigned 8-bit elements, seen as {@code int} from 0 to 255.
 *
 * <pre>{@code
 * U8 image = U8.of(new int[] {0, 64, 128, 255}, 2, 2);
 * image.at(1, 1);      // 255
 * image.set(0, 0, -1); // 255: the low 8 bits are kept
 * }</pre>
 */
public final class U8 extends Tensor<U8> {
  /** The largest element, and the mask that makes storage unsigned. */
  private static final int MAX = 0xff;

  private final byte[] data;

  private U8(Layout layout, byte[] data) {
    super(layout);
    this.data = data;
  }

  /**
   * Returns a new tensor in which every element is zero.
   *
   * @throws IllegalArgumentException if a dim is negative or the size does not fit an {@code int}
   */
  public static U8 zeros(int... shape) {
    Layout layout = Layout.rowMajor(ElementType.U8, shape);
    return new U8(layout, new byte[layout.size()]);
  }

  /**
   * Returns a tensor over raw storage, in row-major order: {@code (byte) -1} is the element 255.
   * The array is wrapped, not copied: a later change of one is seen in the other.
   *
   * @throws IllegalArgumentException if the number of values is not the size of {@code shape}
   */
  public static U8 of(byte[] values, int... shape) {
    return new U8(Layout.filledBy(values.length, ElementType.U8, shape), values);
  }

  /**
   * Returns a new tensor with a copy of the given values, in row-major order.
   *
   * @throws IllegalArgumentException if a value is not in {@code 0 .. 255}, or if the number of
   *     values is not the size of {@code shape}
   */
  public static U8 of(int[] values, int... shape) {
    byte[] data = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] > MAX) {
        throw new IllegalArgumentException(
            "value " + values[i] + " at " + i + " is not in 0 .. " + MAX + ", the range of U8");
      }
      data[i] = (byte) values[i];
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
   * low 8 bits of the value are kept.
   *
   * @throws IndexOutOfBoundsException if {@code linear} is not in {@code 0 .. size() - 1}
   */
  public void set(int linear, int value) {
    data[layout.position(linear)] = (byte) value;
  }

  /** Stores an element of a tensor of rank 2. */
  public void set(int i, int j, int value) {
    data[layout.position(i, j)] = (byte) value;
  }

  /** Stores an element of a tensor of rank 3. */
  public void set(int i, int j, int k, int value) {
    data[layout.position(i, j, k)] = (byte) value;
  }

  /** Stores an element of a tensor of rank 4. */
  public void set(int i, int j, int k, int l, int value) {
    data[layout.position(i, j, k, l)] = (byte) value;
  }

  /** Stores the element with this index, which has one number per axis. */
  public void set(int[] index, int value) {
    data[layout.position(index)] = (byte) value;
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
  U8 view(Layout layout) {
    return new U8(layout, data);
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
    data[position] = (byte) bits;
  }
}
