package dev.demitasse.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.ElementType;
import dev.demitasse.I8;
import dev.demitasse.compiler.weights.WeightArray;
import dev.demitasse.compiler.weights.WeightFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command {@code eject}. */
class EjectTest {
  private static final Path MODELS = Path.of("..", "..", "shared", "models");
  private static final Path GOLDEN = Path.of("..", "..", "shared", "golden");
  private static final Path BROKEN =
      Path.of("..", "processor", "src", "test", "resources", "errors", "whirl.tflite");
  private static final Path GUIDE = Path.of("..", "docs", "guide", "models", "KeywordSpotter.java");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Tools.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private int eject(Path model, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "eject",
                model.toString(),
                "--class=acme.KeywordSpotter",
                "--sources=" + folder.resolve("java"),
                "--resources=" + folder.resolve("resources")));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static Path keywordSpotter() {
    Path model = MODELS.resolve("kws_int8.tflite");
    assumeTrue(Files.exists(model), "no trained models in " + MODELS + ", so none is ejected");
    return model;
  }

  @Test
  void theClassIsThatOfTheGuide() throws IOException {
    assertEquals(0, eject(keywordSpotter()), err::toString);

    Path written = folder.resolve("java/acme/KeywordSpotter.java");
    assertEquals(Files.readString(GUIDE), Files.readString(written));
    assertTrue(out.toString().contains("keyword_spotter.npz"));
  }

  @Test
  void theClassComputesWhatTheModelComputes() throws Exception {
    assertEquals(0, eject(keywordSpotter()), err::toString);
    compile(folder.resolve("java/acme/KeywordSpotter.java"));

    URL[] classes = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      Object network = loader.loadClass("acme.KeywordSpotterModel").getMethod("load").invoke(null);
      I8 x = I8.of(Files.readAllBytes(GOLDEN.resolve("kws_int8_in1.bin")), 1, 49, 10, 1);
      I8 y = (I8) network.getClass().getMethod("run", I8.class).invoke(network, x);
      assertArrayEquals(Files.readAllBytes(GOLDEN.resolve("kws_int8_in1.out.bin")), y.toBytes());
    }
  }

  private void compile(Path source) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String classPath = System.getProperty("java.class.path");
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:full",
              "-Ademitasse.resources=" + folder.resolve("resources"),
              "-d",
              classes.toString(),
              "-cp",
              classPath,
              "-processorpath",
              classPath);
      assertTrue(
          javac
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call(),
          messages::toString);
    }
  }

  @Test
  void theWeightsAreTheSameEachTime() throws IOException {
    Path npz = folder.resolve("resources/acme/keyword_spotter.npz");
    assertEquals(0, eject(keywordSpotter()), err::toString);
    byte[] first = Files.readAllBytes(npz);
    assertEquals(0, eject(keywordSpotter(), "--force"), err::toString);
    assertArrayEquals(first, Files.readAllBytes(npz));
  }

  @Test
  void nothingIsOverwrittenUnasked() throws IOException {
    Path java = folder.resolve("java/acme/KeywordSpotter.java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "mine");

    assertEquals(1, eject(keywordSpotter()));

    assertTrue(err.toString().contains("KeywordSpotter.java' is there already"), err::toString);
    assertEquals("mine", Files.readString(java));
    assertFalse(Files.exists(folder.resolve("resources")));
  }

  @Test
  void saysAllThatIsWrongAndWritesNothing() throws IOException {
    assertEquals(1, eject(BROKEN));

    assertTrue(err.toString().contains("operator 1 of 'whirl.tflite', FLOOR"), err::toString);
    assertTrue(err.toString().contains("CUSTOM(Whirl)"), err::toString);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void saysWhatIsNoModel() throws IOException {
    Path text = Files.writeString(folder.resolve("text.tflite"), "This is not a model.");
    assertEquals(1, eject(text));
    assertTrue(err.toString().contains("'text.tflite'"), err::toString);

    assertEquals(1, eject(folder.resolve("absent.tflite")));
    assertTrue(err.toString().contains("is not there"), err::toString);
  }

  @Test
  void saysHowItIsCalled() {
    assertEquals(0, run("eject", "--help"));
    assertTrue(out.toString().contains("--class"), out::toString);
    assertEquals(2, run("eject"));
    assertEquals(2, run("eject", "m.tflite", "--class=1x"));
    assertEquals(2, run("ejects"));
    assertEquals(0, run("--version"));
  }

  @Test
  void writesArraysAsNumPyDoes() throws Exception {
    List<WeightArray> arrays =
        List.of(
            new WeightArray("a", ElementType.I8, List.of(2, 3), new byte[6]),
            new WeightArray("b", ElementType.F32, List.of(), new byte[4]),
            new WeightArray("c", ElementType.I64, List.of(1), new byte[8]));

    Map<String, WeightArray> read = WeightFile.parse("w.npz", Npz.of(arrays)).arrays();

    assertEquals(arrays, List.copyOf(read.values()));
  }
}
