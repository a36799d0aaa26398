package dev.demitasse.operators.exec;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Networks compiled by one run of javac with our processor. */
final class JavaBuild {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  /** A Java file that exists in memory only. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("memory:///" + className + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private final Path folder;

  private JavaBuild(Path folder) {
    this.folder = folder;
  }

  /**
   * Compiles networks, and the operators that are made for tests beside them.
   *
   * @param folder takes all that is made
   * @param options of our processor, such as {@code mac=fused}
   */
  static JavaBuild of(Path folder, List<NetworkCase> networks, List<String> options)
      throws IOException {
    Map<String, String> sources = new TreeMap<>();
    networks.forEach(n -> sources.put(n.className(), n.source()));
    sources.putAll(ArithmeticCases.operators());
    sources.putAll(LanguageCases.operators());
    sources.putAll(GuideCases.operators());
    return of(folder, sources, options);
  }

  /**
   * Compiles sources. There may be no warning, but of casts and cases that are there to be tested.
   *
   * @param folder takes all that is made
   * @param sources by the names of their classes
   */
  static JavaBuild of(Path folder, Map<String, String> sources, List<String> options)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release",
                "17",
                "-Xlint:all,-cast,-fallthrough,-lossy-conversions,-options,-processing",
                "-Werror",
                "-Ademitasse.verify=on"));
    Collections.addAll(arguments, "-d", Files.createDirectories(folder).toString());
    Collections.addAll(arguments, "-classpath", CLASS_PATH, "-processorpath", CLASS_PATH);
    options.stream().map(o -> "-Ademitasse." + o).forEach(arguments::add);
    List<Source> files = new ArrayList<>();
    sources.forEach((name, text) -> files.add(new Source(name, text)));
    StringWriter messages = new StringWriter();
    JavaCompiler.CompilationTask task =
        ToolProvider.getSystemJavaCompiler().getTask(messages, null, null, arguments, null, files);
    assertTrue(task.call(), messages::toString);
    return new JavaBuild(folder);
  }

  /** Where the C of all networks is. */
  Path cFolder() {
    return folder.resolve("META-INF/demitasse/c");
  }

  /** The class path to run the networks with. */
  String classPath() {
    return Stream.of(folder.toString(), CLASS_PATH)
        .collect(joining(System.getProperty("path.separator")));
  }

  /** All files but the classes, by their path below the folder. */
  SortedMap<String, byte[]> generatedFiles() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (!path.toString().endsWith(".class")) {
          files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
        }
      }
    }
    return files;
  }
}
