package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Fn;
import dev.demitasse.Operator;

/**
 * Turns scores into probabilities, along the last axis.
 *
 * <pre>{@code y[.., i] = exp(beta * (x[.., i] - max)) / sum over j of exp(beta * (x[.., j] - max))}
 * </pre>
 *
 * <p>{@code max} is the largest score of the same row; subtracting it changes nothing but keeps
 * {@code exp} from overflowing. A row becomes all NaN if it holds NaN or positive infinity, or only
 * negative infinities; a negative infinity among finite scores has probability 0.
 *
 * <p>ONNX {@code Softmax} with {@code axis = -1}; TFLite {@code SOFTMAX}. {@code beta} is 1 unless
 * it is given.
 */
@Operator
public final class Softmax {
  private Softmax() {}

  /**
   * Applies the function to every row along the last axis.
   *
   * @param x the scores, of rank 1 or more
   * @return the probabilities, of the shape of {@code x}; each row adds up to 1
   * @throws IllegalArgumentException if {@code x} is a scalar
   */
  public static F32 apply(F32 x) {
    return apply(x, 1f);
  }

  /**
   * Applies the function to every row along the last axis, of scores times {@code beta}.
   *
   * @param x the scores, of rank 1 or more
   * @param beta the factor; 1 changes nothing
   * @return the probabilities, of the shape of {@code x}; each row adds up to 1
   * @throws IllegalArgumentException if {@code x} is a scalar
   */
  public static F32 apply(F32 x, float beta) {
    if (x.rank() == 0) {
      throw new IllegalArgumentException("x is a scalar, expected at least one axis");
    }
    int depth = x.dim(x.rank() - 1);
    int rows = x.size() / Math.max(depth, 1);
    F32 y = F32.zeros(x.shape());
    for (int row = 0; row < rows; row++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < depth; i++) {
        max = Math.max(max, x.at(row * depth + i));
      }
      float sum = 0f;
      for (int i = 0; i < depth; i++) {
        float e = Fn.exp((x.at(row * depth + i) - max) * beta);
        y.set(row * depth + i, e);
        sum += e;
      }
      for (int i = 0; i < depth; i++) {
        y.set(row * depth + i, y.at(row * depth + i) / sum);
      }
    }
    return y;
  }
}
