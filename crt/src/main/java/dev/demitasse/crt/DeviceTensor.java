package dev.demitasse.crt;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.demitasse.crt.TensorType.Element;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor that is sent to a device or was read from one. It never changes: arrays are copied on
 * the way in and out. Unsigned elements are in Java arrays of the signed type of their width.
 */
public final class DeviceTensor implements Argument {
  private final TensorType type;
  private final byte[] littleEndian;

  private DeviceTensor(TensorType type, byte[] littleEndian) {
    if (littleEndian.length != type.bytes()) {
      throw new IllegalArgumentException(
          type + " has " + type.bytes() + " bytes, not " + littleEndian.length);
    }
    this.type = type;
    this.littleEndian = littleEndian;
  }

  /**
   * Returns a tensor of any element type from the bytes of its elements, little-endian.
   *
   * @throws IllegalArgumentException if they are not as many as the type says; this holds for the
   *     other methods, too
   */
  public static DeviceTensor of(byte[] littleEndian, TensorType type) {
    return new DeviceTensor(type, littleEndian.clone());
  }

  /** Returns an {@code I8} tensor. */
  public static DeviceTensor i8(byte[] values, long... shape) {
    return of(values, TensorType.of(Element.I8, shape));
  }

  /** Returns a {@code U8} tensor. */
  public static DeviceTensor u8(byte[] values, long... shape) {
    return of(values, TensorType.of(Element.U8, shape));
  }

  /** Returns an {@code I16} tensor. */
  public static DeviceTensor i16(short[] values, long... shape) {
    byte[] bytes = new byte[values.length * Short.BYTES];
    buffer(bytes).asShortBuffer().put(values);
    return new DeviceTensor(TensorType.of(Element.I16, shape), bytes);
  }

  /** Returns an {@code I32} tensor. */
  public static DeviceTensor i32(int[] values, long... shape) {
    byte[] bytes = new byte[values.length * Integer.BYTES];
    buffer(bytes).asIntBuffer().put(values);
    return new DeviceTensor(TensorType.of(Element.I32, shape), bytes);
  }

  /** Returns an {@code I64} tensor. */
  public static DeviceTensor i64(long[] values, long... shape) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    buffer(bytes).asLongBuffer().put(values);
    return new DeviceTensor(TensorType.of(Element.I64, shape), bytes);
  }

  /** Returns an {@code F32} tensor. */
  public static DeviceTensor f32(float[] values, long... shape) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    buffer(bytes).asFloatBuffer().put(values);
    return new DeviceTensor(TensorType.of(Element.F32, shape), bytes);
  }

  /** Returns an {@code F64} tensor. */
  public static DeviceTensor f64(double[] values, long... shape) {
    byte[] bytes = new byte[values.length * Double.BYTES];
    buffer(bytes).asDoubleBuffer().put(values);
    return new DeviceTensor(TensorType.of(Element.F64, shape), bytes);
  }

  /** Returns a {@code BOOL} tensor. */
  public static DeviceTensor bool(boolean[] values, long... shape) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return new DeviceTensor(TensorType.of(Element.BOOL, shape), bytes);
  }

  /** Returns the element type and shape. */
  public TensorType type() {
    return type;
  }

  /**
   * Returns the bytes of all elements, little-endian: for {@code I8} and {@code U8}, the elements.
   */
  public byte[] bytes() {
    return littleEndian.clone();
  }

  /**
   * Returns the elements of an {@code I16} or {@code U16} tensor.
   *
   * @throws IllegalStateException if the elements are of another type; this holds for the other
   *     methods, too
   */
  public short[] shorts() {
    short[] values = new short[sizeIf(Element.I16, Element.U16)];
    buffer(littleEndian).asShortBuffer().get(values);
    return values;
  }

  /** Returns the elements of an {@code I32} or {@code U32} tensor. */
  public int[] ints() {
    int[] values = new int[sizeIf(Element.I32, Element.U32)];
    buffer(littleEndian).asIntBuffer().get(values);
    return values;
  }

  /** Returns the elements of an {@code I64} or {@code U64} tensor. */
  public long[] longs() {
    long[] values = new long[sizeIf(Element.I64, Element.U64)];
    buffer(littleEndian).asLongBuffer().get(values);
    return values;
  }

  /** Returns the elements of an {@code F32} tensor. */
  public float[] floats() {
    float[] values = new float[sizeIf(Element.F32)];
    buffer(littleEndian).asFloatBuffer().get(values);
    return values;
  }

  /** Returns the elements of an {@code F64} tensor. */
  public double[] doubles() {
    double[] values = new double[sizeIf(Element.F64)];
    buffer(littleEndian).asDoubleBuffer().get(values);
    return values;
  }

  /** Returns the elements of a {@code BOOL} tensor. */
  public boolean[] booleans() {
    boolean[] values = new boolean[sizeIf(Element.BOOL)];
    for (int i = 0; i < values.length; i++) {
      values[i] = littleEndian[i] != 0;
    }
    return values;
  }

  private int sizeIf(Element... elements) {
    if (!Arrays.asList(elements).contains(type.element())) {
      throw new IllegalStateException("the elements are " + type.element());
    }
    return type.size();
  }

  private static ByteBuffer buffer(byte[] littleEndian) {
    return ByteBuffer.wrap(littleEndian).order(LITTLE_ENDIAN);
  }

  /** The bytes as a device of this order has them. */
  byte[] bytes(ByteOrder order) {
    return order == LITTLE_ENDIAN ? littleEndian : swapped(littleEndian, type);
  }

  static DeviceTensor of(byte[] bytes, TensorType type, ByteOrder order) {
    return new DeviceTensor(type, order == LITTLE_ENDIAN ? bytes : swapped(bytes, type));
  }

  private static byte[] swapped(byte[] bytes, TensorType type) {
    byte[] result = new byte[bytes.length];
    int last = type.element().bytes() - 1;
    for (int i = 0; i < bytes.length; i++) {
      int within = i % (last + 1);
      result[i - within + last - within] = bytes[i];
    }
    return result;
  }

  /** Whether both have the same type and the same bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceTensor that
        && type.equals(that.type)
        && Arrays.equals(littleEndian, that.littleEndian);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(littleEndian);
  }

  /** Returns the type only: elements may be many. */
  @Override
  public String toString() {
    return type.toString();
  }
}
