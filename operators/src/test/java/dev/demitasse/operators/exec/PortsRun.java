package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.Tensor;
import dev.demitasse.operators.exec.NetworkPorts.Port;
import dev.demitasse.operators.exec.NetworkPorts.Way;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One network, run on the JVM and as C on all of {@link Run#ALL} one after the other, and again
 * after a reset.
 *
 * @param classes the folder that the network was compiled into
 * @param className of the network
 * @param name of the network in C
 */
record PortsRun(Path classes, String className, String name) {
  private static final Path CRT = Path.of("..", "crt").toAbsolutePath().normalize();

  /**
   * Both give the same bits.
   *
   * @param place a new folder for objects and the program
   */
  void assertSameBits(Way way, CCompiler compiler, List<String> flags, Path place)
      throws IOException, ReflectiveOperationException {
    compiler.require();
    NetworkPorts ports = NetworkPorts.of(cFolder(), name);
    Files.createDirectory(place);
    compile(ports, way, compiler, flags, place);
    writeInputs(ports, place.resolve("inputs"));
    assertSilent(Command.run(place, List.of("./network", "inputs", "outputs")));
    try (InputStream c = new BufferedInputStream(Files.newInputStream(place.resolve("outputs")));
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Class<?> type = loader.loadClass(className);
      for (List<Tensor<?>> expected : JvmRuns.outputs(type, ports)) {
        List<Tensor<?>> actual = new ArrayList<>();
        for (Port output : ports.outputs()) {
          actual.add(output.tensor(c.readNBytes(output.bytes())));
        }
        assertEquals(expected, actual);
      }
      assertEquals(0, c.available());
    }
  }

  private Path cFolder() {
    return classes.resolve("META-INF/demitasse/c");
  }

  private void compile(
      NetworkPorts ports, Way way, CCompiler compiler, List<String> flags, Path place)
      throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(Files.writeString(place.resolve("driver.c"), ports.driver(way)));
    for (String part : List.of("", "_weights", "_packed")) {
      Path file = cFolder().resolve("tvmgen_" + name + part + ".c");
      if (Files.exists(file)) {
        files.add(file);
      }
    }
    files.add(CRT.resolve("src/main/c/last_error.c")); // packed functions say what they refuse
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of("-I" + cFolder(), "-I" + CRT.resolve("include")));
    assertSilent(compiler.compile(place, all, files));
    List<Path> objects =
        files.stream()
            .map(f -> Path.of(f.getFileName().toString().replaceFirst("c$", "o")))
            .toList();
    assertSilent(compiler.link(place, flags, objects, "network"));
  }

  private static void writeInputs(NetworkPorts ports, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Run run : Run.ALL) {
        for (Port input : ports.inputs()) {
          out.write(ports.elements(input, run));
        }
      }
    }
  }

  private static void assertSilent(Command.Ended ended) {
    assertEquals(new Command.Ended(0, ""), ended);
  }
}
