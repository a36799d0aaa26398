package dev.demitasse.operators.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operators of the guide. Before an example stands, where readers do not see it, what to run:
 * {@code <!-- run: Scaled.apply(a, 3, true) of 2 5 -->}, several with semicolons, inputs with
 * commas. The type of the result stands before what is no plain call: {@code F32
 * Pair.apply(a).x()}.
 */
final class GuideCases {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "operators.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)<!-- run: ([^\\n]*) -->\n```java\n(.*?)```\n");
  private static final Pattern NAME = Pattern.compile("final class (\\w+)");
  private static final Pattern RESULT = Pattern.compile("public static (\\w+) apply\\(");

  private static final Pattern TYPED = Pattern.compile("([A-Z]\\w+) (\\w.*)");

  private GuideCases() {}

  static void addTo(Networks networks) {
    for (MatchResult example : examples()) {
      for (String run : List.of(example.group(1).split("; ", -1))) {
        String[] parts = run.split(" of ", 2);
        Matcher typed = TYPED.matcher(parts[0]);
        boolean isTyped = typed.matches();
        networks.addReturning(
            NetworkCase.elementType(isTyped ? typed.group(1) : found(RESULT, example)),
            found(NAME, example),
            isTyped ? typed.group(2) : parts[0],
            parts[1].split(", ", -1));
      }
    }
  }

  /** The sources by class name. */
  static Map<String, String> operators() {
    Map<String, String> sources = new TreeMap<>();
    for (MatchResult example : examples()) {
      sources.put(
          found(NAME, example),
          "package " + NetworkCase.PACKAGE + "; import dev.demitasse.*; " + example.group(2));
    }
    return sources;
  }

  private static String found(Pattern pattern, MatchResult example) {
    return pattern.matcher(example.group(2)).results().findFirst().orElseThrow().group(1);
  }

  private static List<MatchResult> examples() {
    try {
      return EXAMPLE.matcher(Files.readString(GUIDE)).results().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
