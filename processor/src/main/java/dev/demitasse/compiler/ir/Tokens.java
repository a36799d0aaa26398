package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.Parser.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, numbers, quoted texts and signs of the text form, taken one after another. */
final class Tokens {

  /** What a token is made of. */
  enum Kind {
    /** A name, with dots: {@code sum}, {@code sum.1}, {@code dev.demitasse.Padding}. */
    WORD,
    /** Without sign and type: {@code 3}, {@code 0.5}, {@code 0x1.8p-3}. */
    NUMBER,
    /** With its quotes. */
    TEXT,
    SIGN,
    END
  }

  private record Token(Kind kind, String text, int line) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          """
          (?<line>\\n)
          | [\\x20\\t\\r]++ | //[^\\n]*+
          | (?<WORD>\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*+)
          | (?<NUMBER>0x[0-9a-f.]++p-?[0-9]++ | [0-9]++(\\.[0-9]++)?(E-?[0-9]++)?)
          | (?<TEXT>"[^"\\\\\\n]*+(\\\\.[^"\\\\\\n]*+)*+")
          | (?<SIGN>-> | >>>? | << | [<>=!]= | && | \\|\\| | .)
          """,
          Pattern.COMMENTS);

  private final List<Token> tokens = new ArrayList<>();
  private int next;

  Tokens(String text) {
    int line = 1;
    for (Matcher m = TOKEN.matcher(text); m.find(); ) {
      for (Kind kind : List.of(Kind.WORD, Kind.NUMBER, Kind.TEXT, Kind.SIGN)) {
        if (m.group(kind.name()) != null) {
          tokens.add(new Token(kind, m.group(), line));
        }
      }
      line += m.group("line") != null ? 1 : 0;
    }
    tokens.add(new Token(Kind.END, "the end", line));
  }

  /** The line of the token taken last, counted from 1. */
  int line() {
    return tokens.get(Math.max(0, next - 1)).line();
  }

  Kind kind() {
    return tokens.get(next).kind();
  }

  /** The next token, which stays. */
  String peek() {
    return tokens.get(next).text();
  }

  /** Whether the next tokens are these. */
  boolean is(String... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (next + i >= tokens.size() || !tokens.get(next + i).text().equals(expected[i])) {
        return false;
      }
    }
    return true;
  }

  /** Takes the next token if it is this one. */
  boolean accept(String expected) {
    boolean found = is(expected);
    next += found ? 1 : 0;
    return found;
  }

  /** Takes the next token, which must be this one. */
  void expect(String expected) {
    if (!accept(expected)) {
      throw failure("'" + expected + "'");
    }
  }

  /** Takes the next token, which must be of this kind. */
  String take(Kind kind, String expected) {
    if (kind() != kind) {
      throw failure(expected);
    }
    return tokens.get(next++).text();
  }

  String name() {
    return take(Kind.WORD, "a name");
  }

  String quoted() {
    return Quoted.read(take(Kind.TEXT, "a text in quotes"));
  }

  int integer() {
    String sign = accept("-") ? "-" : "";
    return Integer.parseInt(sign + take(Kind.NUMBER, "a number"));
  }

  /** Things with commas between them, up to {@code end}. */
  <T> List<T> list(String end, Supplier<T> thing) {
    List<T> things = new ArrayList<>();
    while (!accept(end)) {
      if (!things.isEmpty()) {
        expect(",");
      }
      things.add(thing.get());
    }
    return things;
  }

  /** A thing between {@code <} and {@code >}. */
  <T> T angled(Supplier<T> thing) {
    expect("<");
    T result = thing.get();
    expectClosing();
    return result;
  }

  /** Takes a {@code >}, which the one behind it may have made look like a shift. */
  private void expectClosing() {
    Token token = tokens.get(next);
    if (token.text().startsWith(">>")) {
      tokens.set(next, new Token(Kind.SIGN, token.text().substring(1), token.line()));
    } else {
      expect(">");
    }
  }

  /** The next token is not what it should be. */
  ParseException failure(String expected) {
    return new ParseException(tokens.get(next).line(), expected + ", found " + peek());
  }
}
