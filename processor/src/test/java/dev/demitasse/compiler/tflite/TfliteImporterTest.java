package dev.demitasse.compiler.tflite;

import static dev.demitasse.compiler.tflite.FlatWriter.float32;
import static dev.demitasse.compiler.tflite.FlatWriter.int32;
import static dev.demitasse.compiler.tflite.FlatWriter.int32s;
import static dev.demitasse.compiler.tflite.FlatWriter.int64s;
import static dev.demitasse.compiler.tflite.FlatWriter.int8;
import static dev.demitasse.compiler.tflite.FlatWriter.text;
import static dev.demitasse.compiler.tflite.ModelBuilder.quantized;
import static dev.demitasse.compiler.tflite.ModelBuilder.withOptions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.model.ModelGraph;
import dev.demitasse.compiler.tflite.FlatWriter.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about models that are right, but not supported. */
class TfliteImporterTest {
  private static final String ANOTHER_WAY =
      "convert the model in another way; see docs/guide/models.md for what is supported";
  private static final String NO_OPERATOR =
      "Demitasse has no operator for it\n  fix:    leave it out of the model, or add it as"
          + " docs/guide/add-an-operator.md shows";

  private final ModelBuilder model = new ModelBuilder();

  private int floats(String name, int... shape) {
    model.tensor(name, TfliteType.FLOAT32, shape);
    return model.next() - 1;
  }

  private int bytes(String name, int... shape) {
    quantized(model.tensor(name, TfliteType.INT8, shape), 0.5f, 1);
    return model.next() - 1;
  }

  private Table table(int tensor) {
    return model.tensorTable(tensor);
  }

  private int constant(String name, TfliteType type, int bytes, int... shape) {
    int size = bytes;
    for (int dim : shape) {
      size *= dim;
    }
    model.constant(name, type, new byte[size], shape);
    return model.next() - 1;
  }

  private static FlatWriter.Bytes bytes(int... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(data::putInt);
    return new FlatWriter.Bytes(data.array());
  }

  private Table operator(String code, int y, int... inputs) {
    model.outputs(y);
    return model.operator(code, inputs, y);
  }

  private List<String> mistakes() throws TfliteException {
    List<Diagnostic> mistakes = new ArrayList<>();
    Optional<ModelGraph> graph = TfliteImporter.graph(model.parse(), Position.NONE, mistakes);
    assertEquals(mistakes.isEmpty(), graph.isPresent());
    return mistakes.stream().map(d -> d.text(Position.NONE)).toList();
  }

  private void assertAccepted() throws TfliteException {
    assertEquals(List.of(), mistakes());
  }

  private void assertRefused(String operator, String made, String reason) throws TfliteException {
    assertMistakes(refusal(operator, made, reason + "\n  fix:    " + ANOTHER_WAY));
  }

  private void assertMistakes(String... texts) throws TfliteException {
    assertEquals(List.of(texts), mistakes());
  }

  private static String refusal(String operator, String made, String reasonAndFix) {
    String number = operator.replaceFirst(" .*", "");
    String code = operator.replaceFirst(".* ", "");
    return "[model-operator] operator %s of 'm.tflite', %s, is not supported: it makes %s\n"
            .formatted(number, code, made)
        + "  reason: "
        + reasonAndFix;
  }

  private static String tensor(String which, String reason) {
    return "[model-tensor] tensor %s of 'm.tflite' is not supported\n  reason: %s\n  fix:    %s"
        .formatted(
            which,
            reason,
            "convert the model with fixed shapes, in float32 or wholly quantised to int8");
  }

  // ---- Operators ----

  @Test
  void operatorsThatAreMissingAreSaidAllAtOnce() throws TfliteException {
    int x = floats("x", 1, 4);
    int a = floats("a", 1, 4);
    int b = floats("b", 1, 4);
    int c = floats("c", 1, 4);
    int d = floats("d", 1, 4);
    model.inputs(x);
    operator("SIN", a, x);
    operator("RELU", b, a);
    operator("ELU", c, b);
    operator("CUSTOM", d, c);
    ((Table) model.codes.getLast()).with(1, text("mine"));
    assertMistakes(
        refusal("0 SIN", "'a' float32[1, 4]", NO_OPERATOR),
        refusal("2 ELU", "'c' float32[1, 4]", NO_OPERATOR),
        refusal("3 CUSTOM(mine)", "'d' float32[1, 4]", NO_OPERATOR));
  }

