package dev.demitasse.junit;

import com.google.gson.JsonIOException;
import dev.demitasse.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/**
 * Compares what a machine computes with what the JVM has computed.
 *
 * @param batch what is computed
 * @param test what a file about a failure is called, before the machine
 */
record Check(Machine machine, Batch batch, String test) {
  private static final String FOLDER = "target/demitasse/replay/";

  /** A program that may have to be built first. */
  interface Source {
    Program get() throws MachineFailure, IOException;
  }

  /** What is wrong with the first call of which something is wrong. */
  Optional<AssertionFailedError> failure(Source program) {
    try {
      return difference(program.get().run(batch.inputs()));
    } catch (MachineFailure e) {
      int index = Math.min(e.finished(), batch.calls().size() - 1);
      return Optional.of(failure(index, e.getMessage(), Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<AssertionFailedError> difference(List<List<byte[]>> runs) {
    for (int i = 0; i < runs.size(); i++) {
      for (int k = 0; k < runs.get(i).size(); k++) {
        Optional<Difference> difference =
            Difference.of(batch.calls().get(i).expected().get(k), runs.get(i).get(k));
        if (difference.isPresent()) {
          return Optional.of(failure(i, runs.get(i), k, difference.get()));
        }
      }
    }
    return Optional.empty();
  }

  private AssertionFailedError failure(
      int index, List<byte[]> outputs, int output, Difference difference) {
    String what =
        """
        '%s' gives other bits on %s than on the JVM: %d of %d elements of '%s'
          first %s: %s on the JVM, %s on %s\
        """
            .formatted(
                batch.network().title(),
                machine.id(),
                difference.count(),
                difference.expected().size(),
                batch.network().outputs().get(output).name(),
                difference.place(),
                difference.expectedElement(),
                difference.foundElement(),
                machine.id());
    Map<String, Tensor<?>> tensors = new LinkedHashMap<>();
    for (int k = 0; k < outputs.size(); k++) {
      CNetwork.Port port = batch.network().outputs().get(k);
      tensors.put("jvm/" + port.name(), batch.calls().get(index).expected().get(k));
      tensors.put(machine.id() + "/" + port.name(), port.tensor(outputs.get(k)));
    }
    return failure(index, what, tensors);
  }

  /**
   * Saves calls, too.
   *
   * @param index the call of which something is wrong
   */
  private AssertionFailedError failure(int index, String what, Map<String, Tensor<?>> outputs) {
    List<Call> calls = batch.calls();
    String which =
        calls.size() == 1 ? "" : "\n  in call %d of %d".formatted(index + 1, calls.size());
    AssertionFailedError failure =
        new AssertionFailedError(what + which + "\n  " + saved(index, outputs));
    failure.setStackTrace(calls.get(index).trace().toArray(StackTraceElement[]::new));
    return failure;
  }

  private String saved(int index, Map<String, Tensor<?>> outputs) {
    String file = FOLDER + test + "-" + machine.id() + ".safetensors";
    int first = batch.network().hasState() ? 0 : index;
    try {
      Replay.save(Path.of(file), batch.calls().subList(first, index + 1), outputs);
      return "again: target.replay(\"" + file + "\");";
    } catch (IOException | JsonIOException e) {
      return file + " cannot be written: " + e;
    }
  }
}
