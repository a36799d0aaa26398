package dev.demitasse.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every Java file of every module is laid out as google-java-format lays it out. With the system
 * property {@code format} set to {@code apply} the files are rewritten instead.
 */
class FormatTest {
  /** Java that tests compile; there, the lines of mistakes matter. */
  private static final Path RESOURCES = Path.of("test", "resources");

  private static final String APPLY = "mvn -q -Pformat -pl processor -am test";

  @Test
  void everyFileIsFormatted() throws IOException {
    boolean apply = System.getProperty("format", "check").equals("apply");
    String unformatted = format(apply ? "--replace" : "--dry-run", sources(Path.of("..")));
    if (!unformatted.isEmpty()) {
      fail("to be formatted, by '" + APPLY + "':\n" + unformatted);
    }
  }

  /** What the formatter prints: with {@code --dry-run}, one line per file that it would change. */
  private static String format(String mode, List<String> files) {
    List<String> arguments = new ArrayList<>(files);
    arguments.add(0, mode);
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    ToolProvider.findFirst("google-java-format")
        .orElseThrow()
        .run(new PrintWriter(output), new PrintWriter(errors), arguments.toArray(String[]::new));
    assertEquals("", errors.toString());
    return output.toString();
  }

  /** The Java files under the {@code src} folders of the modules of the project at {@code root}. */
  private static List<String> sources(Path root) throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path folder : modules.map(module -> module.resolve("src")).toList()) {
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.walk(folder)) {
            files
                .filter(file -> !file.startsWith(folder.resolve(RESOURCES)))
                .map(Path::toString)
                .filter(file -> file.endsWith(".java"))
                .forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }
}