  @Test
  void operatorsThatMakeNothing() throws TfliteException {
    int x = floats("x", 4);
    int y = floats("y", 4);
    model.inputs(x);
    model.operator("CALL_ONCE", new int[] {});
    operator("RELU", y, x);
    model.operator("RELU", new int[] {x});
    assertMistakes(
        refusal("0 CALL_ONCE", "nothing", NO_OPERATOR),
        refusal("2 RELU", "nothing", "it has 0 outputs, not one\n  fix:    " + ANOTHER_WAY));
  }

  @Test
  void inputsThatAreLeftOut() throws TfliteException {
    int x = floats("x", 4);
    int y = floats("y", 4);
    model.inputs(x);
    operator("ADD", y, x);
    assertRefused("0 ADD", "'y' float32[4]", "input 1 is left out");
  }

  // ---- Tensors ----

  @Test
  void typesThatAreNotSupportedAreSaidOnce() throws TfliteException {
    model.tensor("x", TfliteType.UINT8, 4);
    int y = floats("y", 4);
    int z = floats("z", 4);
    model.inputs(0);
    operator("DEQUANTIZE", y, 0);
    operator("ADD", z, 0, y);
    assertMistakes(tensor("'x' uint8[4]", "the type is not supported"));
  }

  @ParameterizedTest
  @CsvSource({"INT32, int32", "FLOAT16, float16"})
  void typesForConstantsOnly(TfliteType type, String name) throws TfliteException {
    model.tensor("x", type, 4);
    int y = floats("y", 4);
    model.inputs(0);
    operator("DEQUANTIZE", y, 0);
    assertMistakes(tensor("'x' " + name + "[4]", "the type is supported for constants only"));
  }

  @Test
  void shapesThatAreKnownLater() throws TfliteException {
    int x = floats("x", 1, 4);
    int y = floats("y", 1, 4);
    table(x).with(7, int32s(-1, -1));
    model.inputs(x);
    operator("RELU", y, x);
    assertMistakes(tensor("'x' float32[1, 4]", "its shape is known only when the model runs"));
  }

  @Test
  void batchesOfOne() throws TfliteException {
    int x = floats("x", 1, 4);
    int y = floats("y", 1, 4);
    table(x).with(7, int32s(-1, 4));
    model.inputs(x);
    operator("RELU", y, x);
    assertAccepted();
  }

  @Test
  void variables() throws TfliteException {
    int x = floats("x", 4);
    int v = floats("v", 4);
    int y = floats("y", 4);
    table(v).with(5, int8(1));
    model.inputs(x);
    operator("ADD", y, x, v);
    assertMistakes(tensor("'v' float32[4]", "it lives from one run to the next"));
  }

  @Test
  void modelsWithoutInputsOrOutputs() throws TfliteException {
    assertMistakes(
        "[model-file] the model cannot be read\n  reason: 'm.tflite' has no input\n"
            + "  fix:    convert the model with inputs and outputs",
        "[model-file] the model cannot be read\n  reason: 'm.tflite' has no output\n"
            + "  fix:    convert the model with inputs and outputs");
  }

  @Test
  void outputsThatDoNotDependOnInputs() throws TfliteException {
    int x = floats("x", 4);
    int c = constant("c", TfliteType.FLOAT32, 4, 4);
    model.tensor("shape", TfliteType.INT32, 1);
    model.inputs(x);
    operator("SHAPE", c + 1, x);
    model.outputs(x, c, c + 1);
    assertMistakes(
        tensor("'c' float32[4]", "it is an output, but does not depend on the inputs"),
        tensor("'shape' int32[1]", "it is an output, but does not depend on the inputs"));
  }

  @Test
  void shapesAreNoData() throws TfliteException {
    int x = bytes("x", 1, 2);
    int w = constant("w", TfliteType.INT8, 1, 3, 2);
    quantized(table(w), 1f, 0);
    int b = constant("b", TfliteType.INT32, 4, 3);
    model.tensor("sum", TfliteType.INT32, 3);
    int y = bytes("y", 1, 3);
    model.inputs(x);
    operator("ADD", b + 1, b, b);
    operator("FULLY_CONNECTED", y, x, w, b + 1);
    assertRefused(
        "1 FULLY_CONNECTED", "'y' int8[1, 3]", "input 2 is computed from shapes, not from data");
  }

  // ---- Integers ----

