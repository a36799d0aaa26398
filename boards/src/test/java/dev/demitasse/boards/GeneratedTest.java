package dev.demitasse.boards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Tensor;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of every interface run on boards as on the JVM: inputs, outputs, states. */
class GeneratedTest {
  private static final String NETWORK =
      """
      import dev.demitasse.*;
      import dev.demitasse.operators.*;

      @Network(weights = "mixer.safetensors")
      $annotations$
      public class Mixer {
        public record Both(F32 sums, I8 turned) {}

        @State("sums") F32 sums;
        @Weight F32 gain;

        public Both mix(@Shape({3}) F32 x, @Shape({2, 5}) I8 codes) {
          sums = Add.apply(Mul.apply(sums, gain), x);
          return new Both(Softmax.apply(sums.reshape(1, 3)), Transpose.apply(codes, 1, 0));
        }
      }
      """;

  private static final int RUNS = 4;

  @TempDir Path folder;

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///Mixer.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** The state that the network begins with, and a weight. */
  private static byte[] weights() {
    byte[] header =
        """
        {"sums": {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]},
         "gain": {"dtype": "F32", "shape": [3], "data_offsets": [12, 24]}}\
        """
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + header.length + 24)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header);
    for (float weight : new float[] {1.5f, -2, 0.25f, 0.5f, 0.75f, -0.5f}) {
      file.putFloat(weight);
    }
    return file.array();
  }

  private Path compile(String annotations) throws IOException {
    String path = System.getProperty("java.class.path");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> options =
        List.of(
            "-Ademitasse.resources=" + folder,
            "-d",
            classes.toString(),
            "-classpath",
            path,
            "-processorpath",
            path);
    Files.write(folder.resolve("mixer.safetensors"), weights());
    StringWriter messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages,
                null,
                null,
                options,
                null,
                List.of(new Source(NETWORK.replace("$annotations$", annotations))))
            .call();
    assertTrue(compiled, messages::toString);
    return classes;
  }

  private static Path json(Path classes) throws IOException {
    try (Stream<Path> files = Files.list(classes.resolve("META-INF/demitasse/c"))) {
      return files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }

  private static F32 x(int run) {
    return F32.of(new float[] {run - 1.5f, 0.25f * run, -run}, 3);
  }

  private static I8 codes(int run) {
    I8 codes = I8.zeros(2, 5);
    for (int i = 0; i < codes.size(); i++) {
      codes.set(i, (byte) (20 * i - 17 * run));
    }
    return codes;
  }

  private static List<List<byte[]>> onJvm(Path classes) throws Exception {
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, GeneratedTest.class.getClassLoader())) {
      Object network = loader.loadClass("MixerModel").getMethod("load").invoke(null);
      Method mix = network.getClass().getMethod("mix", F32.class, I8.class);
      List<List<byte[]>> outputs = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        Object both = mix.invoke(network, x(run), codes(run));
        List<byte[]> output = new ArrayList<>();
        for (String member : List.of("sums", "turned")) {
          output.add(((Tensor<?>) both.getClass().getMethod(member).invoke(both)).toBytes());
        }
        outputs.add(output);
      }
      return outputs;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@CInterface(workspace = \"static\")",
        "@CInterface(io = \"workspace\")",
        "@CInterface(constants = \"pool\")",
        "@CInterface(workspace = \"static\", constants = \"pool\")",
        "@CInterface(entry = \"both\")",
        "@CInterface(prefix = \"acme\", amalgamated = \"on\")",
        "@Pool(name = \"dtcm\", bytes = 16) @Pool(name = \"sram\", alignment = 64)"
            + " @Pool(name = \"qspi\", holds = \"constants\", memory = \"caller\")",
        "@Pool(name = \"dtcm\", bytes = 16, section = \".bss.dtcm\") @Pool(name = \"sram\")"
            + " @Pool(name = \"tcm\", holds = \"constants\", section = \".rodata.tcm\")",
      })
  void agreeWithTheJvm(String annotations) throws Exception {
    Board board = Selected.boards().get(0);
    Selected.require(board);
    Path classes = compile(annotations);
    NetworkSources network = NetworkSources.generated(json(classes));
    Firmware firmware =
        Firmware.build(
            board,
            network,
            List.of("-std=c99", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"),
            folder.resolve("firmware"));
    List<List<byte[]>> inputs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      inputs.add(List.of(x(run).toBytes(), codes(run).toBytes()));
    }
    Run run = firmware.run(inputs, Duration.ofSeconds(60));
    List<List<byte[]>> expected = onJvm(classes);
    assertEquals(RUNS, run.outputs().size());
    for (int i = 0; i < RUNS; i++) {
      assertArrayEquals(expected.get(i).get(0), run.outputs().get(i).get(0));
      assertArrayEquals(expected.get(i).get(1), run.outputs().get(i).get(1));
    }
  }

  @Test
  void packedFunctionsAreRefused() throws IOException {
    Path classes = compile("@CInterface(entry = \"packed\")");
    assertEquals(
        "network 'mixer' has packed functions only; the program on the board calls structs:"
            + " compile it with @CInterface(entry = \"c\") or \"both\"",
        assertThrows(BoardException.class, () -> NetworkSources.generated(json(classes)))
            .getMessage());
  }

  @Test
  void profilesAreRefused() throws IOException {
    Path classes = compile("@CInterface(profile = \"on\")");
    assertEquals(
        "network 'mixer' calls functions of the firmware around its operators, which the program on"
            + " the board does not have: compile it with @CInterface(profile = \"off\")",
        assertThrows(BoardException.class, () -> NetworkSources.generated(json(classes)))
            .getMessage());
  }

  @Test
  void packedFunctionsInTheSameFileAreRefused() throws IOException {
    Path classes = compile("@CInterface(entry = \"both\", amalgamated = \"on\")");
    assertEquals(
        "network 'mixer' has its packed functions, which need headers of the runtime, in one file"
            + " with the rest: compile it with @CInterface(amalgamated = \"off\")",
        assertThrows(BoardException.class, () -> NetworkSources.generated(json(classes)))
            .getMessage());
  }
}
