package dev.demitasse.compiler.tflite;

import static dev.demitasse.compiler.tflite.FlatWriter.floats;
import static dev.demitasse.compiler.tflite.FlatWriter.int32;
import static dev.demitasse.compiler.tflite.FlatWriter.int32s;
import static dev.demitasse.compiler.tflite.FlatWriter.int64;
import static dev.demitasse.compiler.tflite.FlatWriter.int64s;
import static dev.demitasse.compiler.tflite.FlatWriter.int8;
import static dev.demitasse.compiler.tflite.FlatWriter.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.tflite.FlatWriter.Bytes;
import dev.demitasse.compiler.tflite.FlatWriter.Table;
import dev.demitasse.compiler.tflite.FlatWriter.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about models that are wrong. */
class TfliteComplaintsTest {

  private static final String DAMAGED =
      "the file is damaged or not what its name says: write or copy it again";

  private final ModelBuilder model = ModelBuilder.dense();

  private static List<TfliteException.Problem> problems(byte[] content) {
    TfliteException e =
        assertThrows(TfliteException.class, () -> TfliteModel.parse("m.tflite", content));
    return e.problems();
  }

  private static void assertRefused(byte[] content, String problem, String fix) {
    List<TfliteException.Problem> problems = problems(content);
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(problem, problems.get(0).problem().replaceFirst("byte \\d+", "byte N"));
    assertEquals(fix, problems.get(0).fix());
  }

  private void assertRefused(String problem, String fix) {
    assertRefused(model.build(), "'m.tflite', " + problem, fix);
  }

  private void assertRefused(String problem) {
    assertRefused(problem, DAMAGED);
  }

  private Table w() {
    return model.tensorTable(1);
  }

  private Table operator() {
    return (Table) model.operators.get(0);
  }

  // ---- The file ----

  @ParameterizedTest
  @ValueSource(strings = {"TFL2", "PK\3\4"})
  void identifier(String identifier) {
    assertRefused(
        FlatWriter.file(identifier, model.model, FlatWriter.USUAL),
        "'m.tflite', byte N: the file is no TensorFlow Lite model of schema 3:"
            + " its identifier is not TFL3",
        "convert the model with the converter of TensorFlow 1.15 or newer, or with LiteRT");
  }

  @Test
  void emptyFile() {
    assertRefused(
        new byte[0], "'m.tflite', byte N: what is here needs 4 bytes, but 0 are left", DAMAGED);
  }

  @Test
  void truncatedAnywhere() {
    byte[] content = model.build();
    int end = content.length;
    while (content[end - 1] == 0) {
      end--; // what is written last may be padding, or zeros of nobody
    }
    for (int length = 0; length < end; length += 3) {
      byte[] cut = Arrays.copyOf(content, length);
      assertTrue(problems(cut).get(0).problem().startsWith("'m.tflite', "));
    }
  }

  @Test
  void schemaVersion() {
    model.model.with(0, int32(2));
    assertRefused(
        "byte N: schema version 2 is not supported",
        "convert the model to a file of schema version 3");
  }

  private static byte[] with(byte[] content, int at, int word) {
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(at, word);
    return content;
  }

  @Test
  void rootOutside() {
    assertRefused(
        with(model.build(), 0, -16),
        "'m.tflite', byte N: the root table would be at byte 4294967280, but there are "
            + model.build().length
            + " bytes",
        DAMAGED);
    assertRefused(
        with(model.build(), 0, 0),
        "'m.tflite', byte N: the root table cannot be here, where the reference to it is",
        DAMAGED);
  }

  @Test
  void vtableOutside() {
    byte[] content = model.build();
    int root = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    assertRefused(
        with(content, root, 1000),
        "'m.tflite', byte N: the vtable of a table would be at byte "
            + (root - 1000)
            + ", but there are "
            + content.length
            + " bytes",
        DAMAGED);
    byte[] more = with(model.build(), 8, 0x0008_0002); // the vtable is the first thing
    assertRefused(more, "'m.tflite', byte N: a vtable cannot have 2 bytes", DAMAGED);
    byte[] big = with(model.build(), 8, 0xffff_000e);
    assertRefused(big, "'m.tflite', byte N: a table cannot have 65535 bytes", DAMAGED);
    byte[] small = with(model.build(), 8, 0x0004_000e);
    assertRefused(
        small,
        "'m.tflite', byte N: field 0 is said to be at byte 4 of a table of 4 bytes",
        DAMAGED);
  }

  @Test
  void hugeVector() {
    byte[] content = model.build();
    ByteBuffer words = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int field = words.getInt(0) + 8; // after the vtable's distance and the version
    int codes = field + words.getInt(field);
    assertRefused(
        with(content, codes, -1),
        "'m.tflite', byte N: the operator codes would have 4294967295 elements, but "
            + (content.length - codes - 4)
            + " bytes are left",
        DAMAGED);
  }

