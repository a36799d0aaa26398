package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trained models compute what the reference kernels compute, on the JVM and in C. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsTest {
  private static final List<String> FLAGS = List.of("-std=c99", "-O2");

  @TempDir private static Path folder;

  private final List<String> figures = new ArrayList<>();
  private JavaBuild build;
  private URLClassLoader loader;

  static List<Golden> models() throws IOException {
    return Golden.all();
  }

  @BeforeAll
  void compile() throws IOException {
    Golden.require();
    Map<String, String> sources = new TreeMap<>();
    for (Golden model : Golden.all()) {
      sources.put(model.className(), model.source());
    }
    Path classes = folder.resolve("classes");
    build = JavaBuild.of(classes, sources, List.of("resources=" + Golden.MODELS));
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
  }

  @AfterAll
  void end() throws IOException {
    if (loader != null) {
      loader.close();
      Path file = Path.of("target", "models.json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "[\n" + String.join(",\n", figures) + "\n]\n");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void agreesWithTheReference(Golden model) throws Exception {
    List<byte[]> onJvm = onJvm(model);
    List<byte[]> inC = inC(model);
    int equal = 0;
    double most = 0;
    for (int i = 0; i < model.cases().size(); i++) {
      Golden.Case c = model.cases().get(i);
      assertArrayEquals(onJvm.get(i), inC.get(i), c.name() + ": the JVM and C differ");
      double difference = difference(model.type(), c.output(), inC.get(i));
      most = Math.max(most, difference);
      equal += difference <= model.tolerance() ? 1 : 0;
    }
    figures.add(
        "  {\"model\": \"%s\", \"cases\": %d, \"equal\": %d, \"maxDifference\": %s}"
            .formatted(model.name(), model.cases().size(), equal, most));
    assertEquals(model.cases().size(), equal, "cases within " + model.tolerance());
  }

  private List<byte[]> onJvm(Golden model) throws Exception {
    Object network = loader.loadClass(model.className() + "Model").getMethod("load").invoke(null);
    Tensor<?> like = model.type().zeros(model.inputShape());
    Method run = network.getClass().getMethod("run", like.getClass());
    List<byte[]> outputs = new ArrayList<>();
    for (Golden.Case c : model.cases()) {
      Tensor<?> x = Tensor.ofBytes(model.type(), c.input(), model.inputShape());
      outputs.add(((Tensor<?>) run.invoke(network, x)).toBytes());
    }
    return outputs;
  }

  private List<byte[]> inC(Golden model) throws IOException {
    Path place = Files.createDirectory(folder.resolve(model.name()));
    Files.writeString(place.resolve("main.c"), program(model));
    List<Path> files =
        List.of(
            place.resolve("main.c"),
            build.cFolder().resolve("tvmgen_" + model.name() + ".c"),
            build.cFolder().resolve("tvmgen_" + model.name() + "_weights.c"));
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add("-I" + build.cFolder());
    assertSilent(CCompiler.GCC.compile(place, flags, files));
    List<Path> objects =
        files.stream()
            .map(f -> Path.of(f.getFileName().toString().replaceFirst("c$", "o")))
            .toList();
    assertSilent(CCompiler.GCC.link(place, FLAGS, objects, "model"));
    ByteBuffer inputs =
        ByteBuffer.allocate(model.cases().stream().mapToInt(c -> c.input().length).sum());
    model.cases().forEach(c -> inputs.put(c.input()));
    Files.write(place.resolve("inputs"), inputs.array());
    assertSilent(Command.run(place, List.of("./model", "inputs", "outputs")));
    ByteBuffer outputs = ByteBuffer.wrap(Files.readAllBytes(place.resolve("outputs")));
    List<byte[]> all = new ArrayList<>();
    for (Golden.Case c : model.cases()) {
      byte[] output = new byte[c.output().length];
      outputs.get(output);
      all.add(output);
    }
    assertTrue(!outputs.hasRemaining(), "the outputs are longer than those of the reference");
    return all;
  }

  private static void assertSilent(Command.Ended ended) {
    assertEquals("", ended.messages());
    assertEquals(0, ended.status());
  }

  private static String program(Golden model) {
    return """
    #include <stdio.h>
    #include <string.h>
    #include "tvmgen_$name$.h"

    static uint8_t x[TVMGEN_$NAME$_X_SIZE];
    static uint8_t y[TVMGEN_$NAME$_OUTPUT_SIZE];
    static uint8_t workspace[TVMGEN_$NAME$_WORKSPACE_SIZE + 1];

    int main(int count, char **arguments) {
      FILE *in = count == 3 ? fopen(arguments[1], "rb") : NULL;
      FILE *out = count == 3 ? fopen(arguments[2], "wb") : NULL;
      if (in == NULL || out == NULL) {
        return 3;
      }
      while (fread(x, 1, sizeof x, in) == sizeof x) {
        struct tvmgen_$name$_inputs inputs = {x};
        struct tvmgen_$name$_outputs outputs = {y};
        struct tvmgen_$name$_workspace_pools pools = {workspace};
        memset(workspace, 0xA5, sizeof workspace);
        memset(y, 0xA5, sizeof y);
        if (tvmgen_$name$_run(&inputs, &outputs, &pools) != 0) {
          return 1;
        }
        fwrite(y, 1, sizeof y, out);
      }
      fclose(in);
      return fclose(out);
    }
    """
        .replace("$name$", model.name())
        .replace("$NAME$", model.name().toUpperCase(Locale.ROOT));
  }

  /** The largest difference between two elements; infinite if there are not as many. */
  private static double difference(ElementType type, byte[] expected, byte[] actual) {
    if (expected.length != actual.length) {
      return Double.POSITIVE_INFINITY;
    }
    ByteBuffer a = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer b = ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN);
    double most = 0;
    while (a.hasRemaining()) {
      double difference =
          type == ElementType.F32
              ? Math.abs((double) a.getFloat() - b.getFloat())
              : Math.abs(a.get() - b.get());
      most = difference <= most ? most : Double.isNaN(difference) ? 1e30 : difference;
    }
    return most;
  }
}
