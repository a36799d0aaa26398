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
import java.util.StringJoiner;
import org.opentest4j.AssertionFailedError;

/**
 * Compares what a machine computes with what the JVM has computed.
 *
 * @param batch what is computed
 * @param test what a file about a failure is called, before the machine
 */
record Check(Machine machine, Batch batch, String test) {
  private static final String FOLDER = "target/demitasse/replay/";

  /** What is wrong with the first call of which something is wrong. */
  Optional<AssertionFailedError> failure(Workshop workshop, Settings settings) {
    try {
      return failure(workshop.program(batch.network(), machine, settings));
    } catch (BuildFailure e) {
      return Optional.of(failure(0, e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<AssertionFailedError> failure(Program program) throws IOException {
    int last = batch.calls().size() - 1;
    try {
      List<List<byte[]>> outputs = program.run(batch.inputs());
      return batch.last().fails()
          ? Optional.of(saved(last, noFailure(), Map.of()))
          : difference(outputs);
    } catch (RunFailure e) {
      int index = Math.min(e.finished(), last);
      boolean isExpected = batch.calls().get(index).fails() && e.isFailedCheck();
      return isExpected ? Optional.empty() : Optional.of(saved(index, e.getMessage(), Map.of()));
    }
  }

  private String noFailure() {
    return "'%s' returned 0 on %s, where the JVM throws an exception"
        .formatted(batch.network().title(), machine.id());
  }

  private Optional<AssertionFailedError> difference(List<List<byte[]>> runs) {
    for (int i = 0; i < runs.size(); i++) {
      Map<String, Difference> differences = differences(batch.calls().get(i), runs.get(i));
      if (!differences.isEmpty()) {
        return Optional.of(saved(i, text(differences), tensors(i, runs.get(i))));
      }
    }
    return Optional.empty();
  }

  /** By the names of outputs. */
  private Map<String, Difference> differences(Call call, List<byte[]> found) {
    Map<String, Difference> differences = new LinkedHashMap<>();
    for (int k = 0; k < found.size(); k++) {
      String name = batch.network().outputs().get(k).name();
      Difference.of(call.expected().get(k), found.get(k))
          .ifPresent(difference -> differences.put(name, difference));
    }
    return differences;
  }

  private String text(Map<String, Difference> differences) {
    StringJoiner counts = new StringJoiner(", ");
    differences.forEach((name, difference) ->
        counts.add(
            "%d of %d elements of '%s'"
                .formatted(difference.count(), difference.expected().size(), name)));
    Difference first = differences.values().iterator().next();
    return """
    '%s' gives other bits on %s than on the JVM: %s
      first %s: %s on the JVM, %s on %s\
    """
        .formatted(
            batch.network().title(),
            machine.id(),
            counts,
            first.place(),
            first.expectedElement(),
            first.foundElement(),
            machine.id());
  }

  /** What both have computed in a call. */
  private Map<String, Tensor<?>> tensors(int index, List<byte[]> found) {
    Map<String, Tensor<?>> tensors = new LinkedHashMap<>();
    for (int k = 0; k < found.size(); k++) {
      CNetwork.Port port = batch.network().outputs().get(k);
      tensors.put("jvm/" + port.name(), batch.calls().get(index).expected().get(k));
      tensors.put(machine.id() + "/" + port.name(), port.tensor(found.get(k)));
    }
    return tensors;
  }

  /** A failure of a call, whose inputs and outputs are saved. */
  private AssertionFailedError saved(int index, String what, Map<String, Tensor<?>> outputs) {
    int count = batch.calls().size();
    String which = count == 1 ? "" : "\n  in call %d of %d".formatted(index + 1, count);
    return failure(index, what + which + "\n  " + save(index, outputs));
  }

  private String save(int index, Map<String, Tensor<?>> outputs) {
    String file = FOLDER + test + "-" + machine.id() + ".safetensors";
    int first = batch.network().hasState() ? 0 : index;
    try {
      Replay.save(Path.of(file), batch.calls().subList(first, index + 1), outputs);
      return "again: target.replay(\"" + file + "\");";
    } catch (IOException | JsonIOException e) {
      return file + " cannot be written: " + e;
    }
  }

  /** As if it were thrown where the test calls. */
  private AssertionFailedError failure(int index, String what) {
    AssertionFailedError failure = new AssertionFailedError(what);
    failure.setStackTrace(batch.calls().get(index).trace().toArray(StackTraceElement[]::new));
    return failure;
  }
}
