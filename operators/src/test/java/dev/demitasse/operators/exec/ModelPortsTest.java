package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.F32;
import dev.demitasse.compiler.tflite.ModelBuilder;
import dev.demitasse.compiler.tflite.TfliteType;
import dev.demitasse.operators.Add;
import dev.demitasse.operators.Relu;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model with several inputs and outputs: those are a record of its user's, in the same order. It
 * may be a part of networks, also inside a block that is compiled with it.
 */
class ModelPortsTest {
  private static final String PAIR =
      """
      import dev.demitasse.*;

      @Network(model = "pair.tflite")
      public interface Pair {
        record Both(F32 sum, F32 rectified) {}

        Both both(F32 a, F32 b);
      }
      """;

  private static final String AROUND =
      """
      import dev.demitasse.*;
      import dev.demitasse.operators.*;

      @Network(weights = "around.npz")
      public class Around {
        static final class Block {
          @Weight F32 offset;
          final PairNetwork pair = new PairNetwork();

          F32 apply(F32 x) {
            return pair.both(x, offset).rectified();
          }
        }

        final Block block = new Block();
        final PairNetwork pair = new PairNetwork();

        public F32 run(@Shape({1, 3}) F32 x) {
          return pair.both(block.apply(x), x).sum();
        }
      }
      """;

  private static final String POOLED =
      """
      import dev.demitasse.*;

      @Network(model = "pair.tflite")
      @Pool(name = "dtcm", bytes = 64)
      @Pool(name = "sram")
      @CInterface(io = "workspace")
      public interface Pooled {
        record Both(F32 sum, F32 rectified) {}

        Both both(@Placed("sram") F32 a, F32 b);
      }
      """;

  @TempDir private static Path folder;

  private static JavaBuild build() throws IOException {
    ModelBuilder model = new ModelBuilder();
    model.tensor("left", TfliteType.FLOAT32, 1, 3);
    model.tensor("right", TfliteType.FLOAT32, 1, 3);
    model.tensor("sum", TfliteType.FLOAT32, 1, 3);
    model.tensor("relu", TfliteType.FLOAT32, 1, 3);
    model.operator("ADD", new int[] {0, 1}, 2);
    model.operator("RELU", new int[] {2}, 3);
    Files.write(folder.resolve("pair.tflite"), model.inputs(0, 1).outputs(2, 3).build());
    NpzWriter.write(folder.resolve("around.npz"), Map.of("block/offset", new int[] {1, 3}));
    return JavaBuild.of(
        folder.resolve("classes"),
        Map.of("Around", AROUND, "Pair", PAIR, "Pooled", POOLED),
        List.of("resources=" + folder));
  }

  private static Object field(Object object, String name) throws ReflectiveOperationException {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  @Test
  void areThoseOfTheInterface() throws Exception {
    JavaBuild build = build();
    F32 a = F32.of(new float[] {1, -5, 0.5f}, 1, 3);
    F32 b = F32.of(new float[] {2, 3, 0.25f}, 1, 3);

    URL[] classes = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      Object network = loader.loadClass("PairModel").getMethod("load").invoke(null);
      Object both =
          network.getClass().getMethod("both", F32.class, F32.class).invoke(network, a, b);
      F32 sum = (F32) both.getClass().getMethod("sum").invoke(both);
      F32 rectified = (F32) both.getClass().getMethod("rectified").invoke(both);
      assertEquals(F32.of(new float[] {3, -2, 0.75f}, 1, 3), sum);
      assertEquals(F32.of(new float[] {3, 0, 0.75f}, 1, 3), rectified);
      Object around = loader.loadClass("AroundModel").getMethod("load").invoke(null);
      F32 offset = (F32) field(field(around, "block"), "offset");
      assertEquals(
          Add.apply(Relu.apply(Add.apply(a, offset)), a),
          around.getClass().getMethod("run", F32.class).invoke(around, a));
    }
    String header = Files.readString(build.cFolder().resolve("tvmgen_pair.h"));
    assertTrue(
        header.contains("tvmgen_pair___tvm_main__(void *a, void *b, void *sum, void *rectified)"),
        header);
    String pooled = Files.readString(build.cFolder().resolve("tvmgen_pooled.c"));
    assertTrue(pooled.contains("tvmgen_pooled___tvm_main__(uint8_t *dtcm, uint8_t *sram)"), pooled);
    assertTrue(pooled.contains(" a = (float *)(void *)&sram[0];"), pooled);
    assertTrue(pooled.contains(" b = (float *)(void *)&dtcm["), pooled);
  }
}
