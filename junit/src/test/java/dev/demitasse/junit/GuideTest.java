package dev.demitasse.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of the guide pass, but for the one whose message it shows. */
class GuideTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path GUIDE = Path.of("..", "docs", "guide", "testing.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```(java|c|text)\n(.*?)```\n");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");
  private static final String KERNEL = "src/main/c/acme_relu.c";
  private static final String IMPORTS =
      "package guide; import dev.demitasse.*; import dev.demitasse.junit.*;"
          + " import dev.demitasse.operators.*; import org.junit.jupiter.api.*;"
          + " import org.junit.jupiter.params.*; import org.junit.jupiter.params.provider.*;"
          + " import static org.junit.jupiter.api.Assertions.*; ";

  @TempDir Path folder;

  private final Map<String, String> sources = new TreeMap<>();
  private final List<String> expected = new ArrayList<>();

  private void read(Path page) throws IOException {
    for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
      String text = block.group(2);
      switch (block.group(1)) {
        case "java" ->
            CLASS
                .matcher(text)
                .results()
                .forEach(name -> sources.put(name.group(1), IMPORTS + text));
        case "c" -> Files.writeString(folder.resolve("acme_relu.c"), text);
        default -> expected.add(text.stripTrailing());
      }
    }
  }

  @Test
  void testsOfTheGuideDoWhatItSays() throws Exception {
    Tools.require(Machine.CORTEX_M4, Machine.RV32IMAC);
    read(README);
    sources.keySet().retainAll(List.of("Scale"));
    expected.clear();
    read(GUIDE);
    String kernel = folder.resolve("acme_relu.c").toString();
    sources.replaceAll((name, text) -> text.replace(KERNEL, kernel));
    Compiled compiled = Compiled.of(Files.createDirectory(folder.resolve("classes")), sources);
    List<String> failures = new ArrayList<>();
    List<String> tests = sources.keySet().stream().filter(name -> name.endsWith("Test")).toList();
    assertFalse(tests.isEmpty());
    for (String test : tests) {
      TestRun run = TestRun.of(compiled.type("guide." + test));
      assertEquals(List.of(), run.skips());
      assertNotEquals(0, run.passed());
      failures.addAll(run.failures());
    }
    assertEquals(expected, failures);
  }
}
