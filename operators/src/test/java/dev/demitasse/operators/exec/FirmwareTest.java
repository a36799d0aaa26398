package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.F32;
import dev.demitasse.crt.Device;
import dev.demitasse.crt.DeviceException;
import dev.demitasse.crt.DeviceTensor;
import dev.demitasse.crt.TensorType;
import dev.demitasse.operators.Dense;
import dev.demitasse.operators.Sigmoid;
import dev.demitasse.operators.Softmax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Firmware written for TVM's generated C, in {@code src/test/resources/firmware}, compiles against
 * ours as it is, and gets the bits of the JVM.
 */
class FirmwareTest {
  private static final Path FIRMWARE = Path.of("src", "test", "resources", "firmware");
  private static final Path CRT = Path.of("..", "crt").toAbsolutePath().normalize();

  /** What TVM's demos are compiled with; they cast constants away. */
  private static final List<String> FLAGS = List.of("-std=gnu11", "-O2", "-Wno-pedantic");

  private static final F32 X = F32.of(new float[] {1, -2, 3, 0.5f, 0, 4, -1, 2}, 2, 4);
  private static final F32 BIAS = F32.of(new float[] {0.25f, -1, 2}, 3);
  private static final F32 HALF = Sigmoid.apply(F32.zeros(3, 4));

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}.c, {1}")
  @CsvSource({
    "structs, io = 'caller'",
    "internal, workspace = 'static'",
    "packed, 'entry = \"packed\", workspace = \"static\"'",
    "executor, 'entry = \"packed\", systemLib = \"on\"'",
    "shared, io = 'caller'",
    "workspace_io, io = 'workspace'",
    "constant_pool, constants = 'pool'",
    "direct, workspace = 'static'"
  })
  void compilesUnchanged(String firmware, String members) throws IOException {
    CCompiler.GCC.require();
    link(firmware, build(members.replace('\'', '"')));
    assertEquals(
        new Command.Ended(0, ""),
        Command.run(folder, List.of(folder.resolve("firmware").toString())));
  }

  /** Two networks with pools of the same names, which are as large as a header of both says. */
  @Test
  void networksShareNamedPools() throws IOException {
    CCompiler.GCC.require();
    String pools = "@Pool(name = \"dtcm\", bytes = 64) @Pool(name = \"sram\", alignment = %d)";
    Map<String, String> sources = new TreeMap<>();
    sources.put("Default", pooled("Default", pools.formatted(16), "Softmax.apply(h)"));
    String wider = "Concat.apply(0, Softmax.apply(h), h).slice(0, 0, 2)";
    sources.put("Other", pooled("Other", pools.formatted(64), wider));
    link("pools", JavaBuild.of(folder.resolve("java"), sources, List.of()));
    assertEquals(
        new Command.Ended(0, ""),
        Command.run(folder, List.of(folder.resolve("firmware").toString())));
  }

  private static String pooled(String name, String pools, String result) {
    return """
    package networks;

    import dev.demitasse.*;
    import dev.demitasse.operators.*;

    @Network
    %s
    public class %s {
      public F32 run(@Shape({2, 4}) F32 x, @Shape({3}) F32 bias) {
        F32 kernel = Reshape.apply(Sigmoid.apply(F32.zeros(12)), 3, 4);
        @Placed("dtcm") F32 h = Dense.apply(x, kernel, bias);
        @Placed("sram") F32 turned = Transpose.apply(%s, 1, 0);
        return Transpose.apply(turned, 1, 0);
      }
    }
    """
        .formatted(pools, name, result);
  }

  private void link(String firmware, JavaBuild build) throws IOException {
    List<Path> sources = new ArrayList<>();
    sources.add(FIRMWARE.resolve(firmware + ".c").toAbsolutePath());
    sources.addAll(files(build.cFolder()));
    if (List.of("executor", "host").contains(firmware)) {
      sources.addAll(files(CRT.resolve("src/main/c")));
    }
    data();
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(List.of("-I" + folder, "-I" + build.cFolder(), "-I" + CRT.resolve("include")));
    Path objects = Files.createDirectory(folder.resolve("objects"));
    assertEquals(new Command.Ended(0, ""), CCompiler.GCC.compile(objects, flags, sources));
    assertEquals(
        new Command.Ended(0, ""),
        CCompiler.GCC.link(folder, List.of(), files(objects), "firmware"));
  }

  /** The Java client runs a network and a single operator of it on a device, here a process. */
  @Test
  void hostRunsNetworkAndOperator() throws IOException {
    CCompiler.GCC.require();
    String members = "entry = 'packed', packed = 'all', checks = 'full', systemLib = 'on'";
    link("host", build(members.replace('\'', '"')));
    Process process = new ProcessBuilder(folder.resolve("firmware").toString()).start();
    try {
      Device device = Device.connect(process.getInputStream(), process.getOutputStream());
      DeviceTensor x = DeviceTensor.f32(X.toArray(), 2, 4);
      DeviceTensor bias = DeviceTensor.f32(BIAS.toArray(), 3);
      DeviceTensor output = device.run(device.network("tvmgen_default"), x, bias).output();
      assertArrayEquals(expected().toBytes(), output.bytes());

      DeviceTensor kernel = DeviceTensor.f32(HALF.toArray(), 3, 4);
      TensorType y = TensorType.of(TensorType.Element.F32, 2, 3);
      String dense = "tvmgen_default_dense_packed";
      DeviceTensor made = device.call(dense, x, kernel, bias, y).output();
      assertArrayEquals(Dense.apply(X, HALF, BIAS).toBytes(), made.bytes());

      DeviceException refused =
          assertThrows(DeviceException.class, () -> device.call(dense, x, kernel, kernel, y));
      assertTrue(refused.getMessage().contains("bias: wrong ndim"), refused::getMessage);
    } finally {
      process.destroy();
    }
  }

  private JavaBuild build(String members) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    sources.put("Default", network("Default", "@CInterface(" + members + ")"));
    sources.put("Other", network("Other", ""));
    return JavaBuild.of(folder.resolve("java"), sources, List.of());
  }

  private static String network(String name, String annotation) {
    return """
    package networks;

    import dev.demitasse.*;
    import dev.demitasse.operators.*;

    @Network
    %s
    public class %s {
      public F32 run(@Shape({2, 4}) F32 x, @Shape({3}) F32 bias) {
        F32 kernel = Reshape.apply(Sigmoid.apply(F32.zeros(12)), 3, 4);
        return Softmax.apply(Dense.apply(x, kernel, bias));
      }
    }
    """
        .formatted(annotation, name);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().matches(".*\\.[co]")).sorted().toList();
    }
  }

  /** The data of the firmware: inputs, and what comes of them on the JVM. */
  private void data() throws IOException {
    Files.writeString(
        folder.resolve("data.h"),
        """
        #include <stdint.h>
        #include <string.h>
        static const float x[] = {%s};
        static const float bias[] = {%s};
        static int differs(const float *found) {
          static const uint32_t expected[] = {%s};
          return memcmp(found, expected, sizeof expected) != 0;
        }
        """
            .formatted(
                InterfaceProgram.floats(X),
                InterfaceProgram.floats(BIAS),
                InterfaceProgram.bits(expected())));
  }

  private static F32 expected() {
    return Softmax.apply(Dense.apply(X, HALF, BIAS));
  }
}
