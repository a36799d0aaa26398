package acme;

import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.Network;
import dev.demitasse.Quantized;
import dev.demitasse.Shape;
import dev.demitasse.Weight;
import dev.demitasse.operators.Activation;
import dev.demitasse.operators.Padding;
import dev.demitasse.operators.Quantization;
import dev.demitasse.operators.QuantizedAvgPool2d;
import dev.demitasse.operators.QuantizedConv2d;
import dev.demitasse.operators.QuantizedDense;
import dev.demitasse.operators.QuantizedDepthwiseConv2d;
import dev.demitasse.operators.QuantizedMultipliers;
import dev.demitasse.operators.QuantizedSoftmax;

/**
 * The model {@code kws_int8.tflite} (MLIR Converted).
 */
@Network(
    weights = "keyword_spotter.npz"
)
public final class KeywordSpotter {
  private final Quantization input1Quantization = new Quantization(0.5847029f, 83);

  private final Quantization activationReluQuantization = new Quantization(0.0787254f, -128);

  private final Quantization activation1ReluQuantization = new Quantization(0.08281501f, -128);

  private final Quantization activation2ReluQuantization = new Quantization(0.060025696f, -128);

  private final Quantization activation3ReluQuantization = new Quantization(0.062760025f, -128);

  private final Quantization activation4ReluQuantization = new Quantization(0.037401788f, -128);

  private final Quantization activation5ReluQuantization = new Quantization(0.045901064f, -128);

  private final Quantization activation6ReluQuantization = new Quantization(0.032970764f, -128);

  private final Quantization activation7ReluQuantization = new Quantization(0.046844043f, -128);

  private final Quantization activation8ReluQuantization = new Quantization(0.08023616f, -128);

  private final Quantization denseBiasAddWeightsQuantization = new Quantization(0.008385755f, 0);

  private final Quantization denseBiasAddQuantization = new Quantization(0.14469251f, 14);

  @Weight
  I8 activationReluWeights;

  @Weight
  I32 activationReluBias;

  @Weight
  F32 activationReluWeightsScales;

  @Weight
  I8 activation1ReluWeights;

  @Weight
  I32 activation1ReluBias;

  @Weight
  F32 activation1ReluWeightsScales;

  @Weight
  I8 activation2ReluWeights;

  @Weight
  I32 activation2ReluBias;

  @Weight
  F32 activation2ReluWeightsScales;

  @Weight
  I8 activation3ReluWeights;

  @Weight
  I32 activation3ReluBias;

  @Weight
  F32 activation3ReluWeightsScales;

  @Weight
  I8 activation4ReluWeights;

  @Weight
  I32 activation4ReluBias;

  @Weight
  F32 activation4ReluWeightsScales;

  @Weight
  I8 activation5ReluWeights;

  @Weight
  I32 activation5ReluBias;

  @Weight
  F32 activation5ReluWeightsScales;

  @Weight
  I8 activation6ReluWeights;

  @Weight
  I32 activation6ReluBias;

  @Weight
  F32 activation6ReluWeightsScales;

  @Weight
  I8 activation7ReluWeights;

  @Weight
  I32 activation7ReluBias;

  @Weight
  F32 activation7ReluWeightsScales;

  @Weight
  I8 activation8ReluWeights;

  @Weight
  I32 activation8ReluBias;

  @Weight
  F32 activation8ReluWeightsScales;

  @Weight
  I8 denseBiasAddWeights;

  @Weight
  I32 denseBiasAddBias;

