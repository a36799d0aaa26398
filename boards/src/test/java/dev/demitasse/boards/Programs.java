package dev.demitasse.boards;

import java.util.List;

/** Small programs in the place of a network. */
final class Programs {
  private Programs() {}

  /**
   * A program with an input and an output of four bytes, {@code x} and {@code y}.
   *
   * @param declarations what stands before its function
   * @param run the body of {@code network_run}
   */
  static NetworkSources of(String declarations, String run) {
    String glue =
        """
        #include "network.h"

        static int32_t x, y;

        %s

        int32_t network_setup(void) {
          return 0;
        }

        struct network_tensor network_input(size_t i) {
          return (struct network_tensor){i == 0 ? &x : NULL, sizeof x};
        }

        struct network_tensor network_output(size_t i) {
          return (struct network_tensor){i == 0 ? &y : NULL, sizeof y};
        }

        int32_t network_run(void) {
          %s
        }
        """
            .formatted(declarations, run);
    return new NetworkSources("program", glue, List.of(), List.of(), List.of(4), List.of(4));
  }

  /** A set of one input of four bytes. */
  static List<byte[]> input(int first) {
    return List.of(new byte[] {(byte) first, 0, 0, 0});
  }
}
