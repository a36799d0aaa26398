package dev.demitasse.boards;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;

/** The boards that the tests run on: those of the system property {@code boards}, or all. */
final class Selected {
  private Selected() {}

  static List<Board> boards() {
    return Board.of(System.getProperty("boards", "all"));
  }

  /** Skips a test where a tool of its board is missing, and says which. */
  static void require(Board board) {
    board
        .toolchain()
        .missing()
        .ifPresent(missing -> assumeTrue(System.getenv("CI") != null, missing));
  }
}
