package dev.demitasse.compiler.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide to models lists the operators that are imported. */
class ModelsGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "models.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\|");

  @Test
  void listsTheOperators() throws IOException {
    List<String> listed =
        ROW.matcher(Files.readString(GUIDE)).results().map(row -> row.group(1)).toList();
    assertEquals(List.copyOf(new TreeSet<>(TfliteImporter.supported())), listed);
  }
}
