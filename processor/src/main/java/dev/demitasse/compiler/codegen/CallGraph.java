package dev.demitasse.compiler.codegen;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which function of generated C calls which, as the text says: so whoever prints a call need not
 * tell of it. Reads what we print and what the headers of the C runtime have, not any C: a function
 * begins and ends at the first column, and macros have no lower-case letter.
 */
final class CallGraph {
  private static final String NOT_CODE =
      """
      (?xs) /\\*.*?\\*/ | //[^\\n]* | "(\\\\.|[^"\\\\])*" | '(\\\\.|[^'\\\\])*'
          | (?m:^\\#(\\\\\\n|[^\\n])*)
      """;

  /** A head without {@code ;}, {@code =} and braces, then all up to a brace at the first column. */
  private static final Pattern FUNCTION =
      Pattern.compile("(?ms)^((?=\\w)[^;={}(]*?(\\w+)\\([^;={}]*)\\{(.*?)^\\}");

  private static final Pattern CALL = Pattern.compile("\\b([A-Za-z_]\\w*)\\s*\\(");

  /** Compilers move a number without a call. */
  private static final String MOVE = "memcpy\\(&\\w+, &\\w+, sizeof \\w+\\)";

  private static final Set<String> KEYWORDS =
      Set.of("if", "for", "while", "switch", "return", "sizeof");

  /**
   * A function that is defined in a text.
   *
   * @param isStatic whether it is known in its file only, so may be inlined wherever it is called
   * @param callees in the order of their first calls, those of other files among them
   */
  record Function(String symbol, boolean isStatic, List<String> callees) {
    Function {
      callees = List.copyOf(callees);
    }
  }

  private CallGraph() {}

  /** The functions of a file, in their order. */
  static List<Function> of(String text) {
    List<Function> functions = new ArrayList<>();
    Matcher function = FUNCTION.matcher(text.replaceAll(NOT_CODE, "").replaceAll(MOVE, ""));
    while (function.find()) {
      Set<String> callees = new LinkedHashSet<>();
      CALL.matcher(function.group(3)).results().map(r -> r.group(1)).forEach(callees::add);
      callees.removeIf(name -> KEYWORDS.contains(name) || !name.matches(".*[a-z].*"));
      functions.add(
          new Function(
              function.group(2), function.group(1).startsWith("static "), List.copyOf(callees)));
    }
    return functions;
  }
}
