package dev.demitasse.compiler.tflite;

import static dev.demitasse.compiler.tflite.FlatWriter.floats;
import static dev.demitasse.compiler.tflite.FlatWriter.int32;
import static dev.demitasse.compiler.tflite.FlatWriter.int32s;
import static dev.demitasse.compiler.tflite.FlatWriter.int64s;
import static dev.demitasse.compiler.tflite.FlatWriter.int8;
import static dev.demitasse.compiler.tflite.FlatWriter.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.tflite.FlatWriter.Bytes;
import dev.demitasse.compiler.tflite.FlatWriter.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is read from models that are right. */
class TfliteModelTest {

  private final ModelBuilder dense = ModelBuilder.dense();

  private static Table quantization(float[] scales, long[] zeroPoints, int axis) {
    return new Table().with(2, floats(scales)).with(3, int64s(zeroPoints)).with(6, int32(axis));
  }

  @Test
  void everythingOfASmallModel() throws TfliteException {
    TfliteModel model = dense.parse();
    assertEquals("m.tflite", model.file());
    assertEquals("built", model.description());
    assertEquals(List.of(0), model.inputs());
    assertEquals(List.of(3), model.outputs());
    assertEquals(
        List.of("x", "w", "b", "y"), model.tensors().stream().map(TfliteTensor::name).toList());
    assertEquals(List.of(3, 2), model.tensor(1).shape());
    assertTrue(model.tensor(1).isConstant());
    assertFalse(model.tensor(3).isConstant());
    TfliteOperator operator = model.operators().get(0);
    assertEquals("FULLY_CONNECTED", operator.code());
    assertEquals(1, operator.version());
    assertEquals(List.of(0, 1, 2), operator.inputs());
    assertEquals(List.of(3), operator.outputs());
    assertFalse(operator.options().isPresent());
  }

  @Test
  void namesAreUniqueAndNeverEmpty() throws TfliteException {
    ModelBuilder b = new ModelBuilder();
    Stream.of("", "a", "a", "a#2", "").forEach(n -> b.tensor(n, TfliteType.INT8, 1));
    b.tensorTable(4).fields().remove(3);
    assertEquals(
        List.of("#0", "a", "a#2", "a#2#3", "#4"),
        b.parse().tensors().stream().map(TfliteTensor::name).toList());
  }

  @Test
  void codesOldAndNew() throws TfliteException {
    ModelBuilder b = new ModelBuilder();
    b.tensor("x", TfliteType.INT8, 1);
    int[][] numbers = {{3, 0}, {3, 3}, {127, 150}, {127, 209}, {127, 210}, {127, 9999}, {32, 32}};
    for (int[] number : numbers) {
      b.operator(0, int32s(), int32s());
      b.codes.set(
          b.codes.size() - 1,
          new Table()
              .with(0, int8(number[0]))
              .with(1, text("Mine\n"))
              .with(2, int32(4))
              .with(3, int32(number[1])));
    }
    TfliteModel model = b.parse();
    assertEquals(
        List.of(
            "CONV_2D",
            "CONV_2D",
            "GELU",
            "STABLEHLO_CASE",
            "BUILTIN(210)",
            "BUILTIN(9999)",
            "CUSTOM(Mine?)"),
        model.operators().stream().map(TfliteOperator::code).toList());
    assertEquals(4, model.operators().get(0).version());
  }

  @Test
  void optionsHaveDefaults() throws TfliteException {
    ModelBuilder b = new ModelBuilder();
    b.operator(22, int32s(), int32s())
        .with(3, int8(17))
        .with(4, new Table().with(0, int32s(1, -1)));
    b.operator(ModelBuilder.ADD, int32s(), int32s())
        .with(3, int8(11))
        .with(4, new Table().with(0, int8(1)));
    b.operator(98, int32s(), int32s())
        .with(3, int8(75))
        .with(4, new Table().with(0, int32(Float.floatToIntBits(0.5f))));
    List<TfliteOperator> operators = b.parse().operators();
    assertEquals(List.of(1, -1), operators.get(0).options().int32s(0));
    assertEquals(1, operators.get(1).options().int8(0, 0));
    assertEquals(1, operators.get(1).options().int8(1, 1));
    assertTrue(operators.get(1).options().bool(0));
    assertFalse(operators.get(1).options().bool(1));
    assertEquals(0.5f, operators.get(2).options().float32(0, 0));
    assertEquals(List.of(), operators.get(2).options().int32s(7));
  }

  @Test
  void typesWithoutOneHere() throws TfliteException {
    ModelBuilder b = new ModelBuilder();
    b.constant("four bits", TfliteType.INT4, new byte[2], 3);
    b.constant("text", TfliteType.STRING, new byte[7], 1);
    b.constant("new", TfliteType.UNKNOWN, new byte[5], 3).with(1, int8(99));
    List<TfliteTensor> tensors = b.parse().tensors();
    assertEquals(
        List.of(TfliteType.INT4, TfliteType.STRING, TfliteType.UNKNOWN),
        tensors.stream().map(TfliteTensor::type).toList());
    assertTrue(tensors.stream().allMatch(t -> t.type().elementType().isEmpty()));
  }