  @Test
  void sharedParts() {
    float[] scales = new float[5000];
    Arrays.fill(scales, 1);
    Table shared = new Table().with(2, floats(scales)).with(6, int32(0));
    for (int i = 0; i < 100; i++) {
      model.tensor("s" + i, TfliteType.INT8, 5000).with(4, shared);
    }
    List<TfliteException.Problem> problems = problems(model.build());
    assertEquals(Problems.MOST, problems.size());
    String problem = problems.get(0).problem();
    assertTrue(
        problem.endsWith("the parts of the file refer to far more bytes than the file has"),
        problem);
  }

  @Test
  void noSubgraph() {
    model.subgraphs.clear();
    assertRefused("byte N: the model has no subgraph", "convert a model that computes something");
  }

  // ---- Tensors ----

  @Test
  void nameThatIsNoText() {
    w().with(3, new Bytes(new byte[] {(byte) 0xff}));
    assertRefused("byte N: the name of a tensor is not UTF-8 text");
  }

  @Test
  void rank() {
    w().with(0, int32s(new int[65]));
    assertRefused("tensor 'w', byte N: the shape has 65 dims, more than 64");
  }

  @Test
  void shapes() {
    String wrong = "tensor 'w', byte N: shape %s has a negative dim or too many elements";
    w().with(0, int32s(3, -2));
    assertRefused(wrong.formatted("[3, -2]"));
    w().with(0, int32s(65536, 65536));
    assertRefused(wrong.formatted("[65536, 65536]"));
    w().with(0, int32s(0, 65536, 65536));
    assertRefused(wrong.formatted("[0, 65536, 65536]"));
  }

  @Test
  void sparseTensor() {
    w().with(6, new Table());
    assertRefused(
        "tensor 'w', byte N: is sparse, which is not supported",
        "convert the model without sparse tensors");
  }

  @Test
  void bufferIndex() {
    w().with(2, int32(7));
    assertRefused("tensor 'w', byte N: has its data in buffer 7, but there are 3 buffers");
    w().with(2, int32(-1));
    assertRefused("tensor 'w', byte N: has its data in buffer 4294967295, but there are 3 buffers");
  }

  @Test
  void dataLength() {
    w().with(0, int32s(3, 3));
    assertRefused(
        "tensor 'w', byte N: 24 bytes of data are not those of FLOAT32[3, 3], which needs 36");
    w().with(0, int32s(0));
    assertRefused(
        "tensor 'w', byte N: 24 bytes of data are not those of FLOAT32[0], which needs 0");
  }

  @Test
  void bools() {
    model.constant("yes", TfliteType.BOOL, new byte[] {1, 2}, 2);
    assertRefused("tensor 'yes', byte N: bool 1 is 2, not 0 or 1");
  }

  @Test
  void dataBehindTheFile() {
    Table buffer = (Table) model.buffers.get(1);
    buffer.with(1, int64(1L << 40)).with(2, int64(24));
    int length = model.build().length;
    assertRefused(
        "byte N: the data of a buffer would be at byte 1099511627776, but there are %d bytes"
            .formatted(length));
    buffer.with(1, int64(length - 4));
    assertRefused("tensor 'w', byte N: the data needs 24 bytes, but 4 are left");
    buffer.with(1, int64(-1)).with(2, int64(-1));
    assertRefused(
        "byte N: the data of a buffer would be at byte -1, but there are %d bytes"
            .formatted(length));
  }

  @Test
  void manyConstantsInOneBuffer() {
    model.constant("c", TfliteType.INT8, new byte[900_000], 900_000);
    for (int i = 0; i < 300; i++) {
      model.tensor("c" + i, TfliteType.INT8, 900_000).with(2, int32(3));
    }
    List<TfliteException.Problem> problems = problems(model.build());
    assertEquals("keep fewer or smaller constants in one model", problems.get(0).fix());
    assertTrue(
        problems.get(0).problem().startsWith("'m.tflite', tensor 'c297', byte "),
        problems.get(0)::problem);
  }

  @Test
  void variableWithData() {
    w().with(5, int8(1));
    assertRefused("tensor 'w', byte N: is a variable, and a constant since it has data");
  }

  // ---- Quantization ----

  private void quantize(Value scales, Value zeroPoints, int axis) {
    w().with(4, new Table().with(2, scales).with(3, zeroPoints).with(6, int32(axis)));
  }

  @Test
  void countOfScales() {
    quantize(floats(1, 2), int64s(0, 0), 0);
    assertRefused("tensor 'w', byte N: 2 scales are not those of axis 0 of [3, 2]");
    quantize(floats(1, 2), int64s(0, 0), 2);
    assertRefused("tensor 'w', byte N: 2 scales are not those of axis 2 of [3, 2]");
    quantize(floats(1, 2), int64s(0, 0), -1);
    assertRefused("tensor 'w', byte N: 2 scales are not those of axis -1 of [3, 2]");
  }

