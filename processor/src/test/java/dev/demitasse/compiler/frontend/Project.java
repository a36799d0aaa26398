package dev.demitasse.compiler.frontend;

import com.google.gson.Gson;
import com.palantir.javapoet.JavaFile;
import dev.demitasse.F32;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A user's folder, in which the tools of a JDK are run as a user runs them. */
record Project(Path root) {

  /** The JDK that runs the tests. */
  static final Path JDK = Path.of(System.getProperty("java.home"));

  /** An operator, {@code ops.Twice}. */
  static final String TWICE =
      """
      package ops;

      import dev.demitasse.F32;
      import dev.demitasse.Operator;

      /** Doubles. */
      @Operator
      public final class Twice {
        private Twice() {}

        /** Twice x. */
        public static F32 apply(F32 x) {
          F32 y = F32.zeros(x.shape());
          for (int i = 0; i < x.size(); i++) {
            y.set(i, doubled(x.at(i)));
          }
          return y;
        }

        static float doubled(float a) {
          return a + a;
        }
      }
      """;

  /** A network that calls it, {@code nets.Net}, with one weight that it does not need. */
  static final String NET =
      """
      package nets;

      import dev.demitasse.F32;
      import dev.demitasse.Network;
      import dev.demitasse.Shape;
      import dev.demitasse.Weight;
      import ops.Twice;

      /** Four times the weights. */
      @Network(weights = "layer.npz")
      public class Net {
        @Weight F32 kernel;
        @Weight F32 bias;

        /** Does not look at x. */
        public F32 run(@Shape({1}) F32 x) {
          return Twice.apply(Twice.apply(kernel));
        }
      }
      """;

  /** What {@link #NET} is compiled to, beside class files. */
  static final List<String> NET_OUTPUT =
      List.of(
          "META-INF/demitasse/c/tvmgen_net.c",
          "META-INF/demitasse/c/tvmgen_net.h",
          "META-INF/demitasse/c/tvmgen_net.json",
          "META-INF/demitasse/c/tvmgen_net_operators.h",
          "META-INF/demitasse/c/tvmgen_net_weights.c",
          "META-INF/demitasse/report/net/report.html",
          "META-INF/demitasse/report/net/report.json",
          "nets/NetModel.weights");

  /** What a tool left behind. */
  record Ran(int exit, String output) {
    List<String> lines() {
      return output.lines().toList();
    }
  }

  /** Writes a file of text. */
  Project with(String file, String text) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the weights of {@link #NET} into a folder. */
  Project withWeights(String folder) {
    try {
      Path path = Files.createDirectories(root.resolve(folder));
      Files.copy(
          Path.of("src", "test", "resources", "errors", "layer.npz"), path.resolve("layer.npz"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the javac of this JDK, with the annotations on its class path. The lines in which we sum
   * up networks are left out of the output.
   */
  Ran javac(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-cp", path(JavacRun.annotations())));
    all.addAll(List.of(arguments));
    Ran ran = run(tool(JDK, "javac"), all);
    return new Ran(
        ran.exit(), ran.output().replaceAll("(?m)^Note: network '.*\\R(    .*\\R)*", ""));
  }

  /** Runs javac with the processor, from sources into a folder; options and files in any order. */
  Ran build(String output, String... more) {
    List<String> all = new ArrayList<>(List.of("-processorpath", processorPath(), "-d", output));
    all.addAll(List.of(more));
    return javac(all.toArray(String[]::new));
  }

  /** The processor and what it needs. */
  static String processorPath() {
    return Stream.of(DemitasseProcessor.class, F32.class, Gson.class, JavaFile.class)
        .map(JavacRun::home)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A path of these, absolute or in the project. */
  String path(Path... parts) {
    return Stream.of(parts)
        .map(p -> root.resolve(p).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs a program in the project's folder. */
  Ran run(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The files in a folder that are neither source nor class, sorted. */
  List<String> resources(String folder) {
    Path top = root.resolve(folder);
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> top.relativize(f).toString().replace(File.separatorChar, '/'))
          .filter(f -> !f.endsWith(".class") && !f.endsWith(".java"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs a folder, without entries for the folders in it, as some tools do. */
  Project jar(String folder, String jar) {
    Path top = root.resolve(folder);
    try (OutputStream out = Files.newOutputStream(root.resolve(jar));
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = top.relativize(file).toString().replace(File.separatorChar, '/');
        entries.putNextEntry(new JarEntry(name));
        Files.copy(file, entries);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of an executable of a JDK. */
  static Path tool(Path jdk, String name) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    return jdk.resolve("bin").resolve(windows ? name + ".exe" : name);
  }
}
