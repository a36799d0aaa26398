package dev.demitasse.compiler.ir;

/**
 * A place in a user's source: the file's simple name, with line and column counted from 1.
 *
 * <p>Two positions are always equal: where a piece of code stands is no part of what it means, so
 * that nodes which differ in nothing else compare as equal.
 */
public record Position(String file, int line, int column) {

  /** The place of code that no line of source stands for. */
  public static final Position NONE = new Position("", 0, 0);

  public boolean isKnown() {
    return line > 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  /** As in {@code Dense.java:31}. */
  @Override
  public String toString() {
    return isKnown() ? file + ":" + line : "(generated)";
  }
}
