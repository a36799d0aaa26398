package acme.signal;

/** The coefficients of windows. */
final class Taps {
  private static final float[] BOX = {1f / 3f, 1f / 3f, 1f / 3f};
  private static final float[] TRIANGLE = {1f / 9f, 2f / 9f, 3f / 9f, 2f / 9f, 1f / 9f};

  private Taps() {}

  static int reach(Kind kind) {
    return (kind == Kind.BOX ? BOX.length : TRIANGLE.length) / 2;
  }

  static float at(Kind kind, int k) {
    return kind == Kind.BOX ? BOX[k + 1] : TRIANGLE[k + 2];
  }
}
