package dev.demitasse.benchmarks;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.List;

/** A model in ONNX, written node by node. The field numbers are those of {@code onnx.proto}. */
final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 14;

  private final UnknownFieldSet.Builder graph = UnknownFieldSet.newBuilder();

  /** Types of elements. */
  enum Type {
    FLOAT(1),
    UINT8(2),
    INT8(3),
    INT32(6),
    INT64(7);

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  /** A call of an operator. */
  static final class Node {
    private final UnknownFieldSet.Builder node = UnknownFieldSet.newBuilder();
    private final String output;

    Node(String operator, List<String> inputs, String output) {
      inputs.forEach(input -> put(node, 1, input));
      this.output = output;
      put(node, 2, output);
      put(node, 4, operator);
    }

    /** Sets an attribute that is a whole number. */
    Node with(String name, long value) {
      UnknownFieldSet.Builder attribute = attribute(name, 2);
      put(attribute, 3, value);
      return with(attribute);
    }

    /** Sets an attribute that is a string. */
    Node with(String name, String value) {
      UnknownFieldSet.Builder attribute = attribute(name, 3);
      put(attribute, 4, value);
      return with(attribute);
    }

    /** Sets an attribute that is a list of whole numbers. */
    Node with(String name, List<Integer> values) {
      UnknownFieldSet.Builder attribute = attribute(name, 7);
      values.forEach(value -> put(attribute, 8, value));
      return with(attribute);
    }

    private static UnknownFieldSet.Builder attribute(String name, int type) {
      UnknownFieldSet.Builder attribute = UnknownFieldSet.newBuilder();
      put(attribute, 1, name);
      put(attribute, 20, type);
      return attribute;
    }

    private Node with(UnknownFieldSet.Builder attribute) {
      put(node, 5, attribute);
      return this;
    }
  }

  OnnxGraph() {
    put(graph, 2, "graph");
  }

  /** Adds a node behind those that make its inputs, and returns the name of what it makes. */
  String add(Node node) {
    put(graph, 1, node.node);
    return node.output;
  }

  /**
   * Adds a constant.
   *
   * @param elements as bytes, the least significant of an element first
   */
  void constant(String name, Type type, List<Integer> shape, byte[] elements) {
    UnknownFieldSet.Builder tensor = UnknownFieldSet.newBuilder();
    shape.forEach(extent -> put(tensor, 1, extent));
    put(tensor, 2, type.number);
    put(tensor, 8, name);
    tensor.mergeLengthDelimitedField(9, ByteString.copyFrom(elements));
    put(graph, 5, tensor);
  }

  void input(String name, Type type, List<Integer> shape) {
    put(graph, 11, value(name, type, shape));
  }

  void output(String name, Type type, List<Integer> shape) {
    put(graph, 12, value(name, type, shape));
  }

  private static UnknownFieldSet.Builder value(String name, Type type, List<Integer> shape) {
    UnknownFieldSet.Builder extents = UnknownFieldSet.newBuilder();
    for (int extent : shape) {
      UnknownFieldSet.Builder dimension = UnknownFieldSet.newBuilder();
      put(dimension, 1, extent);
      put(extents, 1, dimension);
    }
    UnknownFieldSet.Builder tensorType = UnknownFieldSet.newBuilder();
    put(tensorType, 1, type.number);
    put(tensorType, 2, extents);
    UnknownFieldSet.Builder typeOf = UnknownFieldSet.newBuilder();
    put(typeOf, 1, tensorType);
    UnknownFieldSet.Builder value = UnknownFieldSet.newBuilder();
    put(value, 1, name);
    put(value, 2, typeOf);
    return value;
  }

  /** Returns the model as a file has it. */
  byte[] toByteArray() {
    UnknownFieldSet.Builder opset = UnknownFieldSet.newBuilder();
    put(opset, 1, "");
    put(opset, 2, OPSET);
    UnknownFieldSet.Builder model = UnknownFieldSet.newBuilder();
    put(model, 1, IR_VERSION);
    put(model, 7, graph);
    put(model, 8, opset);
    return model.build().toByteArray();
  }

  private static void put(UnknownFieldSet.Builder message, int field, long value) {
    message.mergeField(field, Field.newBuilder().addVarint(value).build());
  }

  private static void put(UnknownFieldSet.Builder message, int field, String value) {
    message.mergeLengthDelimitedField(field, ByteString.copyFromUtf8(value));
  }

  private static void put(
      UnknownFieldSet.Builder message, int field, UnknownFieldSet.Builder value) {
    message.mergeLengthDelimitedField(field, value.build().toByteString());
  }
}
