package dev.demitasse.compiler.tflite;

import java.util.List;

/**
 * An operator of a model.
 *
 * @param index in the model, in the order of execution
 * @param code its name in the schema, such as {@code CONV_2D}; {@code CUSTOM(<name>)} for one that
 *     is not of the schema, {@code BUILTIN(<number>)} for one that came later
 * @param version of the operator
 * @param inputs indices of tensors; -1 for one that is left out
 * @param outputs indices of tensors
 * @param options its attributes
 */
public record TfliteOperator(
    int index,
    String code,
    int version,
    List<Integer> inputs,
    List<Integer> outputs,
    Options options) {

  public TfliteOperator {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
