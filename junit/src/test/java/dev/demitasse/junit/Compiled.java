package dev.demitasse.junit;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java that is compiled while a test runs, so that what the processor has made can be changed. */
final class Compiled {
  private final Path folder;
  private final URLClassLoader loader;

  /**
   * Uses what was compiled.
   *
   * @param folder where it is
   * @param place the folder, or a jar with all that is in it
   */
  private Compiled(Path folder, Path place) throws MalformedURLException {
    this.folder = folder;
    loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, Compiled.class.getClassLoader());
  }

  /**
   * Compiles classes.
   *
   * @param sources by the names of the classes, which are in no package
   * @param options of javac, such as {@code -proc:none}
   */
  static Compiled of(Path folder, Map<String, String> sources, String... options)
      throws IOException {
    String path = System.getProperty("java.class.path");
    List<String> words = new ArrayList<>(List.of("-d", folder.toString(), "-classpath", path));
    words.addAll(List.of("-processorpath", path));
    words.addAll(List.of(options));
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((name, text) -> files.add(new Source(name, text)));
    StringWriter messages = new StringWriter();
    assertTrue(
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, words, null, files)
            .call(),
        messages::toString);
    return new Compiled(folder, folder);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  Class<?> type(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  ClassLoader loader() {
    return loader;
  }

  /** The same, all of it in a jar. */
  Compiled inJar(Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> Files.isRegularFile(f) && !f.equals(jar)).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return new Compiled(folder, jar);
  }

  private Path c(String file) {
    return folder.resolve("META-INF/demitasse/c").resolve(file);
  }

  /** Replaces a text that is there. */
  void change(String file, String from, String to) throws IOException {
    String before = Files.readString(c(file));
    String after = before.replace(from, to);
    assertNotEquals(before, after);
    Files.writeString(c(file), after);
  }
}
