package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.Buffer;
import java.util.Optional;

/**
 * A tensor that lives from one run to the next.
 *
 * @param buffer its memory, whole; during a run it holds the old values, behind the last read of
 *     them the new ones
 * @param initial the values before the first run, zeros if there are none
 */
public record State(Buffer buffer, Optional<Constant> initial) {

  public State {
    if (initial.filter(c -> !c.buffer().shape().equals(buffer.shape())).isPresent()) {
      throw new IllegalArgumentException(initial + " for " + buffer);
    }
  }
}