  @Quantized(
      scale = 0.00390625f,
      zeroPoint = -128
  )
  public I8 run(@Shape({1, 49, 10, 1}) @Quantized(scale = 0.5847029f, zeroPoint = 83) I8 input1) {
    I8 activationRelu = QuantizedConv2d.apply(input1, input1Quantization, activationReluWeights,
        activationReluBias, QuantizedMultipliers.apply(input1Quantization,
        activationReluWeightsScales, activationReluQuantization, 64), activationReluQuantization,
        Activation.RELU, 2, 2, 1, 1, Padding.SAME);
    I8 activation1Relu = QuantizedDepthwiseConv2d.apply(activationRelu, activationReluQuantization,
        activation1ReluWeights, activation1ReluBias, QuantizedMultipliers.apply(
        activationReluQuantization, activation1ReluWeightsScales, activation1ReluQuantization, 64),
        activation1ReluQuantization, Activation.RELU, 1, 1, 1, 1, Padding.SAME);
    I8 activation2Relu = QuantizedConv2d.apply(activation1Relu, activation1ReluQuantization,
        activation2ReluWeights, activation2ReluBias, QuantizedMultipliers.apply(
        activation1ReluQuantization, activation2ReluWeightsScales, activation2ReluQuantization, 64),
        activation2ReluQuantization, Activation.RELU, 1, 1, 1, 1, Padding.SAME);
    I8 activation3Relu = QuantizedDepthwiseConv2d.apply(activation2Relu,
        activation2ReluQuantization, activation3ReluWeights, activation3ReluBias,
        QuantizedMultipliers.apply(activation2ReluQuantization, activation3ReluWeightsScales,
        activation3ReluQuantization, 64), activation3ReluQuantization, Activation.RELU, 1, 1, 1, 1,
        Padding.SAME);
    I8 activation4Relu = QuantizedConv2d.apply(activation3Relu, activation3ReluQuantization,
        activation4ReluWeights, activation4ReluBias, QuantizedMultipliers.apply(
        activation3ReluQuantization, activation4ReluWeightsScales, activation4ReluQuantization, 64),
        activation4ReluQuantization, Activation.RELU, 1, 1, 1, 1, Padding.SAME);
    I8 activation5Relu = QuantizedDepthwiseConv2d.apply(activation4Relu,
        activation4ReluQuantization, activation5ReluWeights, activation5ReluBias,
        QuantizedMultipliers.apply(activation4ReluQuantization, activation5ReluWeightsScales,
        activation5ReluQuantization, 64), activation5ReluQuantization, Activation.RELU, 1, 1, 1, 1,
        Padding.SAME);
    I8 activation6Relu = QuantizedConv2d.apply(activation5Relu, activation5ReluQuantization,
        activation6ReluWeights, activation6ReluBias, QuantizedMultipliers.apply(
        activation5ReluQuantization, activation6ReluWeightsScales, activation6ReluQuantization, 64),
        activation6ReluQuantization, Activation.RELU, 1, 1, 1, 1, Padding.SAME);
    I8 activation7Relu = QuantizedDepthwiseConv2d.apply(activation6Relu,
        activation6ReluQuantization, activation7ReluWeights, activation7ReluBias,
        QuantizedMultipliers.apply(activation6ReluQuantization, activation7ReluWeightsScales,
        activation7ReluQuantization, 64), activation7ReluQuantization, Activation.RELU, 1, 1, 1, 1,
        Padding.SAME);
    I8 activation8Relu = QuantizedConv2d.apply(activation7Relu, activation7ReluQuantization,
        activation8ReluWeights, activation8ReluBias, QuantizedMultipliers.apply(
        activation7ReluQuantization, activation8ReluWeightsScales, activation8ReluQuantization, 64),
        activation8ReluQuantization, Activation.RELU, 1, 1, 1, 1, Padding.SAME);
    I8 averagePooling2dAvgPool = QuantizedAvgPool2d.apply(activation8Relu,
        activation8ReluQuantization, Activation.NONE, 25, 5, 25, 5, Padding.VALID);
    I8 flattenReshape = averagePooling2dAvgPool.reshape(1, 64);
    I8 denseBiasAdd = QuantizedDense.apply(flattenReshape, activation8ReluQuantization,
        denseBiasAddWeights, denseBiasAddWeightsQuantization.scale(), denseBiasAddBias,
        denseBiasAddQuantization, Activation.NONE);
    I8 identity = QuantizedSoftmax.apply(denseBiasAdd, denseBiasAddQuantization, 1.0f);
    return identity;
  }
}
