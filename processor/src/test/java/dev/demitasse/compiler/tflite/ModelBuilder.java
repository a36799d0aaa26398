package dev.demitasse.compiler.tflite;

import static dev.demitasse.compiler.tflite.FlatWriter.floats;
import static dev.demitasse.compiler.tflite.FlatWriter.int32;
import static dev.demitasse.compiler.tflite.FlatWriter.int32s;
import static dev.demitasse.compiler.tflite.FlatWriter.int64s;
import static dev.demitasse.compiler.tflite.FlatWriter.int8;
import static dev.demitasse.compiler.tflite.FlatWriter.text;

import dev.demitasse.compiler.tflite.FlatWriter.Bytes;
import dev.demitasse.compiler.tflite.FlatWriter.Table;
import dev.demitasse.compiler.tflite.FlatWriter.Value;
import dev.demitasse.compiler.tflite.FlatWriter.Vector;
import java.util.ArrayList;
import java.util.List;

/** Makes models. Everything can be changed until it is written, to what no converter writes. */
public final class ModelBuilder {

  static final int ADD = 0;
  static final int FULLY_CONNECTED = 9;

  final Table model = new Table();
  final Table subgraph = new Table();
  final List<Value> codes = new ArrayList<>();
  final List<Value> subgraphs = new ArrayList<>(List.of(subgraph));
  final List<Value> buffers = new ArrayList<>(List.of(new Table()));
  final List<Value> tensors = new ArrayList<>();
  final List<Value> operators = new ArrayList<>();

  /** A model of nothing. */
  public ModelBuilder() {
    model
        .with(0, int32(3))
        .with(1, new Vector(codes))
        .with(2, new Vector(subgraphs))
        .with(3, text("built"))
        .with(4, new Vector(buffers));
    subgraph
        .with(0, new Vector(tensors))
        .with(1, int32s())
        .with(2, int32s())
        .with(3, new Vector(operators));
  }

  /** {@code y = w * x + b}, with x [1, 2] (0), w [3, 2] (1), b [3] (2) and y [1, 3] (3). */
  static ModelBuilder dense() {
    ModelBuilder b = new ModelBuilder();
    b.tensor("x", TfliteType.FLOAT32, 1, 2);
    b.constant("w", TfliteType.FLOAT32, new byte[24], 3, 2);
    b.constant("b", TfliteType.FLOAT32, new byte[12], 3);
    b.tensor("y", TfliteType.FLOAT32, 1, 3);
    b.operator(FULLY_CONNECTED, int32s(0, 1, 2), int32s(3));
    return b.inputs(0).outputs(3);
  }

  /**
   * A model of nothing but constants: {@code dense/kernel} F32[1], {@code quantised} I8[2] with one
   * scale, and {@code shape} I32[1].
   */
  public static byte[] constants() {
    ModelBuilder b = new ModelBuilder();
    b.constant("dense/kernel", TfliteType.FLOAT32, new byte[] {0, 0, (byte) 0xc0, 0x3f}, 1);
    b.constant("quantised", TfliteType.INT8, new byte[] {1, 2}, 2)
        .with(4, new Table().with(2, floats(0.5f)));
    b.constant("shape", TfliteType.INT32, new byte[4], 1);
    return b.build();
  }

  /** Says what the caller brings. */
  public ModelBuilder inputs(int... tensors) {
    subgraph.with(1, int32s(tensors));
    return this;
  }

  /** Says what the caller gets. */
  public ModelBuilder outputs(int... tensors) {
    subgraph.with(2, int32s(tensors));
    return this;
  }

  /** Adds a tensor, of the next index. */
  public Table tensor(String name, TfliteType type, int... shape) {
    Table tensor =
        new Table()
            .with(0, int32s(shape))
            .with(1, int8(List.of(TfliteType.values()).indexOf(type)))
            .with(3, text(name))
            .with(8, int8(1));
    tensors.add(tensor);
    return tensor;
  }

  /** Adds a tensor with data. */
  public Table constant(String name, TfliteType type, byte[] data, int... shape) {
    buffers.add(new Table().with(0, new Bytes(data)));
    return tensor(name, type, shape).with(2, int32(buffers.size() - 1));
  }

  /** Adds an operator, with a code of its own. */
  Table operator(int code, Value inputs, Value outputs) {
    codes.add(new Table().with(0, int8(Math.min(code, 127))).with(3, int32(code)));
    Table operator = new Table().with(0, int32(codes.size() - 1)).with(1, inputs).with(2, outputs);
    operators.add(operator);
    return operator;
  }

  /** Adds an operator by its name in the schema. */
  public Table operator(String code, int[] inputs, int... outputs) {
    return operator(Builtins.NAMES.indexOf(code), int32s(inputs), int32s(outputs));
  }

  /** The index that the next tensor gets. */
  public int next() {
    return tensors.size();
  }

  /** Gives an operator options, of a type and with fields as in {@link Options}. */
  public static Table withOptions(Table operator, int type, Value... fields) {
    Table options = new Table();
    for (int i = 0; i < fields.length; i++) {
      options.with(i, fields[i]);
    }
    return operator.with(3, int8(type)).with(4, options);
  }

  /** Gives a tensor one scale and zero point. */
  public static Table quantized(Table tensor, float scale, int zeroPoint) {
    return tensor.with(4, new Table().with(2, floats(scale)).with(3, int64s(zeroPoint)));
  }

  /** Gives a tensor a scale for each index of an axis. */
  public static Table quantized(Table tensor, int axis, float... scales) {
    return tensor.with(4, new Table().with(2, floats(scales)).with(6, int32(axis)));
  }

  Table tensorTable(int index) {
    return (Table) tensors.get(index);
  }

  /** The file. */
  public byte[] build() {
    return build(FlatWriter.USUAL);
  }

  /** The file, of so many bytes at most. */
  public byte[] build(int most) {
    return FlatWriter.file("TFL3", model, most);
  }

  TfliteModel parse() throws TfliteException {
    return TfliteModel.parse("m.tflite", build());
  }
}
