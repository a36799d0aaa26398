package dev.demitasse.compiler.weights;

/**
 * A weight file that cannot be read. The message is for the user and complete: the file, the array,
 * the byte offset, what is wrong and what to do about it, on one line.
 */
public final class WeightFileException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong and where. */
  private final String problem;

  /** What to do about it. */
  private final String fix;

  WeightFileException(String problem, String fix) {
    super(problem + "; " + fix);
    this.problem = problem;
    this.fix = fix;
  }

  /**
   * Returns what is wrong and where, for example {@code "'w.npz', array 'bias', byte 10: element
   * type '<f2' is not supported"}.
   */
  public String problem() {
    return problem;
  }

  /** Returns what to do about it, for example {@code "write the file again with numpy.savez"}. */
  public String fix() {
    return fix;
  }
}
