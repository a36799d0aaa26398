package dev.demitasse.compiler.tflite;

import java.util.List;

/**
 * A model as its file describes it. Of a file with several subgraphs, it is the first; operators
 * that call the others name them by numbers.
 *
 * @param file its name
 * @param description whatever the converter says about itself; may be empty
 * @param tensors by their indices
 * @param operators in the order of execution: each reads constants, variables, inputs of the model
 *     and what those before it write, and no tensor is written twice
 * @param inputs indices of tensors, each once, none of them a constant
 * @param outputs indices of tensors that have a value
 */
public record TfliteModel(
    String file,
    String description,
    List<TfliteTensor> tensors,
    List<TfliteOperator> operators,
    List<Integer> inputs,
    List<Integer> outputs) {

  /** Keeps copies of the lists. */
  public TfliteModel {
    tensors = List.copyOf(tensors);
    operators = List.copyOf(operators);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads a model that is in memory.
   *
   * @param fileName name or path of the file, for messages only
   * @param content the whole file; kept, since the data of constants are views of it, so it must
   *     not change any more
   * @throws TfliteException if the file is damaged or holds something unsupported; it says
   *     everything that is wrong with tensors, and if nothing is, with operators
   */
  public static TfliteModel parse(String fileName, byte[] content) throws TfliteException {
    return new ModelReader(fileName, content).read();
  }

  /** Returns the tensor of an index. */
  public TfliteTensor tensor(int index) {
    return tensors.get(index);
  }
}
