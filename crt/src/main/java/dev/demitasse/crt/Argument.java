package dev.demitasse.crt;

/**
 * An argument of a function on a device: a {@link DeviceTensor} that it reads, a {@link TensorType}
 * of a tensor that it writes, or a {@link Scalar}.
 */
public sealed interface Argument permits DeviceTensor, TensorType, Scalar {}
