package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.F32;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outputs are held against the reference: bits of integers, floats within a tolerance. */
class TrainedModelTest {
  private static final byte[] INPUT = {};

  private static TrainedModel model(String name, byte[] output) {
    return new TrainedModel(
        name, Path.of("m.tflite"), List.of(INPUT, INPUT), List.of(output, output));
  }

  private static void check(TrainedModel model, byte[] second) {
    List<byte[]> actual = List.of(model.outputs().getFirst(), second);
    model.check("it", actual, model.tolerance());
  }

  @Test
  void integersMustBeTheSame() {
    TrainedModel model = model("kws_int8", new byte[] {1, -128});
    assertDoesNotThrow(() -> check(model, new byte[] {1, -128}));
    Failure failure = assertThrows(Failure.class, () -> check(model, new byte[] {1, 127}));
    assertEquals(
        "kws_int8: output 1 of it is 255.0 from the reference, more than 0.0",
        failure.getMessage());
  }

  @Test
  void floatsMustBeNear() {
    TrainedModel model = model("kws_float32", floats(0.5f, 0.25f));
    assertDoesNotThrow(() -> check(model, floats(0.5f, 0.250009f)));
    assertThrows(Failure.class, () -> check(model, floats(0.5f, 0.25002f)));
    assertThrows(Failure.class, () -> check(model, floats(Float.NaN, 0.25f)));
  }

  private static byte[] floats(float... values) {
    return F32.of(values, values.length).toBytes();
  }
}
