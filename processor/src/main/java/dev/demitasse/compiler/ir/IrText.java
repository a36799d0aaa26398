package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.Parser.ParseException;
import java.util.stream.Collectors;

/**
 * The file beside a class that carries its lowered methods to the builds of others: a line with the
 * version of the form, a line with the name of the source file, then the functions with positions.
 * All lines end in {@code '\n'}.
 */
public final class IrText {

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

  private IrText() {}

  /** The text of a module whose functions come from one source file, given by its simple name. */
  public static String write(String sourceFile, IrModule module) {
    return module.functions().values().stream()
        .map(f -> "\n" + Printer.textWithPositions(f))
        .collect(
            Collectors.joining(
                "", FIRST_LINE + VERSION + "\nsource " + Quoted.write(sourceFile) + "\n", ""));
  }

  /** The module of a text. */
  public static IrModule read(String text) {
    String[] parts = text.split("\n", 3);
    if (!parts[0].startsWith(FIRST_LINE)) {
      throw new ParseException(1, FIRST_LINE + VERSION);
    }
    String version = parts[0].substring(FIRST_LINE.length());
    if (!version.equals(String.valueOf(VERSION))) {
      throw new VersionException(version);
    }
    if (parts.length < 3) {
      throw new ParseException(2, "the source and functions");
    }
    Tokens header = new Tokens(parts[1]);
    header.expect("source");
    String file = Quoted.read(header.take(Tokens.Kind.TEXT, "the name of the source"));
    // Empty lines for the two above, so that mistakes are reported with their line in the text.
    return Parser.parse(file, "\n\n" + parts[2]);
  }
}
