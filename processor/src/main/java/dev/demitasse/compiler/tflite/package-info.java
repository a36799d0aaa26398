/**
 * Models, read from {@code .tflite} files: FlatBuffers of schema version 3, the format of
 * TensorFlow Lite and LiteRT. {@link dev.demitasse.compiler.tflite.TfliteModel} is the way in to a
 * whole model, {@link dev.demitasse.compiler.tflite.TfliteWeights} to nothing but its constants.
 *
 * <p>A file is not trusted, as in {@link dev.demitasse.compiler.weights}: every offset is checked
 * before it is followed, and what is read in all is bounded by the size of the file. Whatever is
 * wrong, a {@link dev.demitasse.compiler.tflite.TfliteException} says so in words for the user. A
 * model that could be read is consistent: indices lead somewhere, constants have as many bytes as
 * their shapes ask for, and every operator comes after those whose tensors it reads. What the
 * operators make of their tensors is not looked at here.
 */
package dev.demitasse.compiler.tflite;
