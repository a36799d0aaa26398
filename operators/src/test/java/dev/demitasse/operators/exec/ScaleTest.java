package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.tflite.ModelBuilder;
import dev.demitasse.compiler.tflite.TfliteType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Large models compile, and the C of them grows as they do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScaleTest {
  private static final int MOST_BYTES = 1 << 25;
  private static final int WIDTH = 8;
  private static final int WIDE = 1024;

  @TempDir private static Path folder;

  private final Random random = new Random(1);
  private final List<String> figures = new ArrayList<>();

  private byte[] floats(int count) {
    ByteBuffer data = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      data.putFloat(0.1f * (float) random.nextGaussian());
    }
    return data.array();
  }

  /** Adds a layer of so many neurons, and returns the tensor that it makes. */
  private int dense(ModelBuilder model, int x, int size) {
    int weights = model.next();
    model.constant("w" + weights, TfliteType.FLOAT32, floats(size * size), size, size);
    model.constant("b" + weights, TfliteType.FLOAT32, floats(size), size);
    model.tensor("dense" + weights, TfliteType.FLOAT32, 1, size);
    model.operator("FULLY_CONNECTED", new int[] {x, weights, weights + 1}, weights + 2);
    return weights + 2;
  }

  /** Layers, activations, and sums with what was before the layer. */
  private byte[] chain(int operators) {
    ModelBuilder model = new ModelBuilder();
    model.tensor("x", TfliteType.FLOAT32, 1, WIDTH);
    int before = 0;
    int last = 0;
    for (int i = 0; i < operators; i++) {
      int next = model.next();
      switch (i % 3) {
        case 0 -> {
          before = last;
          next = dense(model, last, WIDTH);
        }
        case 1 -> {
          model.tensor("relu" + i, TfliteType.FLOAT32, 1, WIDTH);
          model.operator("RELU", new int[] {last}, next);
        }
        default -> {
          model.tensor("sum" + i, TfliteType.FLOAT32, 1, WIDTH);
          model.operator("ADD", new int[] {last, before}, next);
        }
      }
      last = next;
    }
    return model.inputs(0).outputs(last).build(MOST_BYTES);
  }

  /** Compiles a model, and returns how many bytes of C it became, without and with weights. */
  private List<Long> compiled(String name, byte[] model) throws IOException {
    Files.write(folder.resolve(name + ".tflite"), model);
    String source =
        """
        import dev.demitasse.*;

        @Network(model = "$name$.tflite", name = "$name$")
        public interface Large_$name$ {
          F32 run(F32 x);
        }
        """
            .replace("$name$", name);
    long begin = System.nanoTime();
    JavaBuild build =
        JavaBuild.of(
            folder.resolve("classes-" + name),
            Map.of("Large_" + name, source),
            List.of("resources=" + folder));
    double seconds = (System.nanoTime() - begin) / 1e9;
    long code = Files.size(build.cFolder().resolve("tvmgen_" + name + ".c"));
    long weights = Files.size(build.cFolder().resolve("tvmgen_" + name + "_weights.c"));
    figures.add(
        "  {'model': '%s', 'bytes': %d, 'code': %d, 'weights': %d, 'seconds': %.1f}"
            .formatted(name, model.length, code, weights, seconds)
            .replace('\'', '"'));
    return List.of(code, weights);
  }

  @Test
  void codeGrowsWithOperators() throws IOException {
    double few = compiled("chain500", chain(500)).get(0) / 500.0;
    double many = compiled("chain2000", chain(2000)).get(0) / 2000.0;
    assertEquals(few, many, 0.2 * few, "bytes of C per operator");
  }

  @Test
  void megabytesOfWeights() throws IOException {
    ModelBuilder model = new ModelBuilder();
    model.tensor("x", TfliteType.FLOAT32, 1, WIDE);
    int last = 0;
    int layers = 5;
    for (int i = 0; i < layers; i++) {
      last = dense(model, last, WIDE);
    }
    byte[] file = model.inputs(0).outputs(last).build(MOST_BYTES);
    assertTrue(file.length > 20 << 20);
    List<Long> bytes = compiled("heavy", file);
    assertTrue(bytes.get(0) < 10_000L * layers, () -> "bytes of C: " + bytes.get(0));
    long numbers = (long) layers * (WIDE * WIDE + WIDE);
    double each = (double) bytes.get(1) / numbers;
    assertTrue(each > 4 && each < 32, () -> "bytes of C for a weight: " + each);
  }

  @AfterAll
  void writeFigures() throws IOException {
    Path file = Path.of("target", "scale.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[\n" + String.join(",\n", figures) + "\n]\n");
  }
}
