/**
 * The standard operators, in float32 and in quantised 8 bits, as plain Java.
 *
 * <p>Each operator is a class with one or more static {@code apply} methods; where there are
 * several, the shorter ones fill in the usual choices and call the longest, which is the
 * definition. Parameters are never written; the result is always a new tensor.
 *
 * <p>Images are tensors {@code [n, h, w, c]}: batch, height, width, channel. Sizes, strides,
 * dilations and paddings are counted in cells of such an image, Y (rows) before X (columns). An
 * argument that does not fit is refused with an {@link IllegalArgumentException}, which in a
 * network becomes a compile error at the call.
 *
 * <p>Sums are taken in the order of the loops, one term after the other, so that a result does not
 * depend on who computes it. Products are accumulated with {@link dev.demitasse.Fn#mac}. Infinities
 * and NaN follow the arithmetic of Java unless an operator says more.
 *
 * <p>The operators whose names begin with {@code Quantized} compute with bytes that stand for real
 * numbers, as {@link dev.demitasse.operators.Quantization} says, and give the bits of TFLite's
 * reference kernels for int8, with two roundings of each product ({@code TFLITE_SINGLE_ROUNDING} is
 * off). {@link dev.demitasse.operators.Quantize}, {@link dev.demitasse.operators.Dequantize} and
 * {@link dev.demitasse.operators.Requantize} lead from one kind of numbers to the other; what only
 * moves elements takes either. Sums in 32 bits wrap.
 */
package dev.demitasse.operators;
