package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.tflite.ModelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The places in which a network's weights are found. */
class WeightFilesTest {
  private final Project project;

  WeightFilesTest(@TempDir Path folder) {
    project =
        new Project(folder)
            .with("src/ops/Twice.java", Project.TWICE)
            .with("src/nets/Net.java", Project.NET);
  }

  private Project.Ran build(String... more) {
    String[] all = new String[more.length + 2];
    System.arraycopy(more, 0, all, 2, more.length);
    all[0] = "src/ops/Twice.java";
    all[1] = "src/nets/Net.java";
    return project.build("out", all);
  }

  private void found(String... more) {
    assertEquals("", build(more).output());
    assertTrue(project.resources("out").containsAll(Project.NET_OUTPUT));
  }

  @Test
  void besideTheSource() {
    project.withWeights("src/nets");
    found();
  }

  @Test
  void inTheClassOutput() {
    project.withWeights("out/nets");
    found();
  }

  @Test
  void atTheRootOfTheClassOutput() {
    project.withWeights("out");
    found();
  }

  @Test
  void onTheClassPath() {
    project.withWeights("resources/nets");
    found("-cp", project.path(JavacRun.annotations(), Path.of("resources")));
  }

  @Test
  void inAJarOnTheClassPath() {
    project.withWeights("resources/nets").jar("resources", "weights.jar");
    found("-cp", project.path(JavacRun.annotations(), Path.of("weights.jar")));
  }

  @Test
  void onTheSourcePath() {
    project.withWeights("model/nets");
    found("-sourcepath", project.path(Path.of("src"), Path.of("model")));
  }

  @Test
  void inAFolderOfTheOption() {
    project.withWeights("models");
    found("-Ademitasse.resources=" + project.path(Path.of("none"), Path.of("models")));
  }

  @Test
  void inThePackageUnderAFolderOfTheOption() {
    project.withWeights("models/nets");
    found("-Ademitasse.resources=models");
  }

  @Test
  void orNowhere() {
    Project.Ran javac = build("-Ademitasse.resources=models");
    assertEquals(1, javac.exit());
    assertEquals(
        """
        src/nets/Net.java:11: error: [weight-file-missing] file 'layer.npz' not found
        public class Net {
               ^
            reason: looked in -Ademitasse.resources, the class output, the class path, the source path and beside the source file
            fix:    put it beside the source file or into the resources, or name its folder with -Ademitasse.resources=...
        1 error
        """,
        javac.output());
    assertEquals(List.of(), project.resources("out"));
  }

  private static final String OF_A_MODEL =
      """
      package nets;

      import dev.demitasse.F32;
      import dev.demitasse.I8;
      import dev.demitasse.Network;
      import dev.demitasse.Shape;
      import dev.demitasse.Weight;
      import ops.Twice;

      /** Has weights of a model. */
      @Network(weights = "model.tflite")
      public class Net {
        final Dense dense = new Dense();
        @Weight I8 quantised;
        @Weight("quantised/scales") F32 scales;

        /** A part. */
        public static class Dense {
          @Weight F32 kernel;
        }

        /** Does not look at x. */
        public F32 run(@Shape({1}) F32 x) {
          return Twice.apply(dense.kernel);
        }
      }
      """;

  @Test
  void constantsOfAModel() throws IOException {
    project.with("src/nets/Net.java", OF_A_MODEL);
    Files.write(project.root().resolve("src/nets/model.tflite"), ModelBuilder.constants());
    found();
    String resource =
        Files.readString(
            project.root().resolve("out/nets/NetModel.weights"), StandardCharsets.ISO_8859_1);
    assertTrue(resource.contains("dense/kernel"));
    assertTrue(resource.contains("quantised/scales"));
    assertFalse(resource.contains("shape"));
  }

  @Test
  void brokenModel() throws IOException {
    project.with("src/nets/Net.java", OF_A_MODEL).with("src/nets/model.tflite", "no model");
    Project.Ran javac = build();
    assertEquals(
        """
        src/nets/Net.java:12: error: [weight-file] the weight file cannot be read
        public class Net {
               ^
            reason: 'model.tflite', byte 4: the file is no TensorFlow Lite model of schema 3: its identifier is not TFL3
            fix:    convert the model with the converter of TensorFlow 1.15 or newer, or with LiteRT
        1 error
        """,
        javac.output());
  }
}