  @Test
  void halfPrecisionIsConverted() throws TfliteException {
    ModelBuilder b = new ModelBuilder();
    b.constant("h", TfliteType.FLOAT16, new byte[] {0, 0x3c, 0, (byte) 0xc2}, 2);
    assertEquals("h F32[2]", b.parse().tensor(0).array("h").toString());
    assertEquals(
        List.of(
            (byte) 0,
            (byte) 0,
            (byte) 0x80,
            (byte) 0x3f,
            (byte) 0,
            (byte) 0,
            (byte) 0x40,
            (byte) 0xc0),
        bytes(b.parse().tensor(0).array("h").littleEndian()));
  }

  private static List<Byte> bytes(byte[] array) {
    return IntStream.range(0, array.length).mapToObj(i -> array[i]).toList();
  }

  @Test
  void constantsWithoutElements() throws TfliteException {
    ModelBuilder b = new ModelBuilder();
    b.constant("empty", TfliteType.INT32, new byte[0], 0);
    b.constant("not there", TfliteType.INT32, new byte[0], 2);
    assertTrue(b.parse().tensor(0).isConstant());
    assertFalse(b.parse().tensor(1).isConstant());
  }

  @Test
  void dataBehindTheModel() throws TfliteException {
    ModelBuilder b = new ModelBuilder();
    b.tensor("outside", TfliteType.INT8, 4).with(2, int32(1));
    Table buffer = new Table().with(1, FlatWriter.int64(0)).with(2, FlatWriter.int64(4));
    b.buffers.add(buffer);
    int end = b.build().length;
    buffer.with(1, FlatWriter.int64(end));
    byte[] content = Arrays.copyOf(b.build(), end + 4);
    content[end + 2] = 7;
    TfliteModel model = TfliteModel.parse("m.tflite", content);
    assertEquals(
        List.of((byte) 0, (byte) 0, (byte) 7, (byte) 0),
        bytes(model.tensor(0).array("outside").littleEndian()));
  }

  @Test
  void unknownDims() throws TfliteException {
    dense.tensorTable(0).with(7, int32s(-1, 2));
    dense.tensorTable(3).with(7, int32s(1, -1));
    dense.tensor("rank", TfliteType.INT8).fields().remove(8);
    dense.tensor("scalar", TfliteType.INT8);
    dense.constant("old scalar", TfliteType.INT8, new byte[1]).fields().remove(8);
    dense.tensor("batch", TfliteType.INT8, 2, 2).with(7, int32s(-1, 2));
    assertEquals(
        List.of("y", "rank", "batch"),
        dense.parse().tensors().stream()
            .filter(TfliteTensor::isDynamic)
            .map(TfliteTensor::name)
            .toList());
  }

  @Test
  void quantization() throws TfliteException {
    dense.tensorTable(0).with(4, quantization(new float[] {0.5f}, new long[] {3}, 0));
    dense.tensorTable(1).with(4, quantization(new float[] {1, 2}, new long[] {}, 1));
    dense.tensorTable(2).with(4, new Table().with(0, floats(-1)).with(1, floats(1)));
    TfliteModel model = dense.parse();
    assertEquals(
        Optional.of(new TfliteQuantization(List.of(0.5f), List.of(3L), 0)),
        model.tensor(0).quantization());
    assertEquals(
        Optional.of(new TfliteQuantization(List.of(1f, 2f), List.of(0L, 0L), 1)),
        model.tensor(1).quantization());
    assertEquals(Optional.empty(), model.tensor(2).quantization());
  }

  @Test
  void onlyTheFirstSubgraph() throws TfliteException {
    dense.subgraphs.add(new Table().with(0, new Bytes(new byte[3])));
    assertEquals(4, dense.parse().tensors().size());
  }

  @Test
  void inputsLeftOutAndVariables() throws TfliteException {
    dense.tensor("v", TfliteType.FLOAT32, 1, 3).with(5, int8(1));
    dense.tensor("z", TfliteType.FLOAT32, 1, 3);
    dense.operator(ModelBuilder.ADD, int32s(-1, 4, 3), int32s(5));
    dense.outputs(5);
    assertEquals(List.of(-1, 4, 3), dense.parse().operators().get(1).inputs());
    assertTrue(dense.parse().tensor(4).isVariable());
  }

  @Test
  void weights() throws TfliteException {
    dense.tensorTable(1).with(4, quantization(new float[] {1, 2, 3}, new long[] {0, 0, 0}, 0));
    dense.constant("text", TfliteType.STRING, new byte[7], 1);
    var file = TfliteWeights.parse("m.tflite", dense.build());
    assertFalse(file.holdsOnlyWeights());
    assertEquals("[w F32[3, 2], w/scales F32[3], b F32[3]]", file.arrays().values().toString());
  }
}
