package dev.demitasse.compiler.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.weights.WeightFile;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What trained models say, as their converter wrote it. */
class RealModelsTest {

  private static TfliteModel model(String name) throws TfliteException {
    return TfliteModel.parse(name, RealModels.content(name));
  }

  @ParameterizedTest
  @CsvSource({
    "ad_float32, 31, 10, 'FULLY_CONNECTED'",
    "ad_int8, 31, 10, 'FULLY_CONNECTED'",
    "ic_float32, 38, 16, 'ADD AVERAGE_POOL_2D CONV_2D FULLY_CONNECTED RESHAPE SOFTMAX'",
    "ic_int8, 38, 16, 'ADD AVERAGE_POOL_2D CONV_2D FULLY_CONNECTED RESHAPE SOFTMAX'",
    "kws_float32, 35, 13,"
        + " 'AVERAGE_POOL_2D CONV_2D DEPTHWISE_CONV_2D FULLY_CONNECTED RESHAPE SOFTMAX'",
    "kws_int8, 35, 13,"
        + " 'AVERAGE_POOL_2D CONV_2D DEPTHWISE_CONV_2D FULLY_CONNECTED RESHAPE SOFTMAX'",
    "sww_int8, 31, 11, 'CONV_2D DEPTHWISE_CONV_2D FULLY_CONNECTED RESHAPE SOFTMAX'",
    "vww_float32, 89, 31,"
        + " 'AVERAGE_POOL_2D CONV_2D DEPTHWISE_CONV_2D FULLY_CONNECTED RESHAPE SOFTMAX'",
    "vww_int8, 89, 31,"
        + " 'AVERAGE_POOL_2D CONV_2D DEPTHWISE_CONV_2D FULLY_CONNECTED RESHAPE SOFTMAX'",
  })
  void operators(String name, int tensors, int operators, String codes) throws TfliteException {
    TfliteModel model = model(name + ".tflite");
    assertEquals("MLIR Converted.", model.description());
    assertEquals(tensors, model.tensors().size());
    assertEquals(operators, model.operators().size());
    assertEquals(
        codes,
        model.operators().stream()
            .map(TfliteOperator::code)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" ")));
    assertTrue(model.tensors().stream().noneMatch(TfliteTensor::isDynamic));
  }

  @Test
  void quantization() throws TfliteException {
    TfliteModel model = model("kws_int8.tflite");
    TfliteTensor input = model.tensor(model.inputs().get(0));
    assertEquals("input_1", input.name());
    assertEquals(TfliteType.INT8, input.type());
    assertEquals(List.of(1, 49, 10, 1), input.shape());
    assertEquals(
        new TfliteQuantization(List.of(0.5847029f), List.of(83L), 0), input.quantization().get());
    TfliteTensor output = model.tensor(model.outputs().get(0));
    assertEquals(
        new TfliteQuantization(List.of(1 / 256f), List.of(-128L), 0), output.quantization().get());
    TfliteTensor kernel = model.tensor(17);
    assertEquals("functional_1/conv2d/Conv2D", kernel.name());
    assertEquals(List.of(64, 10, 4, 1), kernel.shape());
    TfliteQuantization channels = kernel.quantization().orElseThrow();
    assertTrue(channels.isPerAxis());
    assertEquals(0, channels.axis());
    assertEquals(64, channels.scales().size());
    assertEquals(64, channels.zeroPoints().size());
    assertEquals(0.001331845f, channels.scales().get(0));
  }

  @Test
  void axisOfDepthwiseKernels() throws TfliteException {
    TfliteModel model = model("kws_int8.tflite");
    TfliteOperator depthwise = model.operators().get(1);
    TfliteTensor kernel = model.tensor(depthwise.inputs().get(1));
    assertEquals(3, kernel.quantization().orElseThrow().axis());
  }

  @Test
  void options() throws TfliteException {
    TfliteModel model = model("kws_int8.tflite");
    Options conv = model.operators().get(0).options();
    assertTrue(conv.isPresent());
    assertEquals(0, conv.int8(0, 0)); // SAME
    assertEquals(2, conv.int32(1, 0));
    assertEquals(2, conv.int32(2, 0));
    assertEquals(1, conv.int8(3, 0)); // RELU
    assertEquals(1, conv.int32(4, 1)); // left out
    Options pool = model.operators().get(9).options();
    assertEquals(5, pool.int32(3, 0));
    assertEquals(25, pool.int32(4, 0));
    assertEquals(1f, model.operators().get(12).options().float32(0, 0));
  }

  @Test
  void hybridFile() throws TfliteException {
    TfliteModel model = model("kws_float32.tflite");
    TfliteTensor kernel = model.tensor(17);
    assertEquals(TfliteType.INT8, kernel.type());
    assertEquals(List.of(0.0020227544f), kernel.quantization().orElseThrow().scales());
    assertTrue(model.tensor(0).quantization().isEmpty());
  }

  @Test
  void weights() throws TfliteException {
    WeightFile file = TfliteWeights.parse("kws_int8.tflite", RealModels.content("kws_int8.tflite"));
    assertFalse(file.holdsOnlyWeights());
    assertEquals(
        "functional_1/conv2d/Conv2D I8[64, 10, 4, 1]",
        file.arrays().get("functional_1/conv2d/Conv2D").toString());
    assertEquals(
        "functional_1/conv2d/Conv2D/scales F32[64]",
        file.arrays().get("functional_1/conv2d/Conv2D/scales").toString());
  }
}
