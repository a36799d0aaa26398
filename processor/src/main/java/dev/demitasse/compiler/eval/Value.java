package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What an expression of a generic function is at build time. */
public sealed interface Value {

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

  /** An object with its fields. */
  record ObjectValue(Map<String, Value> fields) implements Value {
    public ObjectValue {
      fields = Map.copyOf(fields);
    }
  }

  /** A Java array; its elements change, as those of arrays do. */
  final class ArrayValue implements Value {
    private final Value[] elements;
    private final int depth;

    private ArrayValue(Value[] elements, int depth) {
      this.elements = elements;
      this.depth = depth;
    }

    /** An array made where {@code depth} conditions and loops surround it on the device. */
    static ArrayValue of(Value[] elements, int depth) {
      return new ArrayValue(elements.clone(), depth);
    }

    /** An array of constants. */
    public static ArrayValue ofInts(int... values) {
      return new ArrayValue(
          Arrays.stream(values).mapToObj(v -> new Scalar(Expr.int32(v))).toArray(Value[]::new), 0);
    }

    /** An array of these elements. */
    public static ArrayValue of(Value... elements) {
      return new ArrayValue(elements.clone(), 0);
    }

    int depth() {
      return depth;
    }

    public int length() {
      return elements.length;
    }

    public Value get(int index) {
      return elements[index];
    }

    void set(int index, Value value) {
      elements[index] = value;
    }

    ArrayValue copy(int newDepth) {
      return of(elements, newDepth);
    }

    /** As {@code Arrays.toString}. */
    @Override
    public String toString() {
      return Arrays.stream(elements)
          .map(Value::toString)
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }
}
