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
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java that is compiled while a test runs, so that what the processor has made can be changed. */
final class Compiled {
  private final Path folder;
  private final URLClassLoader loader;

  private Compiled(Path folder) throws MalformedURLException {
    this.folder = folder;
    loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, Compiled.class.getClassLoader());
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
    return new Compiled(folder);
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

  Path c(String file) {
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