  @Test
  void countOfZeroPoints() {
    quantize(floats(1), int64s(0, 0), 0);
    assertRefused("tensor 'w', byte N: there are 1 scales, but 2 zero points");
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
  void scales(float scale) {
    quantize(floats(scale), int64s(0), 0);
    assertRefused("tensor 'w', byte N: scale " + scale + " is not above 0 and finite");
  }

  @Test
  void zeroPoints() {
    model
        .tensor("q", TfliteType.INT8, 1)
        .with(4, new Table().with(2, floats(1)).with(3, int64s(128)));
    assertRefused("tensor 'q', byte N: zero point 128 is no number of INT8");
  }

  @Test
  void quantizationDetails() {
    w().with(4, new Table().with(2, floats(1)).with(4, int8(1)).with(5, new Table()));
    assertRefused(
        "tensor 'w', byte N: is quantised with details of type 1, which are not supported",
        "convert the model with one scale for each tensor or channel");
  }

  // ---- Operators ----

  @Test
  void operatorCode() {
    operator().with(0, int32(5));
    assertRefused("byte N: operator 0 has code 5, but there are 1 codes");
  }

  @Test
  void optionsOfAnother() {
    operator().with(3, int8(1)).with(4, new Table());
    assertRefused(
        "operator 0 (FULLY_CONNECTED), byte N: FULLY_CONNECTED has options of type 1, those of"
            + " another operator; its own are of type 8");
  }

  @Test
  void tensorIndex() {
    operator().with(1, int32s(0, 1, 9));
    assertRefused("operator 0 (FULLY_CONNECTED), byte N: there is no tensor 9, as there are 4");
    operator().with(1, int32s(0, 1, -2));
    assertRefused("operator 0 (FULLY_CONNECTED), byte N: there is no tensor -2, as there are 4");
    operator().with(1, int32s(0, 1, 2)).with(2, int32s(3, -1));
    assertRefused("operator 0 (FULLY_CONNECTED), byte N: there is no tensor -1, as there are 4");
  }

  @Test
  void inputsOfTheModel() {
    model.inputs(0, 8);
    assertRefused("byte N: there is no tensor 8, as there are 4");
    model.inputs(0, 1);
    assertRefused("byte N: input 'w' of the model is a constant");
    model.inputs(0, 0);
    assertRefused("byte N: input 'x' of the model is there twice");
  }

  @Test
  void outputsOfTheModel() {
    model.outputs(8);
    assertRefused("byte N: there is no tensor 8, as there are 4");
    model.tensor("z", TfliteType.INT8, 1);
    model.outputs(4);
    assertRefused("byte N: output 'z' of the model is written by nobody");
  }

  @Test
  void readByAnOperatorWrittenByNobody() {
    model.inputs();
    assertRefused("operator 0 (FULLY_CONNECTED), byte N: reads 'x', which nobody writes");
  }

  @Test
  void writtenTwice() {
    model.operator(ModelBuilder.ADD, int32s(0, 0), int32s(3));
    assertRefused("operator 1 (ADD), byte N: writes 'y', which operator 0 writes, too");
  }

  @Test
  void writtenThoughItHasAValue() {
    operator().with(2, int32s(3, 0));
    assertRefused(
        "operator 0 (FULLY_CONNECTED), byte N: writes 'x', which is an input of the model");
    operator().with(2, int32s(3, 1));
    assertRefused("operator 0 (FULLY_CONNECTED), byte N: writes 'w', which is a constant");
  }

  @Test
  void circle() {
    operator().with(1, int32s(0, 1, 3));
    assertRefused(
        "operator 0 (FULLY_CONNECTED), byte N: reads 'y' before operator 0 writes it",
        "write the operators in the order in which they run; in a circle, they cannot");
  }

  @Test
  void wrongOrder() {
    model.tensor("z", TfliteType.FLOAT32, 1, 3);
    model.operator(ModelBuilder.ADD, int32s(3, 3), int32s(4));
    Collections.reverse(model.operators);
    assertRefused(
        "operator 0 (ADD), byte N: reads 'y' before operator 1 writes it",
        "write the operators in the order in which they run; in a circle, they cannot");
  }

  // ---- Several ----

  @Test
  void everythingWrongWithTensorsIsSaid() {
    w().with(0, int32s(-1));
    model.tensorTable(2).with(2, int32(9));
    List<TfliteException.Problem> problems = problems(model.build());
    assertEquals(2, problems.size());
    assertTrue(problems.get(0).problem().contains("tensor 'w'"));
    assertTrue(problems.get(1).problem().contains("tensor 'b'"));
  }

  @Test
  void namesAreShownOnOneLine() {
    w().with(3, text("a\nb")).with(0, int32s(-1));
    assertRefused("tensor 'a?b', byte N: shape [-1] has a negative dim or too many elements");
  }
}
