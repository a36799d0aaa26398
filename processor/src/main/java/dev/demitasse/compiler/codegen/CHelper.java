package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.ir.DataType;

/**
 * Small functions for what C has no operator for, or one with another meaning than Java's. Only
 * those that a network uses are printed.
 */
enum CHelper {
  MAX_F32(
      """
      /* The larger one; NaN if either is, and +0 rather than -0. */
      static inline float tvmgen_max_f32(float a, float b) {
        if (a != a || a > b) {
          return a;
        }
        return a == b ? (a == 0.0f ? a + b : a) : b;
      }
      """),
  MIN_F32(
      """
      /* The smaller one; NaN if either is, and -0 rather than +0. */
      static inline float tvmgen_min_f32(float a, float b) {
        if (a != a || a < b) {
          return a;
        }
        return a == b ? (a == 0.0f ? -(-a - b) : a) : b;
      }
      """),
  MAX_F64(
      """
      /* The larger one; NaN if either is, and +0 rather than -0. */
      static inline double tvmgen_max_f64(double a, double b) {
        if (a != a || a > b) {
          return a;
        }
        return a == b ? (a == 0.0 ? a + b : a) : b;
      }
      """),
  MIN_F64(
      """
      /* The smaller one; NaN if either is, and -0 rather than +0. */
      static inline double tvmgen_min_f64(double a, double b) {
        if (a != a || a < b) {
          return a;
        }
        return a == b ? (a == 0.0 ? -(-a - b) : a) : b;
      }
      """),
  I32_OF_F32(
      """
      /* Towards zero, at most the ends of the range; 0 for NaN. */
      static inline int32_t tvmgen_i32_of_f32(float x) {
        if (x >= 2147483648.0f) {
          return INT32_MAX;
        }
        return x >= -2147483648.0f ? (int32_t)x : (x != x ? 0 : INT32_MIN);
      }
      """),
  I32_OF_F64(
      """
      /* Towards zero, at most the ends of the range; 0 for NaN. */
      static inline int32_t tvmgen_i32_of_f64(double x) {
        if (x >= 2147483648.0) {
          return INT32_MAX;
        }
        return x > -2147483649.0 ? (int32_t)x : (x != x ? 0 : INT32_MIN);
      }
      """),
  I64_OF_F32(
      """
      /* Towards zero, at most the ends of the range; 0 for NaN. */
      static inline int64_t tvmgen_i64_of_f32(float x) {
        if (x >= 9223372036854775808.0f) {
          return INT64_MAX;
        }
        return x >= -9223372036854775808.0f ? (int64_t)x : (x != x ? 0 : INT64_MIN);
      }
      """),
  I64_OF_F64(
      """
      /* Towards zero, at most the ends of the range; 0 for NaN. */
      static inline int64_t tvmgen_i64_of_f64(double x) {
        if (x >= 9223372036854775808.0) {
          return INT64_MAX;
        }
        return x >= -9223372036854775808.0 ? (int64_t)x : (x != x ? 0 : INT64_MIN);
      }
      """),
  BITS_OF_F32(
      """
      /* The bits of a float. */
      static inline int32_t tvmgen_bits_of_f32(float x) {
        int32_t bits;
        memcpy(&bits, &x, sizeof bits);
        return bits;
      }
      """),
  F32_OF_BITS(
      """
      /* The float with these bits. */
      static inline float tvmgen_f32_of_bits(int32_t bits) {
        float x;
        memcpy(&x, &bits, sizeof x);
        return x;
      }
      """),
  BITS_OF_F64(
      """
      /* The bits of a double. */
      static inline int64_t tvmgen_bits_of_f64(double x) {
        int64_t bits;
        memcpy(&bits, &x, sizeof bits);
        return bits;
      }
      """),
  F64_OF_BITS(
      """
      /* The double with these bits. */
      static inline double tvmgen_f64_of_bits(int64_t bits) {
        double x;
        memcpy(&x, &bits, sizeof x);
        return x;
      }
      """);

  private final String text;

  CHelper(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The name of the C function. */
  String symbol() {
    return "tvmgen_" + name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The one of a family for a type: {@code of("MAX", f32)}. */
  static CHelper of(String family, DataType type) {
    return valueOf(family + "_" + type.toString().toUpperCase(java.util.Locale.ROOT));
  }
}
