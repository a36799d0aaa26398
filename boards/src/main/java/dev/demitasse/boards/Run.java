package dev.demitasse.boards;

import java.util.List;

/**
 * What came of firmware that has run.
 *
 * <p>Instructions are counted by a timer of the board, which goes on by a fixed time for each
 * instruction of the emulated processor; how far is measured in the same run. They come in steps of
 * one tick, at most 50 instructions. They are not cycles: the emulator knows nothing of wait
 * states, of pipelines, or of instructions that take longer than others.
 *
 * @param outputs for each run, the bytes of each output
 * @param setup instructions of {@code network_setup}
 * @param instructions those of each run
 * @param stackBytes the most stack that a run needed, by the paint that it has left. Words that are
 *     reserved but never written are not seen
 */
public record Run(List<List<byte[]>> outputs, long setup, List<Long> instructions, int stackBytes) {

  /** Copies the lists. */
  public Run {
    outputs = List.copyOf(outputs);
    instructions = List.copyOf(instructions);
  }
}