  @Test
  void integersWithoutScale() throws TfliteException {
    model.tensor("x", TfliteType.INT8, 4);
    int y = bytes("y", 4);
    model.inputs(0);
    operator("RELU", y, 0);
    assertMistakes(
        refusal(
            "0 RELU",
            "'y' int8[4]",
            "'x' is I8 without a scale and zero point\n"
                + "  fix:    quantise the whole model to int8"));
  }

  @Test
  void typesThatAreMixed() throws TfliteException {
    int x = floats("x", 4);
    int y = bytes("y", 4);
    int z = bytes("z", 4);
    model.inputs(x, y);
    operator("RELU", z, x);
    assertRefused(
        "0 RELU", "'z' int8[4]", "it makes I8 of F32; both must be float32, or both int8");
    operator("ADD", bytes("a", 4), y, x);
    operator("QUANTIZE", floats("b", 4), y);
    operator("CONCATENATION", floats("c", 4), x, y);
    operator("RESHAPE", floats("d", 4), y);
    operator("LOGISTIC", bytes("e", 4), y);
    List<String> mistakes = mistakes();
    List<String> reasons =
        mistakes.stream().map(m -> m.replaceAll("(?s).*reason: (.*)\n.*", "$1")).toList();
    assertEquals(
        List.of(
            "it makes I8 of F32; both must be float32, or both int8",
            "it combines I8 and F32",
            "it makes F32",
            "its inputs have different types",
            "its input and output have different types",
            "it computes with int8"),
        reasons);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RESHAPE", "MAX_POOL_2D", "PAD", "TRANSPOSE", "CONCATENATION", "SQUEEZE"})
  void scalesThatMustBeEqual(String code) throws TfliteException {
    int x = bytes("x", 1, 1, 1, 1);
    int ints = constant("ints", TfliteType.INT32, 4, code.equals("PAD") ? 8 : 4);
    int y = bytes("y", 1, 1, 1, 1);
    quantized(table(y), 0.25f, 1);
    model.inputs(x);
    if (code.equals("PAD") || code.equals("TRANSPOSE")) {
      operator(code, y, x, ints);
    } else {
      operator(code, y, x);
    }
    assertRefused(
        "0 " + code,
        "'y' int8[1, 1, 1, 1]",
        "its input and output have different scales or zero points");
  }

  @ParameterizedTest
  @CsvSource({"0.00390625, -128, true", "0.00390625, 0, false", "0.0039, -128, false"})
  void softmaxHasOneOutput(float scale, int zeroPoint, boolean accepted) throws TfliteException {
    int x = bytes("x", 1, 4);
    int y = bytes("y", 1, 4);
    quantized(table(y), scale, zeroPoint);
    model.inputs(x);
    withOptions(operator("SOFTMAX", y, x), 9, float32(1f));
    if (accepted) {
      assertAccepted();
    } else {
      assertRefused(
          "0 SOFTMAX", "'y' int8[1, 4]", "its output is not of scale 1/256 and zero point -128");
    }
  }

  // ---- Weights ----

  private int weights;

  /** A dense layer or a convolution in 8 bits. */
  private Table weighted(String code) {
    boolean dense = code.equals("FULLY_CONNECTED");
    int x = dense ? bytes("x", 1, 2) : bytes("x", 1, 2, 2, 2);
    weights =
        dense
            ? constant("w", TfliteType.INT8, 1, 2, 2)
            : constant("w", TfliteType.INT8, 1, code.startsWith("D") ? 1 : 2, 1, 1, 2);
    quantized(table(weights), 0.5f, 0);
    int y = dense ? bytes("y", 1, 2) : bytes("y", 1, 2, 2, 2);
    model.inputs(x);
    return operator(code, y, x, weights);
  }

  private static String made(String code) {
    return code.equals("FULLY_CONNECTED") ? "'y' int8[1, 2]" : "'y' int8[1, 2, 2, 2]";
  }

  @ParameterizedTest
  @ValueSource(strings = {"FULLY_CONNECTED", "CONV_2D", "DEPTHWISE_CONV_2D"})
  void weightsAreConstantsWithoutZeroPoint(String code) throws TfliteException {
    weighted(code);
    assertAccepted();
    quantized(table(weights), 0.5f, 3);
    assertRefused("0 " + code, made(code), "the zero point of its weights is not 0");
    int axis = code.startsWith("D") ? 3 : 0;
    Table several = quantized(table(weights), axis, 1f, 2f);
    assertAccepted();
    ((Table) several.fields().get(4)).with(3, int64s(0, 1));
    assertRefused("0 " + code, made(code), "the zero point of its weights is not 0");
    table(weights).fields().remove(4);
    assertMistakes(
        refusal(
            "0 " + code,
            made(code),
            "'w' is I8 without a scale and zero point\n"
                + "  fix:    quantise the whole model to int8"));
    quantized(table(weights), 0.5f, 0).fields().remove(2);
    model.inputs(0, weights);
    assertRefused("0 " + code, made(code), "its weights are no constants of int8");
  }

  @ParameterizedTest
  @CsvSource({"FULLY_CONNECTED, 1, 0", "CONV_2D, 3, 0", "DEPTHWISE_CONV_2D, 3, 3"})
  void scalesAreThoseOfTheResults(String code, int axis, int wanted) throws TfliteException {
    weighted(code);
    quantized(table(weights), axis, 1f, 2f);
    if (axis == wanted) {
      assertAccepted();
    } else {
      assertRefused(
          "0 " + code,
          made(code),
          "its weights have scales along axis " + axis + ", not " + wanted);
    }
  }

  @Test
  void scalesHaveTheirName() throws TfliteException {
    weighted("FULLY_CONNECTED");
    constant("w/scales", TfliteType.FLOAT32, 4, 2);
    assertRefused(
        "0 FULLY_CONNECTED", "'y' int8[1, 2]", "the name of its scales, 'w/scales', is taken");
  }

  @Test
  void biasOfAnotherType() throws TfliteException {
    Table dense = weighted("FULLY_CONNECTED");
    dense.with(1, int32s(0, 1, constant("b", TfliteType.FLOAT32, 4, 2)));
    assertRefused("0 FULLY_CONNECTED", "'y' int8[1, 2]", "its bias is F32, not I32");
  }

  @Test
  void shuffledWeights() throws TfliteException {
    withOptions(weighted("FULLY_CONNECTED"), 8, int8(0), int8(1));
    assertRefused("0 FULLY_CONNECTED", "'y' int8[1, 2]", "its weights are shuffled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONV_2D", "DEPTHWISE_CONV_2D"})
  void convolutionsAreOfImages(String code) throws TfliteException {
    int x = floats("x", 1, 2);
    int w = constant("w", TfliteType.FLOAT32, 4, 1, 2);
    int y = floats("y", 1, 2);
    model.inputs(x);
    operator(code, y, x, w);
    assertRefused("0 " + code, "'y' float32[1, 2]", "it convolves [1, 2] with [1, 2]");
  }

  @Test
  void twoLayersReadOneImageAsRows() throws TfliteException {
    int x = floats("x", 1, 2, 2);
    int w = constant("w", TfliteType.FLOAT32, 4, 3, 4);
    int a = floats("a", 1, 3);
    int b = floats("b", 1, 3);
    model.inputs(x);
    operator("FULLY_CONNECTED", a, x, w);
    operator("FULLY_CONNECTED", b, x, w);
    model.outputs(a, b);
    ModelGraph graph =
        TfliteImporter.graph(model.parse(), Position.NONE, new ArrayList<>()).orElseThrow();
    assertEquals(
        List.of("x/rows", "a", "x/rows'", "b"),
        graph.nodes().stream().map(n -> n.result().name()).toList());
  }

  // ---- Options ----

  @ParameterizedTest
  @CsvSource({
    "1, ''",
    "3, ''",
    "2, the activation RELU_N1_TO_1 is fused into it",
    "4, ''",
    "5, the activation SIGN_BIT is fused into it",
    "6, its fused activation has the unknown number 6",
    "-1, its fused activation has the unknown number -1"
  })
  void activationsFusedIntoFloats(int activation, String reason) throws TfliteException {
    int x = floats("x", 4);
    int y = floats("y", 4);
    model.inputs(x);
    withOptions(operator("ADD", y, x, x), 11, int8(activation));
    if (reason.isEmpty()) {
      assertAccepted();
    } else {
      assertRefused("0 ADD", "'y' float32[4]", reason);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, ''", "2, ''", "3, ''", "4, TANH", "5, SIGN_BIT"})
  void activationsFusedIntoIntegers(int activation, String name) throws TfliteException {
    int x = bytes("x", 4);
    int y = bytes("y", 4);
    model.inputs(x);
    withOptions(operator("ADD", y, x, x), 11, int8(activation));
    if (name.isEmpty()) {
      assertAccepted();
    } else {
      assertRefused("0 ADD", "'y' int8[4]", "the activation " + name + " is fused into it");
    }
  }

  @Test
  void activationsFusedIntoJoinedIntegers() throws TfliteException {
    int x = bytes("x", 4);
    int y = bytes("y", 8);
    model.inputs(x);
    withOptions(operator("CONCATENATION", y, x, x), 10, int32(0), int8(1));
    assertRefused("0 CONCATENATION", "'y' int8[8]", "an activation is fused into it");
  }

  @Test
  void paddingOfAnUnknownKind() throws TfliteException {
    int x = floats("x", 1, 4, 4, 1);
    int y = floats("y", 1, 4, 4, 1);
    model.inputs(x);
    withOptions(operator("MAX_POOL_2D", y, x), 5, int8(2));
    assertRefused(
        "0 MAX_POOL_2D", "'y' float32[1, 4, 4, 1]", "its padding is neither SAME nor VALID");
  }

  @Test
  void paddingsAreKnownAndNotNegative() throws TfliteException {
    int x = floats("x", 4);
    int y = floats("y", 5);
    model.tensor("cells", TfliteType.INT32, 1, 2);
    int cells = y + 1;
    model.inputs(x, cells);
    operator("PAD", y, x, cells);
    assertEquals(
        List.of(tensor("'cells' int32[1, 2]", "the type is supported for constants only")),
        mistakes());
    model.inputs(x);
    table(cells).with(2, int32(model.buffers.size()));
    model.buffers.add(new Table().with(0, bytes(0, 1)));
    assertAccepted();
    model.buffers.set(1, new Table().with(0, bytes(-1, 1)));
    assertRefused("0 PAD", "'y' float32[5]", "a padding of it is negative");
    table(x).with(0, int32s(2, 2));
    assertRefused("0 PAD", "'y' float32[5]", "it has 2 paddings for [2, 2]");
  }

  @Test
  void paddingsThatAreComputedOfShapes() throws TfliteException {
    int x = floats("x", 1);
    int y = floats("y", 3);
    model.tensor("shape", TfliteType.INT32, 1);
    model.tensor("cells", TfliteType.INT32, 1, 2);
    model.inputs(x);
    operator("SHAPE", y + 1, x);
    operator("CONCATENATION", y + 2, y + 1, y + 1);
    operator("PAD", y, x, y + 2);
    assertAccepted();
  }

  @Test
  void paddingsThatAreComputedOfData() throws TfliteException {
    int x = floats("x", 1);
    int y = floats("y", 3);
    int cells = floats("cells", 1, 2);
    model.inputs(x, cells);
    operator("PAD", y, x, cells);
    assertRefused("0 PAD", "'y' float32[3]", "input 1 is computed from data; shapes must be known");
    operator("PAD", y, x).with(2, int32s());
    assertTrue(mistakes().get(1).contains("input 1 is left out"));
  }

  @Test
  void shapesWithAnotherNumberOfElements() throws TfliteException {
    int x = floats("x", 4);
    int y = floats("y", 5);
    model.inputs(x);
    operator("RESHAPE", y, x);
    assertRefused("0 RESHAPE", "'y' float32[5]", "it makes shape [5] of [4]");
  }

  // ---- What the clean-up may do ----

  @ParameterizedTest
  @CsvSource({
    "1, 0, true",
    "0, 0x1p-149, true",
    "-0.0, 0, false",
    "0, -0.0, false",
    "NaN, 0, false",
    "Infinity, 0, false",
    "0, -Infinity, false"
  })
  void paddingOfFloatsIsFoldedWhereNoBitChanges(float weight, float bias, boolean folded)
      throws TfliteException {
    int x = floats("x", 1, 2, 2, 1);
    int padded = floats("padded", 1, 3, 2, 1);
    int y = floats("y", 1, 3, 2, 1);
    model.constant("w", TfliteType.FLOAT32, floats(weight).content(), 1, 1, 1, 1);
    model.constant("b", TfliteType.FLOAT32, floats(bias).content(), 1);
    model.constant("cells", TfliteType.INT32, bytes(0, 0, 0, 1, 0, 0, 0, 0).content(), 4, 2);
    model.inputs(x);
    operator("PAD", padded, x, y + 3);
    withOptions(operator("CONV_2D", y, padded, y + 1, y + 2), 1, int8(1), int32(1), int32(1));
    ModelGraph graph =
        TfliteImporter.graph(model.parse(), Position.NONE, new ArrayList<>()).orElseThrow();
    assertEquals(folded ? 1 : 2, graph.nodes().size());
  }

  private static FlatWriter.Bytes floats(float value) {
    return bytes(Float.floatToRawIntBits(value));
  }
}
