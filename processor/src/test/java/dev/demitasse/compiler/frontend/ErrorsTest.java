package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.demitasse.compiler.diagnostic.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The mistakes of users: each file of {@code errors} is compiled, and exactly what its comments
 * {@code // error: ...} say must be reported, on their lines, and nothing be written.
 */
class ErrorsTest {
  private static final Path ERRORS = Path.of("src", "test", "resources", "errors");
  private static final Pattern EXPECTATION = Pattern.compile("// error: (.*?)(?= // error: |$)");

  /** What no source file alone can provoke. */
  private static final Set<Message> ELSEWHERE =
      EnumSet.of(
          Message.INTERNAL,
          Message.NOT_JAVAC,
          Message.OLD_JAVAC,
          Message.NOT_ANALYZED,
          Message.OUTPUT,
          Message.NO_CLASS,
          Message.IR_METHOD,
          Message.IR_STALE,
          Message.IR_UNREADABLE,
          Message.IR_VERSION,
          Message.OPTION);

  @TempDir Path output;

  @TestFactory
  Stream<DynamicTest> reportsWhatTheFileSays() throws IOException {
    return files().stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private void check(Path file) throws IOException {
    Path out = Files.createTempDirectory(output, "out");
    JavacRun run = JavacRun.of(out, List.of(file));
    List<String> expected = expectations(Files.readAllLines(file));
    List<String> reported =
        run.reports().stream()
            .sorted((a, b) -> Long.compare(a.line(), b.line()))
            .map(r -> r.line() + ": " + r.firstLine())
            .toList();
    assertEquals(String.join("\n", expected), String.join("\n", reported));
    assertEquals(expected.isEmpty(), run.success());
    if (!expected.isEmpty()) {
      assertEquals(List.of(), run.written());
    }
  }

  private static List<String> expectations(List<String> lines) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher expectation = EXPECTATION.matcher(lines.get(i));
      while (expectation.find()) {
        expected.add((i + 1) + ": " + expectation.group(1));
      }
    }
    return expected;
  }

  @Test
  void eachCodeHasItsFile() throws IOException {
    String missing =
        Arrays.stream(Message.values())
            .filter(m -> !ELSEWHERE.contains(m))
            .filter(m -> !Files.exists(ERRORS.resolve(m.code() + ".java")))
            .map(Message::code)
            .collect(Collectors.joining(", "));
    assertEquals("", missing);
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.list(ERRORS)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
