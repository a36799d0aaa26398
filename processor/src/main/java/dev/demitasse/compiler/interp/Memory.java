package dev.demitasse.compiler.interp;

import dev.demitasse.compiler.ir.Arithmetic;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Elements of one type, as the bytes that they have on a little-endian device. Numbers are those of
 * {@link Arithmetic}; a NaN is stored as one pattern.
 */
public final class Memory {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A pattern that gives neither 0 nor NaN, so that reading what was never written shows. */
  private static final byte UNDEFINED = (byte) 0xA5;

  private final DataType type;
  private final byte[] bytes;

  private Memory(DataType type, byte[] bytes) {
    if (type.lanes() != 1) {
      throw new IllegalArgumentException("memory of vectors: " + type);
    }
    this.type = type;
    this.bytes = bytes;
  }

  /** Zeros. */
  public static Memory zeros(DataType type, int size) {
    return new Memory(type, new byte[Math.multiplyExact(size, type.bytes())]);
  }

  /** What nobody has written to yet. */
  public static Memory undefined(DataType type, int size) {
    Memory memory = zeros(type, size);
    Arrays.fill(memory.bytes, UNDEFINED);
    return memory;
  }

  /** Elements in these bytes, which are not copied. */
  public static Memory over(DataType type, byte[] bytes) {
    return new Memory(type, bytes);
  }

  /** These constants. */
  public static Memory of(DataType type, List<? extends Expr> constants) {
    Memory memory = zeros(type, constants.size());
    for (int i = 0; i < constants.size(); i++) {
      switch (constants.get(i)) {
        case IntImm(DataType t, long v) -> memory.set(i, v);
        case FloatImm(DataType t, double v) -> memory.set(i, v);
        case Expr e -> throw new IllegalArgumentException("no constant: " + e);
      }
    }
    return memory;
  }

  /** The type of the elements. */
  public DataType type() {
    return type;
  }

  /** The number of elements. */
  public int size() {
    return bytes.length / type.bytes();
  }

  /** The bytes themselves, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** All elements as constants. */
  public List<Expr> constants() {
    return IntStream.range(0, size()).mapToObj(this::constant).toList();
  }

  /** An element as a constant. */
  public Expr constant(int index) {
    return type.isFloat()
        ? new FloatImm(type, real(index))
        : new IntImm(type, type.wrap(bits(index)));
  }

  /** An element of an integer type or of {@code bool}. */
  public long integer(int index) {
    return type.wrap(bits(index));
  }

  /** An element of a float type. */
  public double real(int index) {
    return Arithmetic.floatOfBits(type, bits(index));
  }

  public void set(int index, long value) {
    setBits(index, value);
  }

  public void set(int index, double value) {
    setBits(index, Arithmetic.bitsOfFloat(type, value));
  }

  private long bits(int index) {
    return switch (type.bits()) {
      case 8 -> bytes[index];
      case 16 -> (short) SHORTS.get(bytes, index * 2);
      case 32 -> (int) INTS.get(bytes, index * 4);
      default -> (long) LONGS.get(bytes, index * 8);
    };
  }

  private void setBits(int index, long value) {
    switch (type.bits()) {
      case 8 -> bytes[index] = (byte) value;
      case 16 -> SHORTS.set(bytes, index * 2, (short) value);
      case 32 -> INTS.set(bytes, index * 4, (int) value);
      default -> LONGS.set(bytes, index * 8, value);
    }
  }

  /** The same elements in other bytes. */
  public Memory copy() {
    return new Memory(type, bytes.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Memory m && type.equals(m.type) && Arrays.equals(bytes, m.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type + constants().toString();
  }
}
