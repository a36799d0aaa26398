package dev.demitasse.compiler.tflite;

import dev.demitasse.compiler.weights.WeightFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A model that cannot be read, with all that was found wrong. */
public final class TfliteException extends Exception {

  private static final long serialVersionUID = 1L;

  /** In the order of the file. */
  private final ArrayList<Problem> problems;

  /**
   * One thing that is wrong with a file, in words for the user, each text on one line.
   *
   * @param problem what is wrong and where, for example {@code "'m.tflite', tensor 'bias', byte 10:
   *     scale 0 is not above 0"}
   * @param fix what to do about it
   */
  public record Problem(String problem, String fix) implements java.io.Serializable {
    Problem(WeightFileException e) {
      this(e.problem(), e.fix());
    }

    /** Returns problem and fix. */
    @Override
    public String toString() {
      return problem + "; " + fix;
    }
  }

  TfliteException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = new ArrayList<>(problems);
  }

  /** Returns what is wrong: at least one thing. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }
}
