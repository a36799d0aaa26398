package dev.demitasse.compiler.tflite;

import dev.demitasse.compiler.weights.Cursor;
import dev.demitasse.compiler.weights.WeightFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who writes and who reads the tensors of a model: every tensor has a value before it is read. */
final class Wiring {

  private static final int NOBODY = -1;

  private final List<TfliteTensor> tensors;
  private final Problems problems;
  private final List<Cursor> operatorPlaces = new ArrayList<>();
  private final boolean[] isInput;
  private final int[] writers;

  Wiring(List<TfliteTensor> tensors, Problems problems) {
    this.tensors = tensors;
    this.problems = problems;
    this.isInput = new boolean[tensors.size()];
    this.writers = new int[tensors.size()];
    Arrays.fill(writers, NOBODY);
  }

  /** Takes the place of the next operator, for complaints. */
  void add(Cursor place) {
    operatorPlaces.add(place);
  }

  /**
   * Says everything that is wrong.
   *
   * @param model the place for complaints about inputs and outputs of the model
   */
  void check(
      List<TfliteOperator> operators, List<Integer> inputs, List<Integer> outputs, Cursor model)
      throws TfliteException {
    for (int input : inputs) {
      problems.collect(() -> input(input, model));
    }
    for (TfliteOperator operator : operators) {
      for (int output : operator.outputs()) {
        problems.collect(() -> write(operator, output));
      }
    }
    for (TfliteOperator operator : operators) {
      for (int input : operator.inputs()) {
        problems.collect(() -> read(operator, input));
      }
    }
    for (int output : outputs) {
      problems.collect(() -> output(output, model));
    }
  }

  private TfliteTensor tensor(int index, Cursor place) throws WeightFileException {
    if (index < 0 || index >= tensors.size()) {
      throw place.damaged(
          "there is no tensor %d, as there are %d".formatted(index, tensors.size()));
    }
    return tensors.get(index);
  }

  private static String quoted(TfliteTensor tensor) {
    return Cursor.quoted(tensor.name());
  }

  private void input(int index, Cursor model) throws WeightFileException {
    TfliteTensor tensor = tensor(index, model);
    if (tensor.isConstant() || isInput[index]) {
      throw model.damaged(
          "input %s of the model is %s"
              .formatted(quoted(tensor), isInput[index] ? "there twice" : "a constant"));
    }
    isInput[index] = true;
  }

  private void write(TfliteOperator operator, int index) throws WeightFileException {
    Cursor place = operatorPlaces.get(operator.index());
    TfliteTensor tensor = tensor(index, place);
    String other = "";
    if (tensor.isConstant()) {
      other = "is a constant";
    } else if (isInput[index]) {
      other = "is an input of the model";
    } else if (writers[index] != NOBODY) {
      other = "operator %d writes, too".formatted(writers[index]);
    }
    if (!other.isEmpty()) {
      throw place.damaged("writes %s, which %s".formatted(quoted(tensor), other));
    }
    writers[index] = operator.index();
  }

  private boolean hasValue(TfliteTensor tensor) {
    return tensor.isConstant() || tensor.isVariable() || isInput[tensor.index()];
  }

  private void read(TfliteOperator operator, int index) throws WeightFileException {
    if (index == NOBODY) {
      return; // left out
    }
    Cursor place = operatorPlaces.get(operator.index());
    TfliteTensor tensor = tensor(index, place);
    if (hasValue(tensor)) {
      return;
    }
    int writer = writers[index];
    if (writer == NOBODY) {
      throw place.damaged("reads %s, which nobody writes".formatted(quoted(tensor)));
    }
    if (writer >= operator.index()) {
      throw place.error(
          "reads %s before operator %d writes it".formatted(quoted(tensor), writer),
          "write the operators in the order in which they run; in a circle, they cannot");
    }
  }

  private void output(int index, Cursor model) throws WeightFileException {
    TfliteTensor tensor = tensor(index, model);
    if (!hasValue(tensor) && writers[index] == NOBODY) {
      throw model.damaged("output %s of the model is written by nobody".formatted(quoted(tensor)));
    }
  }
}
