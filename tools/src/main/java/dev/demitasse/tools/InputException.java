package dev.demitasse.tools;

/** Something is wrong with a file that the user has given. */
final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fix;

  /**
   * Says what is wrong, and what to do.
   *
   * @param fix may be empty
   */
  InputException(String problem, String fix) {
    super(problem);
    this.fix = fix;
  }

  /** The problem, then the fix on a line of its own. */
  String text() {
    return fix.isEmpty() ? getMessage() : getMessage() + "\n  fix:    " + fix;
  }
}
