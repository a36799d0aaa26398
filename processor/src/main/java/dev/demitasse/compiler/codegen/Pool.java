package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.ir.Position;
import java.util.Locale;

/**
 * Memory that a network works in, keeps its states in, or reads its constants from.
 *
 * @param name of the member of the struct of pools, and of the parameter
 * @param holds what lies in it
 * @param internal whether it is an array of the generated code, rather than the caller's
 * @param capacity the most bytes that may lie in it
 * @param alignment of its begin and of all that lies in it, in bytes
 * @param section of what of it is in the generated code; empty for none
 * @param position of its declaration, if its author has declared it
 */
public record Pool(
    String name,
    Content holds,
    boolean internal,
    long capacity,
    int alignment,
    String section,
    Position position) {

  /** What a pool is for. */
  public enum Content {
    /** Weights, which are only read. */
    CONSTANTS,
    /** What a run needs. */
    WORKSPACE,
    /** What lives from one run to the next. */
    STATE;

    /** As part of C names: {@code workspace}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The capacity of a pool without limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** One that a network has without a word of its author's, named after what it holds. */
  public static Pool usual(Content holds, boolean internal, int alignment) {
    return new Pool(holds.toString(), holds, internal, UNLIMITED, alignment, "", Position.NONE);
  }

  /** The same with room for so many bytes more. */
  public Pool largerBy(long bytes) {
    long larger = capacity > UNLIMITED - bytes ? UNLIMITED : capacity + bytes;
    return new Pool(name, holds, internal, larger, alignment, section, position);
  }

  /** Whether its author has declared it, rather than that every network has it. */
  public boolean isDeclared() {
    return position.isKnown();
  }

  /** Whether what lies there are arrays of their own in the generated code: only a section. */
  boolean isSection() {
    return internal && holds == Content.CONSTANTS;
  }

  /** Its type as a parameter. */
  String type() {
    return (holds == Content.CONSTANTS ? "const " : "") + "uint8_t *";
  }

  /** As part of macros: {@code WORKSPACE}. */
  String macro() {
    return name.toUpperCase(Locale.ROOT);
  }
}
