package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java in the guide to operators compiles, or gives the error that stands below it; so do the
 * errors in the guide to networks. With the system property {@code format} set to {@code apply} the
 * errors are put in. That the rest computes the same on the JVM and in C is tested with the
 * operators.
 */
class OperatorsGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "operators.md");
  private static final Path NETWORKS = GUIDE.resolveSibling("networks.md");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)```java\n(?<java>.*?)```\n(\n```text\n(?<text>.*?)```\n)?");

  /** The first class gives the file its name. */
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

  private static final Path FN =
      Path.of("..", "annotations", "src", "main", "java", "dev", "demitasse", "Fn.java");
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?s)/\\*\\*(?<comment>(?:(?!\\*/).)*)\\*/\\s+"
              + "public static (?<type>float|double) (?<name>\\w+)\\((?<parameters>[^)]*)\\)");
  private static final Pattern ERROR = Pattern.compile("below[\\s*]+([0-9.]+)[\\s*]+ulp");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+\\(.*?\\))` \\| ([0-9.]+) \\| ([0-9.]+) \\|");

  @TempDir Path folder;

  @Test
  void hasExamplesThatCompileWithoutAWarning() throws IOException {
    List<Path> files =
        blocks(GUIDE)
            .filter(block -> block.group("text") == null)
            .map(block -> file(block.group("java")))
            .toList();
    JavacRun run = JavacRun.of(Files.createDirectory(folder.resolve("out")), files);
    assertEquals(List.of(), run.reports());
  }

  @Test
  void hasTheErrorsThatFunctionsState() throws IOException {
    Map<String, String> stated = new TreeMap<>();
    for (MatchResult f : FUNCTION.matcher(Files.readString(FN)).results().toList()) {
      Matcher error = ERROR.matcher(f.group("comment"));
      if (error.find()) {
        String parameters = f.group("parameters").replaceAll("(float|double) ", "");
        String call = f.group("name") + "(" + parameters + ")";
        stated.put(call + " " + f.group("type"), error.group(1));
      }
    }
    Map<String, String> shown = new TreeMap<>();
    for (MatchResult row : ROW.matcher(Files.readString(GUIDE)).results().toList()) {
      shown.put(row.group(1) + " float", row.group(2));
      shown.put(row.group(1) + " double", row.group(3));
    }
    assertFalse(stated.isEmpty());
    assertEquals(stated, shown);
  }

  @TestFactory
  List<DynamicTest> showsWhatTheCompilerSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path guide : List.of(GUIDE, NETWORKS)) {
      blocks(guide)
          .filter(block -> block.group("text") != null)
          .map(block -> dynamicTest(name(block.group("java")), () -> check(block, guide)))
          .forEach(tests::add);
    }
    return tests;
  }

  private void check(MatchResult block, Path page) throws IOException {
    Path file = file(block.group("java"));
    Path out = Files.createTempDirectory(folder, "out");
    String said =
        JavacRun.of(out, List.of(file)).reports().stream()
            .map(report -> asPrinted(report, file, block.group("java").lines().toList()))
            .collect(Collectors.joining());
    if (System.getProperty("format", "check").equals("apply")) {
      String guide = Files.readString(page);
      String old = block.group("java") + "```\n\n```text\n" + block.group("text");
      assertTrue(guide.contains(old));
      Files.writeString(page, guide.replace(old, block.group("java") + "```\n\n```text\n" + said));
    } else {
      assertEquals(block.group("text"), said);
    }
  }

  /** As javac prints it: first line, source, caret, the rest. */
  private static String asPrinted(JavacRun.Report report, Path file, List<String> source) {
    return "%s:%s: error: %s\n%s\n%s^\n%s"
        .formatted(
            file.getFileName(),
            report.line(),
            report.firstLine(),
            source.get((int) report.line() - 1),
            " ".repeat((int) report.column() - 1),
            report.text().lines().skip(1).map(l -> l + "\n").collect(Collectors.joining()));
  }

  private static Stream<MatchResult> blocks(Path guide) throws IOException {
    return BLOCK.matcher(Files.readString(guide)).results();
  }

  private static String name(String java) {
    Matcher type = CLASS.matcher(java);
    assertTrue(type.find(), java);
    return type.group(1);
  }

  /** What a reader leaves out stands on the first line, so lines are counted as in the guide. */
  private Path file(String java) {
    try {
      return Files.writeString(
          folder.resolve(name(java) + ".java"), "package guide; import dev.demitasse.*; " + java);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
