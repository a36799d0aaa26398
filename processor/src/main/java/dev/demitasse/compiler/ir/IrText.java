package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.Parser.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The file beside a class that carries its lowered methods to the builds of others: a line with the
 * version of the form, a line with the name of the source file, a line for each class file that the
 * methods belong to, then the functions with positions. All lines end in {@code '\n'}.
 *
 * @param source simple name of the file that the positions are in
 * @param classFiles for the binary name of a class, the SHA-256 of its class file
 * @param module the functions
 */
public record IrText(String source, Map<String, String> classFiles, IrModule module) {

  /** Of the text form. It grows when older compilers could not read what is written now. */
  public static final int VERSION = 1;

  private static final String FIRST_LINE = "demitasse-ir ";

  /** The text has another version than {@link #VERSION}. */
  public static final class VersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String found;

    VersionException(String found) {
      super("version " + found + " of the text form, not " + VERSION);
      this.found = found;
    }

    /** The version of the text. */
    public String found() {
      return found;
    }
  }

  public IrText {
    classFiles = Map.copyOf(classFiles);
  }

  /** The text. */
  public String write() {
    StringBuilder text = new StringBuilder(FIRST_LINE + VERSION + "\n");
    text.append("source ").append(Quoted.write(source)).append('\n');
    new TreeMap<>(classFiles)
        .forEach((name, hash) -> {
          text.append("class ").append(Quoted.write(name));
          text.append(' ').append(Quoted.write(hash)).append('\n');
        });
    return module.functions().values().stream()
        .map(f -> "\n" + Printer.textWithPositions(f))
        .collect(Collectors.joining("", text, ""));
  }

  /** What a text says. */
  public static IrText read(String text) {
    int end = text.indexOf('\n');
    if (!text.startsWith(FIRST_LINE) || end < 0) {
      throw new ParseException(1, FIRST_LINE + VERSION);
    }
    String version = text.substring(FIRST_LINE.length(), end);
    if (!version.equals(String.valueOf(VERSION))) {
      throw new VersionException(version);
    }
    // The end of the first line stays, so that mistakes are reported with their line in the text.
    Tokens tokens = new Tokens(text.substring(end));
    tokens.expect("source");
    String source = tokens.quoted();
    Map<String, String> classFiles = new HashMap<>();
    while (tokens.accept("class")) {
      classFiles.put(tokens.quoted(), tokens.quoted());
    }
    return new IrText(source, classFiles, Parser.functions(tokens, source));
  }
}
