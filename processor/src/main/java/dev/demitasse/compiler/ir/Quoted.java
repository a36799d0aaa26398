package dev.demitasse.compiler.ir;

/** Text in double quotes: quotes, backslashes and line ends have a backslash before them. */
final class Quoted {

  private Quoted() {}

  static String write(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
    return '"' + escaped + '"';
  }

  static String read(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      if (c == '\\') {
        i++;
        c =
            switch (quoted.charAt(i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> quoted.charAt(i);
            };
      }
      text.append(c);
    }
    return text.toString();
  }
}
