package dev.demitasse.compiler.tflite;

import dev.demitasse.compiler.weights.Cursor;
import dev.demitasse.compiler.weights.WeightFileException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A table of a FlatBuffer: fields by their position in the schema, each of which may be absent.
 *
 * <p>A table begins with the distance back to its vtable. That has its own length and the table's,
 * 16 bits each, and then for every field its offset in the table, or 0. Strings, vectors and other
 * tables lie behind the field that refers to them, at a distance that it holds.
 *
 * <p>References lead forward only, so there are no cycles. But any number of them may lead to the
 * same place, so a small file can describe a huge tree: {@link Budget}.
 */
final class FlatTable {

  private static final int VTABLE_HEADER = 4;

  private final Cursor start;
  private final Cursor vtable;
  private final int vtableBytes;
  private final int tableBytes;
  private final Budget budget;

  /** How many more bytes may be visited; a byte that two references lead to counts twice. */
  static final class Budget {

    /** Enough for what small files share honestly. */
    private static final int FREE_BYTES = 1 << 16;

    private long left;

    Budget(Cursor file) {
      left = (long) file.remaining() + FREE_BYTES;
    }

    void spend(long bytes, Cursor near) throws WeightFileException {
      left -= bytes;
      if (left < 0) {
        throw near.damaged("the parts of the file refer to far more bytes than the file has");
      }
    }
  }

  /** The table that begins there. */
  FlatTable(Cursor start, Budget budget) throws WeightFileException {
    budget.spend(Integer.BYTES + VTABLE_HEADER, start);
    this.start = start;
    this.budget = budget;
    int distance = (int) start.copy().u32();
    vtable = start.at((long) start.position() - distance, "the vtable of a table");
    Cursor header = vtable.copy();
    vtableBytes = header.u16();
    tableBytes = header.u16();
    if (vtableBytes < VTABLE_HEADER || vtableBytes > vtable.remaining()) {
      throw vtable.damaged("a vtable cannot have %d bytes".formatted(vtableBytes));
    }
    if (tableBytes < Integer.BYTES || tableBytes > start.remaining()) {
      throw start.damaged("a table cannot have %d bytes".formatted(tableBytes));
    }
  }

  /** The table to which the start of a file leads. */
  static FlatTable root(Cursor file) throws WeightFileException {
    return new FlatTable(target(file, "the root table"), new Budget(file));
  }

  /** Follows a reference. */
  private static Cursor target(Cursor reference, String what) throws WeightFileException {
    long distance = reference.copy().u32();
    if (distance == 0) {
      throw reference.damaged(what + " cannot be here, where the reference to it is");
    }
    return reference.at(reference.position() + distance, what);
  }

  /** Returns a cursor at the table, for complaints. */
  Cursor start() {
    return start;
  }

  /** Returns this table, whose complaints name a part of the file from now on. */
  FlatTable about(String part) throws WeightFileException {
    return new FlatTable(start.about(part), budget);
  }

  /** Returns this table, whose complaints name the part that those of another table name. */
  FlatTable aboutSame(FlatTable other) throws WeightFileException {
    return new FlatTable(other.start.at(start.position(), "a table"), budget);
  }

  private Optional<Cursor> field(int field, int bytes) throws WeightFileException {
    int entry = VTABLE_HEADER + Short.BYTES * field;
    if (entry + Short.BYTES > vtableBytes) {
      return Optional.empty();
    }
    int offset = vtable.at((long) vtable.position() + entry, "a field of a vtable").u16();
    if (offset == 0) {
      return Optional.empty();
    }
    if (offset < Integer.BYTES || offset + bytes > tableBytes) {
      throw start.damaged(
          "field %d is said to be at byte %d of a table of %d bytes"
              .formatted(field, offset, tableBytes));
    }
    return Optional.of(start.at((long) start.position() + offset, "a field of a table"));
  }

  /** Returns whether a field of at least one byte is there. */
  boolean has(int field) throws WeightFileException {
    return field(field, 1).isPresent();
  }

  int int8(int field, int otherwise) throws WeightFileException {
    Optional<Cursor> at = field(field, Byte.BYTES);
    return at.isPresent() ? at.get().i8() : otherwise;
  }

  int int32(int field, int otherwise) throws WeightFileException {
    return (int) uint32(field, otherwise);
  }

  long uint32(int field, long otherwise) throws WeightFileException {
    Optional<Cursor> at = field(field, Integer.BYTES);
    return at.isPresent() ? at.get().u32() : otherwise;
  }

  long int64(int field, long otherwise) throws WeightFileException {
    Optional<Cursor> at = field(field, Long.BYTES);
    return at.isPresent() ? at.get().i64() : otherwise;
  }

  /** Returns what a field refers to. */
  Optional<Cursor> reference(int field, String what) throws WeightFileException {
    Optional<Cursor> at = field(field, Integer.BYTES);
    return at.isPresent() ? Optional.of(target(at.get(), what)) : Optional.empty();
  }

  Optional<FlatTable> table(int field, String what) throws WeightFileException {
    Optional<Cursor> at = reference(field, what);
    return at.isPresent() ? Optional.of(new FlatTable(at.get(), budget)) : Optional.empty();
  }

  /** Returns a text, empty if it is absent. */
  String text(int field, String what) throws WeightFileException {
    Optional<Cursor> at = reference(field, what);
    if (at.isEmpty()) {
      return "";
    }
    long length = at.get().u32();
    budget.spend(length, at.get());
    Charset utf8 = StandardCharsets.UTF_8;
    return at.get().text(length, utf8, what);
  }

  /**
   * Returns a vector, empty if it is absent.
   *
   * @param elementBytes of one element: 4 for references
   */
  FlatVector vector(int field, int elementBytes, String what) throws WeightFileException {
    Optional<Cursor> at = reference(field, what);
    if (at.isEmpty()) {
      return new FlatVector(start, 0, elementBytes, budget);
    }
    Cursor elements = at.get();
    long size = elements.u32();
    if (size * elementBytes > elements.remaining()) {
      throw elements.damaged(
          "%s would have %d elements, but %d bytes are left"
              .formatted(what, size, elements.remaining()));
    }
    budget.spend(size * elementBytes, elements);
    return new FlatVector(elements, (int) size, elementBytes, budget);
  }

  /** The table to which an element of a vector refers. */
  static FlatTable at(Cursor reference, Budget budget, String what) throws WeightFileException {
    return new FlatTable(target(reference, what), budget);
  }
}
