package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.eval.Value.ArrayValue;
import dev.demitasse.compiler.eval.Value.DeviceArray;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Java's arrays. They are known element by element, until the device chooses an element or changes
 * one: then they live there, as a table of constants, a small local array, or in the workspace.
 */
final class Arrays {

  /** Arrays of at most so many bytes are local to the C function, as the stack is small. */
  private static final int LOCAL_LIMIT = 256;

  private static final int LENGTH_LIMIT = 1 << 20;

  private final Evaluator evaluator;
  private final Decisions decisions;
  private final Residue residue;
  private final Map<ArrayValue, DeviceArray> tables = new HashMap<>();

  Arrays(Evaluator evaluator, Decisions decisions, Residue residue) {
    this.evaluator = evaluator;
    this.decisions = decisions;
    this.residue = residue;
  }

  // ---- New arrays ----

  /** As Java makes it, by the expression {@code site}: zeros, or no objects. */
  Value empty(Object site, String name, Type element, int length, Position p) {
    if (length < 0 || length > LENGTH_LIMIT) {
      throw evaluator.error(Message.ARRAY_LENGTH, p, length, LENGTH_LIMIT);
    }
    Value value =
        element instanceof DataType number ? new Scalar(Expr.zero(number)) : new Value.None();
    return create(site, name, Collections.nCopies(length, value), p);
  }

  /** These elements, made by the expression {@code site}. */
  Value create(Object site, String name, List<? extends Value> elements, Position p) {
    if (decisions.isOnDevice(site) && !elements.isEmpty()) {
      return onDevice(site, name, elements, p);
    }
    Value[] kept =
        elements.stream()
            .map(v -> evaluator.variables().keep("element", v, p))
            .toArray(Value[]::new);
    return ArrayValue.of(kept, site, residue.depth());
  }

  /** A new array with the same elements. */
  Value copy(Object site, String name, Value array, Position p) {
    return create(site, name, elements(array, p), p);
  }

  private DeviceArray onDevice(Object site, String name, List<? extends Value> rows, Position p) {
    List<Integer> shape = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    if (!flatten(rows, 0, shape, values, p) || values.isEmpty()) {
      throw evaluator.error(Message.JAGGED_ARRAY, p, name);
    }
    boolean known = values.stream().allMatch(v -> new Scalar(v).isKnown());
    Buffer buffer = Buffer.of(name, (DataType) values.get(0).type(), shape);
    if (known && !decisions.isChanged(site)) {
      residue.emitFirst(new AllocateConst(buffer, values, p));
    } else if (buffer.bytes() <= LOCAL_LIMIT) {
      residue.emit(new Allocate(buffer, StorageScope.LOCAL, p));
      fill(buffer, values, p);
    } else {
      buffer = evaluator.tensors().zeros(evaluator, name, buffer.element(), shape, p).buffer();
      if (!isZero(values)) {
        fill(buffer, values, p);
      }
    }
    decisions.locate(site, buffer.data());
    return new DeviceArray(buffer, site, known && !decisions.isChanged(site));
  }

  /** Adds the numbers in {@code rows} and the extents of their axes; whether all are alike. */
  private boolean flatten(
      List<? extends Value> rows, int axis, List<Integer> shape, List<Expr> values, Position p) {
    if (axis == shape.size()) {
      shape.add(rows.size());
    }
    boolean alike = rows.size() == shape.get(axis);
    for (Value row : rows) {
      if (row instanceof Scalar(Expr e)) {
        values.add(e);
      } else {
        alike &= flatten(elements(row, p), axis + 1, shape, values, p);
      }
    }
    return alike;
  }

  private static boolean isZero(List<Expr> values) {
    return values.stream().allMatch(v -> v.equals(Expr.zero((DataType) v.type())));
  }

