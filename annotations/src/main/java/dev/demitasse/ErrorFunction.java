package dev.demitasse;

/**
 * The error function.
 *
 * <p>Method: up to one, {@code x} times a polynomial in its square; beyond, {@code 1 - exp(-x^2)
 * q}, with {@code q}, the scaled complement, a polynomial in {@code 1 / (x + 2)}. The polynomials
 * interpolate at the Chebyshev nodes. Never with {@code mac}, whose bits depend on the mode.
 */
final class ErrorFunction {
  /** At this and above, the function rounds to one. */
  private static final float F32_ERF_ONE = 3.93f;

  /** At this and above, the function rounds to one. */
  private static final double F64_ERF_ONE = 5.93;

  private ErrorFunction() {}

  static float erf(float x) {
    float a = Math.abs(x);
    float result;
    if (a < 1) {
      float z = a * a;
      float p = 0x1.4a569p-14f;
      p = p * z - 0x1.a45088p-11f;
      p = p * z + 0x1.54127p-8f;
      p = p * z - 0x1.b7fabap-6f;
      p = p * z + 0x1.ce2d1p-4f;
      p = p * z - 0x1.81273ep-2f;
      p = p * z + 0x1.06eba8p-3f;
      result = a + a * p;
    } else {
      result = a >= F32_ERF_ONE ? 1 : 1 - Exponential.exp(-(a * a)) * scaledComplement(a);
    }
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(result) | (Float.floatToRawIntBits(x) & 0x80000000));
  }

  private static float scaledComplement(float x) {
    float t = 1 / (x + 2);
    float p = -0x1.b75728p1f;
    p = p * t - 0x1.d37a66p0f;
    p = p * t + 0x1.9d2dcep2f;
    p = p * t + 0x1.9fb9a8p-1f;
    p = p * t + 0x1.52b2p0f;
    p = p * t + 0x1.18339ap-1f;
    p = p * t + 0x1.3d419ep-11f;
    return p;
  }

  static double erf(double x) {
    double a = Math.abs(x);
    double result;
    if (a < 1) {
      double z = a * a;
      double p = 0x1.05ffd737fb32ep-34;
      p = p * z - 0x1.389d4f2641625p-30;
      p = p * z + 0x1.f7b4bf3b13964p-27;
      p = p * z - 0x1.5f1ecb6f0764cp-23;
      p = p * z + 0x1.b9df224ca4b97p-20;
      p = p * z - 0x1.f4d1e3183f7aep-17;
      p = p * z + 0x1.f9a321d5b8e1ep-14;
      p = p * z - 0x1.c02db3dac435fp-11;
      p = p * z + 0x1.565bcd0dbaa38p-8;
      p = p * z - 0x1.b82ce31284ep-6;
      p = p * z + 0x1.ce2f21a042b3p-4;
      p = p * z - 0x1.812746b0379e6p-2;
      p = p * z + 0x1.06eba8214db69p-3;
      result = a + a * p;
    } else {
      result = a >= F64_ERF_ONE ? 1 : 1 - Exponential.exp(-(a * a)) * scaledComplement(a);
    }
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(result) | (Double.doubleToRawLongBits(x) & 0x8000000000000000L));
  }

  private static double scaledComplement(double x) {
    double t = 1 / (x + 2);
    double p = -0x1.3613114b95aap12;
    p = p * t + 0x1.2055a61526002p14;
    p = p * t - 0x1.e30912e19266dp14;
    p = p * t + 0x1.db5b5dd8b4645p14;
    p = p * t - 0x1.2c15a59bdbf26p14;
    p = p * t + 0x1.f4dcb7b57e37cp12;
    p = p * t - 0x1.1c8f503b0fb07p11;
    p = p * t + 0x1.f5e2a83a939d2p8;
    p = p * t - 0x1.77f32993315f2p6;
    p = p * t + 0x1.deb1d3f049e08p0;
    p = p * t - 0x1.e43c7c5dd719ap-1;
    p = p * t + 0x1.5915013340a5fp1;
    p = p * t + 0x1.69684665c8a1cp1;
    p = p * t + 0x1.f96c86f4f0096p0;
    p = p * t + 0x1.20dee1384b146p0;
    p = p * t + 0x1.20dd5cf837b02p-1;
    p = p * t + 0x1.5fff9d867e3cfp-27;
    return p;
  }
}
