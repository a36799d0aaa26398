package acme.signal;

/** The coefficients of windows. */
final class Taps {
  private static final int BOX_REACH = 1;
  private static final int TRIANGLE_REACH = 2;

  private Taps() {}

  static int reach(Kind kind) {
    return kind == Kind.BOX ? BOX_REACH : TRIANGLE_REACH;
  }

  static float at(Kind kind, int k) {
    return kind == Kind.BOX ? 1f / 3f : (3 - Math.abs(k)) / 9f;
  }
}