  private void fill(Buffer buffer, List<Expr> values, Position p) {
    if (isZero(values)) {
      residue.emit(Views.fill(buffer, values.get(0), p));
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      Expr value = values.get(i);
      residue.emit(
          Views.linear(buffer, Expr.int32(i), (b, at) -> new BufferStore(b, at, value, p)));
    }
  }

  // ---- Elements ----

  static int length(Value array) {
    return array instanceof ArrayValue known
        ? known.length()
        : ((DeviceArray) array).buffer().shape().get(0);
  }

  /** All elements, in order. */
  List<Value> elements(Value array, Position p) {
    return array instanceof ArrayValue known
        ? known.elements()
        : IntStream.range(0, length(array)).mapToObj(i -> load(array, Expr.int32(i), p)).toList();
  }

  Value load(Value array, Expr index, Position p) {
    requireWithin(array, index, p);
    return switch (array) {
      case ArrayValue known when index instanceof IntImm(DataType t, long i) -> known.get((int) i);
      case ArrayValue known -> load(table(known, index, p), index, p);
      case DeviceArray(Buffer b, Object site, boolean constant) when b.rank() == 1 ->
          new Scalar(new BufferLoad(b, List.of(index), p));
      case DeviceArray(Buffer b, Object site, boolean constant) ->
          new DeviceArray(
              Views.row(b, evaluator.variables().now("row", index, p), p), site, constant);
      default -> throw new IllegalStateException("not an array: " + array);
    };
  }

  void store(Value array, Expr index, Value value, Position p) {
    requireWithin(array, index, p);
    switch (array) {
      case ArrayValue known -> storeKnown(known, index, value, p);
      case DeviceArray(Buffer b, Object site, boolean constant) -> {
        if (constant) {
          requireNoTable(site, p);
          throw decisions.change(site, residue.loopsSince(0));
        }
        decisions.noteLoops(site, residue.loopsSince(0));
        residue.emit(new BufferStore(b, List.of(index), ((Scalar) value).expr(), p));
      }
      default -> throw new IllegalStateException("not an array: " + array);
    }
  }

  private void storeKnown(ArrayValue array, Expr index, Value value, Position p) {
    requireNoTable(array, p);
    boolean here = residue.depth() == array.depth();
    if (here && index instanceof IntImm(DataType t, long i)) {
      array.set((int) i, evaluator.variables().keep("element", value, p));
    } else if (value instanceof Scalar && evaluator.hasDevice()) {
      throw decisions.change(array.site(), residue.loopsSince(array.depth()));
    } else {
      evaluator.demands().requireStatic(array.depth(), p);
      evaluator.demands().demand(index, p, Message.SHAPE_ON_DATA);
    }
  }

  private void requireNoTable(Object array, Position p) {
    if (array instanceof ArrayValue a && a.isReadOnly()) {
      throw evaluator.error(Message.STORE_TO_TABLE, p);
    }
  }

  private void requireWithin(Value array, Expr index, Position p) {
    if (index instanceof IntImm(DataType t, long i) && (i < 0 || i >= length(array))) {
      throw evaluator.error(Message.ARRAY_INDEX, p, i, length(array));
    }
  }

  /** The array on the device, where an index is chosen that is not known here. */
  private DeviceArray table(ArrayValue array, Expr index, Position p) {
    if (!evaluator.hasDevice() || array.length() == 0 || !isOfNumbers(array)) {
      evaluator.demands().demand(index, p, Message.SHAPE_ON_DATA);
    }
    if (!array.isReadOnly()) {
      throw decisions.moveToDevice(array.site(), residue.loopsSince(array.depth()));
    }
    return tables.computeIfAbsent(array, a -> onDevice(a, a.name(), a.elements(), p));
  }

  private static boolean isOfNumbers(ArrayValue array) {
    return array.elements().stream()
        .allMatch(e ->
            e instanceof ArrayValue row
                ? isOfNumbers(row)
                : e instanceof Scalar || e instanceof DeviceArray);
  }
}
