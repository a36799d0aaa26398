package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The guide to the errors has a section for each code, with prose by people; the example in it is
 * cut out of {@code errors/<code>.java}, and the message is what the processor says of that file.
 * With the system property {@code format} set to {@code apply} examples and messages are put in.
 */
class ErrorsGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "errors.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^### `([a-z-]+)`\n");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)\n```.*```\n");
  private static final String MARK = " // error: ";
  private static final String APPLY = "to be updated by 'mvn -q -Pformat -pl processor -am test'";

  /** What the messages speak of that no file of {@code errors} provokes. */
  private static final Map<Message, List<Object>> ELSEWHERE =
      Map.ofEntries(
          Map.entry(Message.NO_CLASS, List.of("acme.signal.Smooth.apply")),
          Map.entry(Message.IR_METHOD, List.of("acme.signal.Taps.load", "acme.signal.Taps")),
          Map.entry(Message.IR_STALE, List.of("acme.signal.Smooth")),
          Map.entry(Message.IR_UNREADABLE, List.of("acme.signal.Smooth", 7, "'in', found 0")),
          Map.entry(Message.IR_VERSION, List.of("acme.signal.Smooth", 2, 1)),
          Map.entry(
              Message.OPTION,
              List.of("demitasse.mac", "fast", String.join(", ", "separate", "fused"))),
          Map.entry(Message.NOT_ANALYZED, List.of("Digits")),
          Map.entry(Message.OUTPUT, List.of("target/classes/META-INF: Not a directory")),
          Map.entry(Message.NOT_JAVAC, List.of("org.eclipse.jdt.BatchProcessingEnvImpl")),
          Map.entry(Message.OLD_JAVAC, List.of(17)),
          Map.entry(
              Message.INTERNAL, List.of("Digits", "java.lang.IllegalStateException: no buffer")));

  @TempDir Path output;

  @ParameterizedTest
  @EnumSource
  void explainsTheCode(Message message) throws IOException {
    String section = sections().getOrDefault(message.code(), "");
    if (System.getProperty("format", "check").equals("apply")) {
      update(message, section);
    } else {
      assertTrue(section.contains(example(message)), () -> APPLY + ":\n" + example(message));
      assertFalse(
          EXAMPLE.matcher(section).replaceAll("").isBlank(),
          "the section of '" + message.code() + "' in " + GUIDE + " wants prose");
    }
  }

  @Test
  void hasTheCodesInTheOrderOfTheMessages() throws IOException {
    assertEquals(
        Arrays.stream(Message.values()).map(Message::code).toList(),
        List.copyOf(sections().keySet()));
  }

  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    List<String> parts = List.of(HEADING.split(Files.readString(GUIDE)));
    List<String> codes =
        HEADING.matcher(Files.readString(GUIDE)).results().map(r -> r.group(1)).toList();
    for (int i = 0; i < codes.size(); i++) {
      sections.put(codes.get(i), parts.get(i + 1).replaceFirst("(?s)\n## .*", ""));
    }
    return sections;
  }

  private void update(Message message, String section) throws IOException {
    String guide = Files.readString(GUIDE);
    if (section.isEmpty()) {
      String heading = "### `" + message.code() + "`\n\n";
      int place = placeOf(message, guide);
      Files.writeString(
          GUIDE,
          guide.substring(0, place)
              + heading
              + example(message).stripLeading()
              + "\n"
              + guide.substring(place));
    } else {
      String updated =
          EXAMPLE.matcher(section).replaceFirst(Matcher.quoteReplacement(example(message)));
      Files.writeString(GUIDE, guide.replace(section, updated));
    }
  }

  /** Where a section is to be put: before that of the next message that has one. */
  private static int placeOf(Message message, String guide) {
    return Arrays.stream(Message.values())
        .filter(next -> next.compareTo(message) > 0)
        .mapToInt(next -> guide.indexOf("### `" + next.code() + "`"))
        .filter(place -> place >= 0)
        .findFirst()
        .orElse(guide.length());
  }

  // ---- Examples ----

  private String example(Message message) {
    if (ELSEWHERE.containsKey(message)) {
      Object[] arguments = ELSEWHERE.get(message).toArray();
      String text = Diagnostic.of(message, Position.NONE, arguments).text(Position.NONE);
      return block("text", text.replace("\n", "\n  ") + "\n");
    }
    String name = message.code() + ".java";
    Path file = Path.of("src", "test", "resources", "errors", name);
    JavacRun.Report report =
        JavacRun.of(output, List.of(file)).errors().stream()
            .filter(r -> r.text().startsWith("[" + message.code() + "]"))
            .findFirst()
            .orElseThrow();
    try {
      return block("java", excerpt(Files.readAllLines(file), (int) report.line() - 1))
          + block("text", name + ":" + report.line() + ": error: " + report.text() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String block(String language, String text) {
    return "\n```" + language + "\n" + text + "```\n";
  }

  /** The method around a line, without its indentation, or the whole class. */
  private static String excerpt(List<String> lines, int line) {
    int depth = lines.get(line).startsWith("    ") ? 2 : 0;
    int begin = line;
    while (begin > 0
        && !(isAt(depth, lines.get(begin)) && lines.get(begin - 1).isBlank())
        && !(depth == 2 && isAt(0, lines.get(begin - 1)))) {
      begin--;
    }
    int end = line;
    while (!lines.get(end).equals(" ".repeat(depth) + "}")) {
      end++;
    }
    List<String> cut = lines.subList(begin, end + 1);
    boolean several = cut.stream().filter(text -> text.contains(MARK)).count() > 1;
    List<String> excerpt = new ArrayList<>();
    for (String text : cut) {
      String shown = text.replaceFirst(MARK + ".*", "");
      boolean here = several && text.equals(lines.get(line));
      excerpt.add(shown.substring(Math.min(depth, shown.length())) + (here ? " // here" : ""));
    }
    return excerpt.stream().map(text -> text + "\n").collect(Collectors.joining());
  }

  /** Whether a line is indented by this and no more. */
  private static boolean isAt(int depth, String line) {
    return line.length() > depth && line.startsWith(" ".repeat(depth)) && line.charAt(depth) != ' ';
  }
}
