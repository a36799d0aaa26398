package dev.demitasse.benchmarks;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.model.ModelGraph;
import dev.demitasse.compiler.model.ModelTensor;
import dev.demitasse.compiler.tflite.TfliteException;
import dev.demitasse.compiler.tflite.TfliteImporter;
import dev.demitasse.compiler.tflite.TfliteModel;
import dev.demitasse.compiler.tflite.TfliteWeights;
import dev.demitasse.compiler.weights.WeightArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our graph of a model, as ONNX. Images are in NCHW there, and int8 is uint8. */
final class OnnxModel {
  private final byte[] bytes;
  private final ModelTensor input;

  private OnnxModel(byte[] bytes, ModelTensor input) {
    this.bytes = bytes;
    this.input = input;
  }

  /**
   * Reads a {@code .tflite} file.
   *
   * @throws Failure if it cannot be read, or has an operator that is not known here
   */
  static OnnxModel read(Path file) throws IOException {
    String name = file.getFileName().toString();
    byte[] content = Files.readAllBytes(file);
    List<Diagnostic> mistakes = new ArrayList<>();
    try {
      ModelGraph graph =
          TfliteImporter.graph(TfliteModel.parse(name, content), Position.NONE, mistakes)
              .orElseThrow(() -> new Failure(mistakes.getFirst().text(Position.NONE)));
      return of(graph, TfliteWeights.parse(name, content).arrays());
    } catch (TfliteException e) {
      throw new Failure(e.getMessage());
    }
  }

  /**
   * Translates a graph with one input and one output.
   *
   * @param arrays its constants, and the scales of those that are quantised
   */
  static OnnxModel of(ModelGraph graph, Map<String, WeightArray> arrays) {
    return new OnnxModel(new OnnxWriter(graph, arrays).write(), graph.inputs().getFirst());
  }

  /** Returns the model as a file has it. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** Returns an input as this model takes it. */
  byte[] input(byte[] nhwc) {
    return input.shape().size() == 4
        ? Axes.permuted(shifted(nhwc), input.type().bytes(), input.shape(), Axes.NCHW_OF_NHWC)
        : shifted(nhwc);
  }

  /** Returns an output as our model gives it. */
  byte[] output(byte[] theirs) {
    return shifted(theirs);
  }

  /** From int8 to uint8 and back, which is the same. */
  private byte[] shifted(byte[] elements) {
    byte[] shifted = elements.clone();
    for (int i = 0; i < shifted.length && input.type() == ElementType.I8; i++) {
      shifted[i] += (byte) OnnxWriter.OFFSET;
    }
    return shifted;
  }
}
