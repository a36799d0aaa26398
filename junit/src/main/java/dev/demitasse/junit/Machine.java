package dev.demitasse.junit;

import dev.demitasse.boards.Board;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What runs operators and networks in a test. */
public enum Machine {
  /** The JVM of the test. What it computes is what all others have to compute. */
  JVM,

  /** This machine, with its own C compiler. */
  NATIVE,

  /** An emulated {@link Board#CORTEX_M0}. */
  CORTEX_M0,

  /** An emulated {@link Board#CORTEX_M3}. */
  CORTEX_M3,

  /** An emulated {@link Board#CORTEX_M4}. */
  CORTEX_M4,

  /** An emulated {@link Board#CORTEX_M7}. */
  CORTEX_M7,

  /** An emulated {@link Board#CORTEX_M33}. */
  CORTEX_M33,

  /** An emulated {@link Board#CORTEX_M55}. */
  CORTEX_M55,

  /** An emulated {@link Board#RV32IMAC}. */
  RV32IMAC;

  /** Returns its name as reports have it: {@code cortex-m4}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The board that it is, if it is one. */
  Optional<Board> board() {
    return Arrays.stream(Board.values()).filter(board -> board.name().equals(name())).findFirst();
  }
}
