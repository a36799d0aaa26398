package dev.demitasse.compiler.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes FlatBuffers, right ones and wrong ones: what refers to something comes before it. */
public final class FlatWriter {

  /** What a field or an element may be. */
  public sealed interface Value {}

  /** A number of some bytes, which lies in the field itself. */
  public record Scalar(int bytes, long bits) implements Value {}

  /** A table, whose fields can be changed until it is written. */
  public record Table(SortedMap<Integer, Value> fields) implements Value {
    /** One without fields. */
    public Table() {
      this(new TreeMap<>());
    }

    /** The same table, with a field. */
    public Table with(int field, Value value) {
      fields.put(field, value);
      return this;
    }
  }

  /** A vector of numbers, or of references to others. */
  public record Vector(List<? extends Value> elements) implements Value {}

  /** A vector of bytes, or text. */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record Bytes(byte... content) implements Value {}

  /** A number of one byte. */
  public static Scalar int8(int value) {
    return new Scalar(1, value);
  }

  /** A number of four bytes. */
  public static Scalar int32(int value) {
    return new Scalar(4, value);
  }

  static Scalar int64(long value) {
    return new Scalar(8, value);
  }

  /** A float. */
  public static Scalar float32(float value) {
    return int32(Float.floatToIntBits(value));
  }

  static Value text(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A vector of numbers of four bytes. */
  public static Value int32s(int... values) {
    return new Vector(Arrays.stream(values).mapToObj(FlatWriter::int32).toList());
  }

  static Value int64s(long... values) {
    return new Vector(Arrays.stream(values).mapToObj(FlatWriter::int64).toList());
  }

  /** A vector of floats. */
  public static Value floats(float... values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return int32s(bits);
  }

  /** The most bytes of a file, unless more are asked for. */
  static final int USUAL = 1 << 20;

  private final ByteBuffer out;
  private final IdentityHashMap<Value, Integer> written = new IdentityHashMap<>();
  private final Deque<Reference> open = new ArrayDeque<>();

  /** Something at a place refers to this. */
  private record Reference(int at, Value target) {}

  private FlatWriter(int most) {
    out = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A file with this root, of so many bytes at most. */
  static byte[] file(String identifier, Table root, int most) {
    FlatWriter writer = new FlatWriter(most);
    writer.out.putInt(0).put(identifier.getBytes(StandardCharsets.UTF_8));
    writer.open.add(new Reference(0, root));
    while (!writer.open.isEmpty()) {
      Reference reference = writer.open.remove();
      writer.out.putInt(reference.at(), writer.write(reference.target()) - reference.at());
    }
    return Arrays.copyOf(writer.out.array(), writer.out.position());
  }

  /** Returns where something is. What two refer to is there once. */
  private int write(Value value) {
    Integer before = written.get(value);
    if (before != null) {
      return before;
    }
    out.position((out.position() + 7) & ~7);
    return switch (value) {
      case Scalar n -> throw new IllegalArgumentException("a number is no object");
      case Table t -> table(t);
      case Vector v -> vector(v);
      case Bytes b -> {
        int at = begin(value);
        out.putInt(b.content().length).put(b.content()).put((byte) 0);
        yield at;
      }
    };
  }

  private int begin(Value value) {
    written.put(value, out.position());
    return out.position();
  }

  private static int bytes(Value value) {
    return value instanceof Scalar n ? n.bytes() : Integer.BYTES;
  }

  private int table(Table table) {
    int fields = table.fields().isEmpty() ? 0 : table.fields().lastKey() + 1;
    int vtable = out.position();
    out.position(vtable + 4 + 2 * fields);
    int at = begin(table);
    out.putInt(at - vtable);
    table
        .fields()
        .forEach((field, value) -> {
          out.putShort(vtable + 4 + 2 * field, (short) (out.position() - at));
          out.position(out.position() + bytes(value));
        });
    out.putShort(vtable, (short) (4 + 2 * fields));
    out.putShort(vtable + 2, (short) (out.position() - at));
    table.fields().forEach((field, value) -> put(at + out.getShort(vtable + 4 + 2 * field), value));
    return at;
  }

  private int vector(Vector vector) {
    int at = begin(vector);
    out.putInt(vector.elements().size());
    vector.elements().forEach(v -> out.position(out.position() + bytes(v)));
    int next = at + Integer.BYTES;
    for (Value element : vector.elements()) {
      put(next, element);
      next += bytes(element);
    }
    return at;
  }

  private void put(int at, Value value) {
    if (value instanceof Scalar n) {
      for (int i = 0; i < n.bytes(); i++) {
        out.put(at + i, (byte) (n.bits() >> (8 * i)));
      }
    } else {
      open.add(new Reference(at, value)); // so that what two refer to comes behind both
    }
  }
}
