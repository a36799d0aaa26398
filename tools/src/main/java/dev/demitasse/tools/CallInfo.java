package dev.demitasse.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .ci} files: which functions call which as compiled, as gcc writes it with {@code
 * -fcallgraph-info=su}. What the compiler calls by itself, such as {@code memset} or arithmetic of
 * floats, is among it.
 */
final class CallInfo {
  private static final Pattern NODE =
      Pattern.compile("node: \\{ title: \"([^\"]*)\" label: \"([^\"]*)\"( shape : ellipse)? \\}");
  private static final Pattern EDGE =
      Pattern.compile(
          "edge: \\{ sourcename: \"([^\"]*)\" targetname: \"([^\"]*)\"( label: \"[^\"]*\")? \\}");
  private static final Pattern FRAME = Pattern.compile("(\\d{1,18}) bytes \\(([a-z, ]+)\\)");

  /**
   * A function.
   *
   * @param title its name, behind that of its file if it is static
   * @param frame what it takes of the stack, if the file says so
   * @param callees by their titles
   */
  record Node(String title, Optional<StackUsage.Frame> frame, Set<String> callees) {}

  private CallInfo() {}

  /**
   * The functions that a file defines.
   *
   * @throws InputException if it is of another kind
   */
  static List<Node> parse(Path file, String text) throws InputException {
    Map<String, Node> nodes = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher node = NODE.matcher(line);
      Matcher edge = EDGE.matcher(line);
      if (node.matches()) {
        if (node.group(3) == null) {
          String title = node.group(1);
          nodes.put(title, new Node(title, frame(node.group(2), file), new LinkedHashSet<>()));
        }
      } else if (edge.matches() && nodes.containsKey(edge.group(1))) {
        nodes.get(edge.group(1)).callees().add(edge.group(2));
      } else if (!line.startsWith("graph: {") && !line.equals("}")) {
        throw new InputException(
            "'%s', line %d: neither a function nor a call".formatted(file, number),
            "give what gcc wrote with -fcallgraph-info=su");
      }
    }
    return new ArrayList<>(nodes.values());
  }

  /** A label has the name, the place and the frame of a function. */
  private static Optional<StackUsage.Frame> frame(String label, Path file) {
    String[] lines = label.split("\\\\n", -1);
    Matcher frame = FRAME.matcher(lines.length < 3 ? "" : lines[2]);
    if (!frame.matches()) {
      return Optional.empty();
    }
    String source = StackUsage.simpleName(lines[1].replaceFirst(":\\d+:\\d+$", ""));
    boolean isBounded = !frame.group(2).equals("dynamic");
    return Optional.of(
        new StackUsage.Frame(lines[0], source, Long.parseLong(frame.group(1)), isBounded, file));
  }
}
