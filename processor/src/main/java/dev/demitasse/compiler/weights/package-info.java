/**
 * Trained weights, read from the files that training tools write: {@code .npz} and {@code .npy} of
 * NumPy, and {@code .safetensors}. {@link dev.demitasse.compiler.weights.WeightFile} is the way in;
 * bytes go in and {@link dev.demitasse.compiler.weights.WeightArray}s come out, all in row-major
 * order and little-endian, whatever the file's layout was. The constants of {@code .tflite} models
 * are read in {@code dev.demitasse.compiler.tflite}, which knows this package and not the other way
 * round.
 *
 * <p>A file is not trusted. Whatever is wrong with it, a {@link
 * dev.demitasse.compiler.weights.WeightFileException} says so in words for the user, and no more
 * memory is taken than the file's own size and a stated limit justify.
 */
package dev.demitasse.compiler.weights;
