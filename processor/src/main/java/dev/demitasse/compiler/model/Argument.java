package dev.demitasse.compiler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an operator is called with. */
public sealed interface Argument {

  /** A tensor. */
  record Of(ModelTensor tensor) implements Argument {}

  /** What the integers of a tensor stand for. */
  record QuantizationOf(ModelTensor tensor) implements Argument {}

  /** The scale of a tensor. */
  record ScaleOf(ModelTensor tensor) implements Argument {}

  /** The scales of a constant, one for all or one a channel, as an array of the file. */
  record ScalesOf(ModelTensor tensor) implements Argument {}

  /** An integer. */
  record Int(int value) implements Argument {}

  /** An integer of 8 bits. */
  record Int8(byte value) implements Argument {}

  /** A float. */
  record Real(float value) implements Argument {}

  /** Integers in an array. */
  record Ints(List<Integer> values) implements Argument {
    public Ints {
      values = List.copyOf(values);
    }
  }

  /**
   * A constant of an enum.
   *
   * @param type its simple name, in the package of the operators
   */
  record Choice(String type, String name) implements Argument {}

  /**
   * The result of an operator.
   *
   * @param operator its simple name
   */
  record Call(String operator, List<Argument> arguments) implements Argument {
    public Call {
      arguments = List.copyOf(arguments);
    }

    /** The tensor that is its argument of this number. */
    ModelTensor tensor(int i) {
      return ((Of) arguments.get(i)).tensor();
    }

    /** The same call with one argument replaced by others. */
    Call with(int i, Argument... others) {
      List<Argument> all = new ArrayList<>(arguments);
      all.remove(i);
      all.addAll(i, List.of(others));
      return new Call(operator, all);
    }
  }

  /** A tensor in another shape, which moves nothing. */
  record Reshape(ModelTensor tensor, List<Integer> shape) implements Argument {
    public Reshape {
      shape = List.copyOf(shape);
    }
  }

  /** The tensors in it. */
  default Stream<ModelTensor> tensors() {
    return switch (this) {
      case Of(ModelTensor t) -> Stream.of(t);
      case Reshape(ModelTensor t, List<Integer> s) -> Stream.of(t);
      case Call(String o, List<Argument> arguments) ->
          arguments.stream().flatMap(Argument::tensors);
      default -> Stream.of();
    };
  }
}
