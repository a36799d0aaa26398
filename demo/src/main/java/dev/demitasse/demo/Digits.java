package dev.demitasse.demo;

import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;
import dev.demitasse.operators.Conv2d;
import dev.demitasse.operators.Dense;
import dev.demitasse.operators.DepthwiseConv2d;
import dev.demitasse.operators.MaxPool2d;
import dev.demitasse.operators.Padding;
import dev.demitasse.operators.Relu;
import dev.demitasse.operators.Softmax;

/** Recognises handwritten digits: a small convolutional network with 2874 weights. */
@Network(weights = "digits.npz")
public class Digits {
  @Weight("conv1/kernel")
  F32 conv1Kernel;

  @Weight("conv1/bias")
  F32 conv1Bias;

  @Weight("depthwise/kernel")
  F32 depthwiseKernel;

  @Weight("depthwise/bias")
  F32 depthwiseBias;

  @Weight("conv2/kernel")
  F32 conv2Kernel;

  @Weight("conv2/bias")
  F32 conv2Bias;

  @Weight("dense/kernel")
  F32 denseKernel;

  @Weight("dense/bias")
  F32 denseBias;

  /**
   * Classifies one image.
   *
   * @param image one gray image, pixels from 0 (background) to 1, {@code [1, 8, 8, 1]}
   * @return the probability of each digit, {@code [1, 10]}
   */
  public F32 classify(@Shape({1, 8, 8, 1}) F32 image) {
    F32 taps = depthwiseKernel.reshape(1, 3, 3, 8);
    F32 h = Relu.apply(Conv2d.apply(image, conv1Kernel, conv1Bias, 1, Padding.SAME));
    h = Relu.apply(DepthwiseConv2d.apply(h, taps, depthwiseBias, 1, Padding.SAME));
    h = Relu.apply(Conv2d.apply(h, conv2Kernel, conv2Bias, 1, Padding.SAME));
    h = MaxPool2d.apply(h, 2);
    return Softmax.apply(Dense.apply(h.reshape(1, h.size()), denseKernel, denseBias));
  }
}
