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
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          "x has shape " + Arrays.toString(x.shape()) + ", expected [n, k]");
    }
    if (weights.rank() != 2) {
      throw new IllegalArgumentException(
          "weights have shape " + Arrays.toString(weights.shape()) + ", expected [m, k]");
    }
    if (x.dim(1) != weights.dim(1)) {
      throw new IllegalArgumentException(
          "x has depth " + x.dim(1) + ", weights expect " + weights.dim(1));
    }
    int outputs = weights.dim(0);
    if (bias.rank() != 1 || bias.dim(0) != outputs) {
      throw new IllegalArgumentException(
          "bias has shape " + Arrays.toString(bias.shape()) + ", expected [" + outputs + "]");
    }
    F32 y = F32.zeros(x.dim(0), outputs);
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
}
