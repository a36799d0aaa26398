package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What an expression of a generic function is at build time. */
public sealed interface Value {

  /**
   * The same value with other tensors in it.
   *
   * @param name of the tensor, if it stands alone; those of a record have the names of the fields
   * @param tensor gives the buffer for a name and a buffer
   */
  default Value mapTensors(String name, BiFunction<String, Buffer, Buffer> tensor) {
    return switch (this) {
      case TensorValue(Buffer b) -> new TensorValue(tensor.apply(name, b));
      case ObjectValue object -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        object.fields().forEach((f, value) -> fields.put(f, value.mapTensors(f, tensor)));
        yield ObjectValue.of(fields);
      }
      default -> this;
    };
  }

  /** No value: what a method returns that returns nothing. */
  record None() implements Value {}

  /** A number: a constant if it is known, else the expression that computes it on the device. */
  record Scalar(Expr expr) implements Value {
    boolean isKnown() {
      return expr instanceof IntImm || expr instanceof FloatImm;
    }

    @Override
    public String toString() {
      return switch (expr) {
        case IntImm(var type, long v) when type.isBool() -> String.valueOf(v != 0);
        case IntImm(DataType type, long v) when type.equals(DataType.UINT16) ->
            String.valueOf((char) v);
        case IntImm(var type, long v) -> String.valueOf(v);
        case FloatImm(var type, double v) ->
            type.bits() == 32 ? String.valueOf((float) v) : String.valueOf(v);
        default -> "(a value known on the device only)";
      };
    }
  }

  /** A tensor: its shape is known, its elements are not. */
  record TensorValue(Buffer buffer) implements Value {
    @Override
    public String toString() {
      return buffer.element() + buffer.shape().toString();
    }
  }

  /** A constant of an enum. */
  record EnumValue(Type.EnumType type, String constant) implements Value {
    @Override
    public String toString() {
      return constant;
    }
  }

  /** A piece of a message. */
  record Text(String text) implements Value {
    @Override
    public String toString() {
      return text;
    }
  }

  /** An object with its fields, in their order. A record keeps its values. */
  final class ObjectValue implements Value {
    private final Map<String, Value> fields;
    private final int depth;

    private ObjectValue(Map<String, Value> fields, int depth) {
      this.fields = new LinkedHashMap<>(fields);
      this.depth = depth;
    }

    /** An object made where {@code depth} conditions and loops surround it on the device. */
    static ObjectValue of(Map<String, Value> fields, int depth) {
      return new ObjectValue(fields, depth);
    }

    /** An object with these fields. */
    public static ObjectValue of(Map<String, Value> fields) {
      return new ObjectValue(fields, 0);
    }

    int depth() {
      return depth;
    }

    /** The fields, in the order in which they came. */
    public Map<String, Value> fields() {
      return Collections.unmodifiableMap(fields);
    }

    public Value get(String field) {
      return fields.get(field);
    }

    public void set(String field, Value value) {
      fields.put(field, value);
    }

    @Override
    public String toString() {
      return fields.entrySet().stream()
          .map(f -> f.getKey() + "=" + f.getValue())
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** A Java array known element by element; its elements change, as those of arrays do. */
  final class ArrayValue implements Value {
    private final Value[] elements;
    private final Object site;
    private final int depth;
    private final String name;

    private ArrayValue(Value[] elements, Object site, int depth, String name) {
      this.elements = elements.clone();
      this.site = name.isEmpty() ? site : this;
      this.depth = depth;
      this.name = name;
    }

    /**
     * An array made by an expression.
     *
     * @param site the expression
     * @param depth how many conditions and loops surround it on the device
     */
    static ArrayValue of(Value[] elements, Object site, int depth) {
      return new ArrayValue(elements, site, depth, "");
    }

    /** An array of constants, not to be stored to. */
    public static ArrayValue ofInts(int... values) {
      return table(
          "table",
          Arrays.stream(values).mapToObj(v -> new Scalar(Expr.int32(v))).toArray(Value[]::new));
    }

    /** An array of this name with these elements, not to be stored to. */
    public static ArrayValue table(String name, Value... elements) {
      return new ArrayValue(elements, null, 0, name);
    }

    /** The same elements, not to be stored to, nor are those of the arrays in it. */
    public ArrayValue frozen(String newName) {
      Value[] inner = new Value[elements.length];
      for (int i = 0; i < inner.length; i++) {
        inner[i] = elements[i] instanceof ArrayValue a ? a.frozen(newName) : elements[i];
      }
      return table(newName, inner);
    }

    /** What made it. */
    Object site() {
      return site;
    }

    int depth() {
      return depth;
    }

    boolean isReadOnly() {
      return !name.isEmpty();
    }

    /** What it is called on the device, if it is not to be stored to. */
    String name() {
      return name;
    }

    public int length() {
      return elements.length;
    }

    public Value get(int index) {
      return elements[index];
    }

    List<Value> elements() {
      return List.of(elements);
    }

    void set(int index, Value value) {
      elements[index] = value;
    }

    /** As {@code Arrays.toString}. */
    @Override
    public String toString() {
      return Arrays.stream(elements)
          .map(Value::toString)
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * A Java array whose elements are known on the device only.
   *
   * @param site what made it
   * @param constant whether it is a table of constants
   */
  record DeviceArray(Buffer buffer, Object site, boolean constant) implements Value {
    @Override
    public String toString() {
      return buffer.element() + buffer.shape().toString();
    }
  }
}
