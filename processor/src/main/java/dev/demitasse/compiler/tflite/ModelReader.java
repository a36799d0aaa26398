package dev.demitasse.compiler.tflite;

import dev.demitasse.compiler.weights.Cursor;
import dev.demitasse.compiler.weights.WeightFileException;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole model. */
final class ModelReader {

  private static final int SCHEMA_VERSION = 3;
  private static final long TFL3 = 0x334c4654; // as text, the least significant byte first
  private static final int REFERENCE = Integer.BYTES;

  // Fields of a model.
  private static final int VERSION = 0;
  private static final int OPERATOR_CODES = 1;
  private static final int SUBGRAPHS = 2;
  private static final int DESCRIPTION = 3;
  private static final int BUFFERS = 4;

  // Fields of a subgraph.
  private static final int TENSORS = 0;
  private static final int INPUTS = 1;
  private static final int OUTPUTS = 2;
  private static final int OPERATORS = 3;

  // Fields of an operator code.
  private static final int BYTE_CODE = 0;
  private static final int CUSTOM_CODE = 1;
  private static final int CODE_VERSION = 2;
  private static final int CODE = 3;

  // Fields of an operator.
  private static final int CODE_INDEX = 0;
  private static final int OPERATOR_INPUTS = 1;
  private static final int OPERATOR_OUTPUTS = 2;
  private static final int OPTIONS_TYPE = 3;

  /** An operator's number in the file stands for one of these. */
  private record Code(String name, int version) {}

  private final String fileName;
  private final Cursor file;
  private final Problems problems = new Problems();

  ModelReader(String fileName, byte[] content) {
    this.fileName = fileName;
    this.file = new Cursor(fileName, content);
  }

  TfliteModel read() throws TfliteException {
    FlatTable model = problems.require(this::root);
    List<Code> codes = problems.require(() -> codes(model));
    FlatVector buffers = problems.require(() -> model.vector(BUFFERS, REFERENCE, "the buffers"));
    String description = problems.require(() -> model.text(DESCRIPTION, "the description"));
    FlatTable subgraph = problems.require(() -> subgraph(model));
    List<TfliteTensor> tensors = tensors(subgraph, buffers);
    List<Integer> inputs = problems.require(() -> indices(subgraph, INPUTS));
    List<Integer> outputs = problems.require(() -> indices(subgraph, OUTPUTS));
    Wiring wiring = new Wiring(tensors, problems);
    List<TfliteOperator> operators = operators(subgraph, codes, wiring);
    problems.requireNone();
    wiring.check(operators, inputs, outputs, subgraph.start());
    problems.requireNone();
    return new TfliteModel(fileName, description, tensors, operators, inputs, outputs);
  }

  private FlatTable root() throws WeightFileException {
    Cursor identifier = file.copy();
    identifier.skip(REFERENCE);
    if (identifier.copy().u32() != TFL3) {
      throw identifier.error(
          "the file is no TensorFlow Lite model of schema 3: its identifier is not TFL3",
          "convert the model with the converter of TensorFlow 1.15 or newer, or with LiteRT");
    }
    FlatTable model = FlatTable.root(file);
    long version = model.uint32(VERSION, 0);
    if (version != SCHEMA_VERSION) {
      throw model
          .start()
          .error(
              "schema version " + version + " is not supported",
              "convert the model to a file of schema version " + SCHEMA_VERSION);
    }
    return model;
  }

  private static FlatTable subgraph(FlatTable model) throws WeightFileException {
    FlatVector subgraphs = model.vector(SUBGRAPHS, REFERENCE, "the subgraphs");
    if (subgraphs.size() == 0) {
      throw model
          .start()
          .error("the model has no subgraph", "convert a model that computes something");
    }
    return subgraphs.table(0, "the first subgraph");
  }

  private static List<Code> codes(FlatTable model) throws WeightFileException {
    FlatVector vector = model.vector(OPERATOR_CODES, REFERENCE, "the operator codes");
    List<Code> codes = new ArrayList<>();
    for (int i = 0; i < vector.size(); i++) {
      FlatTable code = vector.table(i, "an operator code").about("operator code " + i);
      String custom = code.text(CUSTOM_CODE, "the name of a custom operator");
      String name = Builtins.name(code.int8(BYTE_CODE, 0), code.int32(CODE, 0), custom);
      codes.add(new Code(name, code.int32(CODE_VERSION, 1)));
    }
    return codes;
  }

  private static List<Integer> indices(FlatTable table, int field) throws WeightFileException {
    return table.vector(field, Integer.BYTES, "a list of tensors").int32s();
  }

  private List<TfliteTensor> tensors(FlatTable subgraph, FlatVector buffers)
      throws TfliteException {
    FlatVector vector = problems.require(() -> subgraph.vector(TENSORS, REFERENCE, "the tensors"));
    TensorReader reader = new TensorReader(file, buffers);
    List<TfliteTensor> tensors = new ArrayList<>();
    for (int i = 0; i < vector.size(); i++) {
      int index = i;
      problems.collect(() -> tensors.add(reader.read(index, vector.table(index, "a tensor"))));
    }
    problems.requireNone();
    return tensors;
  }

  private List<TfliteOperator> operators(FlatTable subgraph, List<Code> codes, Wiring wiring)
      throws TfliteException {
    FlatVector vector =
        problems.require(() -> subgraph.vector(OPERATORS, REFERENCE, "the operators"));
    List<TfliteOperator> operators = new ArrayList<>();
    for (int i = 0; i < vector.size(); i++) {
      int index = i;
      problems.collect(() -> {
        FlatTable operator = vector.table(index, "an operator");
        operators.add(operator(index, operator, codes, wiring));
      });
    }
    return operators;
  }

  private static TfliteOperator operator(
      int index, FlatTable codeless, List<Code> codes, Wiring wiring) throws WeightFileException {
    long number = codeless.uint32(CODE_INDEX, 0);
    if (number >= codes.size()) {
      throw codeless
          .start()
          .damaged(
              "operator %d has code %d, but there are %d codes"
                  .formatted(index, number, codes.size()));
    }
    Code code = codes.get((int) number);
    FlatTable table = codeless.about("operator %d (%s)".formatted(index, code.name()));
    TfliteOperator operator =
        new TfliteOperator(
            index,
            code.name(),
            code.version(),
            indices(table, OPERATOR_INPUTS),
            indices(table, OPERATOR_OUTPUTS),
            Options.read(code.name(), table, OPTIONS_TYPE));
    wiring.add(table.start());
    return operator;
  }
}
