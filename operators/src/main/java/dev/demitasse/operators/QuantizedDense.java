package dev.demitasse.operators;

import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * A fully connected layer in 8 bits: {@code x} times the transpose of {@code weights}, plus {@code
 * bias}.
 *
 * <pre>{@code
 * sum[n, m] = bias[m] + sum over k of (x[n, k] - xq.zeroPoint) * weights[m, k]
 * y[n, m]   = clamp(sum[n, m] * factor[m] + yq.zeroPoint)
 * }</pre>
 *
 * <p>Sums are exact in 32 bits, where they fit. The factor is the scale of {@code x} times that of
 * the weights over that of {@code y}, in fixed point; the product is rounded twice, half up to 32
 * bits and then half away from zero to a whole number.
 *
 * <p>To the bit TFLite's {@code FULLY_CONNECTED} for int8 as in {@code
 * reference/integer_ops/fully_connected.h}. Weights have no zero point, and the scale of the bias
 * is that of the sums.
 */
@Operator
public final class QuantizedDense {
  private QuantizedDense() {}

  /**
   * Computes the layer with one scale for all weights. The scales of {@code x} and the weights are
   * multiplied in float, and divided by that of {@code y} in double, as TFLite's {@code
   * GetQuantizedConvolutionMultipler} does.
   *
   * @param x a batch of vectors, {@code [n, k]}
   * @param xq how {@code x} is quantised
   * @param weights one row per output, {@code [m, k]}
   * @param weightsScale the scale of the weights, positive and finite
   * @param bias one value per output, {@code [m]}
   * @param yq how the result is to be quantised
   * @param activation what clamps the result
   * @return a batch of vectors, {@code [n, m]}
   * @throws IllegalArgumentException if the shapes do not fit together, or a scale is out of range
   */
  public static I8 apply(
      I8 x,
      Quantization xq,
      I8 weights,
      float weightsScale,
      I32 bias,
      Quantization yq,
      Activation activation) {
    Dense.requireFit(x.shape(), weights.shape(), bias.shape());
    Quantization weightsq = new Quantization(weightsScale, 0);
    FixedPoint.Factor factor =
        FixedPoint.factor((double) (xq.scale() * weightsq.scale()) / (double) yq.scale());
    int low = yq.low(activation);
    int high = yq.high(activation);
    I8 y = I8.zeros(x.dim(0), weights.dim(0));
    for (int n = 0; n < y.dim(0); n++) {
      for (int m = 0; m < y.dim(1); m++) {
        int sum = bias.at(m);
        for (int k = 0; k < x.dim(1); k++) {
          sum += (x.at(n, k) - xq.zeroPoint()) * weights.at(m, k);
        }
        y.set(
            n,
            m,
            FixedPoint.requantized(
                sum, factor.multiplier(), factor.shift(), yq.zeroPoint(), low, high));
      }
    }
    return y;
  }

  /**
   * Computes the layer with a scale for each output.
   *
   * @param x a batch of vectors, {@code [n, k]}
   * @param xq how {@code x} is quantised
   * @param weights one row per output, {@code [m, k]}
   * @param bias one value per output, {@code [m]}
   * @param factors one per output, of {@link QuantizedMultipliers}
   * @param yq how the result is to be quantised
   * @param activation what clamps the result
   * @return a batch of vectors, {@code [n, m]}
   * @throws IllegalArgumentException if the shapes do not fit together
   */
  public static I8 apply(
      I8 x,
      Quantization xq,
      I8 weights,
      I32 bias,
      QuantizedMultipliers.Factors factors,
      Quantization yq,
      Activation activation) {
    Dense.requireFit(x.shape(), weights.shape(), bias.shape());
    factors.requireChannels(weights.dim(0));
    int low = yq.low(activation);
    int high = yq.high(activation);
    I8 y = I8.zeros(x.dim(0), weights.dim(0));
    for (int n = 0; n < y.dim(0); n++) {
      for (int m = 0; m < y.dim(1); m++) {
        int sum = bias.at(m);
        for (int k = 0; k < x.dim(1); k++) {
          sum += (x.at(n, k) - xq.zeroPoint()) * weights.at(m, k);
        }
        y.set(
            n,
            m,
            FixedPoint.requantized(
                sum, factors.multiplier().at(m), factors.shift().at(m), yq.zeroPoint(), low, high));
      }
    }
    return y;
  }
}
