package acme.signal;

/** The kinds of windows. */
public enum Kind {
  /** All steps count the same. */
  BOX,
  /** Nearer steps count more. */
  TRIANGLE
}
