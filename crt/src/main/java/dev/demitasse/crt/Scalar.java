package dev.demitasse.crt;

/**
 * A number as an argument, for operators that take one beside their tensors.
 *
 * @param isFloat whether the function takes a floating-point number, which travels as a double;
 *     integers travel as a long
 * @param bits of the double or the long
 */
public record Scalar(boolean isFloat, long bits) implements Argument {
  /** Returns an integer argument, of any width. */
  public static Scalar of(long value) {
    return new Scalar(false, value);
  }

  /** Returns a floating-point argument, of any width. */
  public static Scalar of(double value) {
    return new Scalar(true, Double.doubleToRawLongBits(value));
  }
}
