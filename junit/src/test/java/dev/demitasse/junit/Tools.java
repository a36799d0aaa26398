package dev.demitasse.junit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What tests need that look at how other tests end. */
final class Tools {
  private Tools() {}

  /** Skips a test where tools of boards are missing, but not on a server that builds. */
  static void require(Machine... machines) {
    for (Machine machine : machines) {
      machine
          .board()
          .flatMap(board -> board.toolchain().missing())
          .ifPresent(missing -> assumeTrue(System.getenv("CI") != null, missing));
    }
  }
}
