package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Fn;
import dev.demitasse.Operator;
import java.util.Arrays;

/**
 * Fully connected layer.
 *
 * <pre>{@code y[n, m] = bias[m] + sum over k of x[n, k] * weights[m, k]}</pre>
 *
 * <p>ONNX {@code Gemm} with {@code transB = 1}; TFLite {@code FULLY_CONNECTED}.
 */
@Operator
public final class Dense {
  private Dense() {}

  /**
   * Applies the layer to every row of {@code x}.
   *
   * @param x the inputs, {@code [n, k]}
   * @param weights one row per output, {@code [m, k]}
   * @param bias one value per output, {@code [m]}
   * @return the outputs, {@code [n, m]}
   * @throws IllegalArgumentException if the shapes do not fit together
   */
  public static F32 apply(F32 x, F32 weights, F32 bias) {
    requireFit(x.shape(), weights.shape(), bias.shape());
    F32 y = F32.zeros(x.dim(0), weights.dim(0));
    for (int n = 0; n < y.dim(0); n++) {
      for (int m = 0; m < y.dim(1); m++) {
        float sum = bias.at(m);
        for (int k = 0; k < x.dim(1); k++) {
          sum = Fn.mac(sum, x.at(n, k), weights.at(m, k));
        }
        y.set(n, m, sum);
      }
    }
    return y;
  }

  /** Refuses shapes that do not fit together, of any element type. */
  static void requireFit(int[] x, int[] weights, int[] bias) {
    if (x.length != 2) {
      throw new IllegalArgumentException("x has shape " + Arrays.toString(x) + ", expected [n, k]");
    }
    if (weights.length != 2) {
      throw new IllegalArgumentException(
          "weights have shape " + Arrays.toString(weights) + ", expected [m, k]");
    }
    if (x[1] != weights[1]) {
      throw new IllegalArgumentException("x has depth " + x[1] + ", weights expect " + weights[1]);
    }
    if (bias.length != 1 || bias[0] != weights[0]) {
      throw new IllegalArgumentException(
          "bias has shape " + Arrays.toString(bias) + ", expected [" + weights[0] + "]");
    }
  }
}
