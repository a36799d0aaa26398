package dev.demitasse.compiler.tflite;

/** An operator is used in a way that is not supported. */
final class Unsupported extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fix;

  /**
   * Says why.
   *
   * @param reason what is not supported
   * @param fix what to do about it
   */
  Unsupported(String reason, String fix) {
    super(reason);
    this.fix = fix;
  }

  String fix() {
    return fix;
  }
}
