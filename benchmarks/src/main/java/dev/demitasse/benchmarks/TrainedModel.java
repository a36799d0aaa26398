package dev.demitasse.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of MLPerf Tiny, with one input and one output, and what it must compute.
 *
 * @param name {@code kws_int8}
 * @param file the {@code .tflite} file
 * @param inputs the bytes of some inputs, the elements in NHWC
 * @param outputs the bytes of the output for each
 */
record TrainedModel(String name, Path file, List<byte[]> inputs, List<byte[]> outputs) {
  /** All of them. */
  static final List<String> NAMES =
      List.of(
          "kws_int8",
          "ic_int8",
          "ad_int8",
          "vww_int8",
          "sww_int8",
          "kws_float32",
          "ic_float32",
          "ad_float32",
          "vww_float32");

  TrainedModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Returns the file of a model, which may be missing. */
  static Path file(Path models, String name) {
    return models.resolve(name + ".tflite");
  }

  /**
   * Reads what is known of a model.
   *
   * @param golden the folder of inputs and outputs, with {@code index.json}
   */
  static TrainedModel read(Path models, Path golden, String name) throws IOException {
    Path index = golden.resolve("index.json");
    if (!Files.exists(index)) {
      throw new Failure("'%s' is not there: name the folder of reference outputs".formatted(index));
    }
    List<byte[]> inputs = new ArrayList<>();
    List<byte[]> outputs = new ArrayList<>();
    for (JsonNode entry : JsonNode.read(index).elements()) {
      if (entry.member("model").string().equals(name)) {
        inputs.add(tensor(golden, entry.member("input")));
        outputs.add(tensor(golden, entry.member("output")));
      }
    }
    if (inputs.isEmpty()) {
      throw new Failure("'%s' has no case of '%s'".formatted(index, name));
    }
    return new TrainedModel(name, file(models, name).toAbsolutePath(), inputs, outputs);
  }

  private static byte[] tensor(Path golden, JsonNode of) throws IOException {
    return Files.readAllBytes(golden.resolve(of.member("file").string()));
  }

  /** Whether inputs and outputs are of int8; they are of float32 if not. */
  boolean isQuantized() {
    return name.endsWith("_int8");
  }

  /** How far an element of the output may be from the reference: not at all, for integers. */
  double tolerance() {
    return isQuantized() ? 0 : name.startsWith("ad_") ? 1e-3 : 1e-5;
  }

  /**
   * Checks outputs for all {@link #inputs}.
   *
   * @param who whose outputs they are
   * @param tolerance how far an element may be from the reference
   * @throws Failure if one is not as it must be
   */
  void check(String who, List<byte[]> actual, double tolerance) {
    for (int i = 0; i < outputs.size(); i++) {
      check(who, i, actual.get(i), tolerance);
    }
  }

  /** Checks an output for the first of the {@link #inputs}. */
  void checkFirst(String who, byte[] actual) {
    check(who, 0, actual, tolerance());
  }

  private void check(String who, int index, byte[] actual, double tolerance) {
    double difference = difference(outputs.get(index), actual);
    if (!(difference <= tolerance)) {
      throw new Failure(
          "%s: output %d of %s is %s from the reference, more than %s"
              .formatted(name, index, who, difference, tolerance));
    }
  }

  /** The greatest difference of two elements; NaN if one is NaN. */
  private double difference(byte[] expected, byte[] actual) {
    ByteBuffer e = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer a = ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN);
    double greatest = 0;
    while (e.hasRemaining()) {
      double difference = isQuantized() ? e.get() - a.get() : (double) e.getFloat() - a.getFloat();
      greatest = Math.max(greatest, Math.abs(difference));
    }
    return greatest;
  }

  @Override
  public String toString() {
    return name;
  }
}
