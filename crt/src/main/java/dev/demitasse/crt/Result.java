package dev.demitasse.crt;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a call gave.
 *
 * @param outputs the tensors that it wrote, in the order of its arguments
 * @param seconds the time on the device, without the transfer; empty if the firmware has no timer
 */
public record Result(List<DeviceTensor> outputs, OptionalDouble seconds) {
  /** Keeps a copy of the list. */
  public Result {
    outputs = List.copyOf(outputs);
  }

  /**
   * Returns the only output.
   *
   * @throws IllegalStateException if there is none, or more than one
   */
  public DeviceTensor output() {
    if (outputs.size() != 1) {
      throw new IllegalStateException("the call has " + outputs.size() + " outputs");
    }
    return outputs.get(0);
  }
}
