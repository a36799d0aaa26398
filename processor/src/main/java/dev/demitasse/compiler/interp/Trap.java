package dev.demitasse.compiler.interp;

/** A run ended before its time. */
public final class Trap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a run ends early. */
  public enum Reason {
    /** The function has no meaning here: an index out of bounds, a division by zero. */
    UNDEFINED,
    /** A check that was left for run time failed, and the function ends with a status. */
    ASSERTION,
    /** It took more steps than it was given. */
    STEPS
  }

  private final Reason reason;

  Trap(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
