package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A network as its author declared it.
 *
 * @param className qualified name of the annotated class
 * @param name part of every C symbol of the network
 * @param constructor symbol of the one that makes it
 * @param entry symbol of the method that runs it; its first parameter is the object that was made
 * @param inputs the other parameters of that method
 * @param outputs the tensors of its result
 * @param parts the class itself and all that it is made of, by their names
 * @param limits what it may take of its device, if the author says so
 * @param position of the class
 */
public record NetworkDecl(
    String className,
    String name,
    String constructor,
    String entry,
    List<Input> inputs,
    List<Output> outputs,
    Map<String, PartDecl> parts,
    Optional<Limits> limits,
    Position position) {

  /** What the caller of the network brings. */
  public sealed interface Input {
    /** As in Java: of the parameter or the component. */
    String name();

    /** All tensors in it. */
    Stream<TensorInput> tensors();
  }

  /**
   * A tensor that the caller of the network brings.
   *
   * @param port its name for this caller: {@code pose_left} for the component {@code left} of the
   *     parameter {@code pose}
   * @param shape as in {@code @Shape}
   * @param quantization what the elements stand for, if the author says so
   * @param placement where the author wants it, if that is said
   */
  public record TensorInput(
      String name,
      String port,
      DataType element,
      List<Integer> shape,
      Optional<Quantization> quantization,
      Optional<Placement> placement,
      Position position)
      implements Input {
    public TensorInput {
      shape = List.copyOf(shape);
    }

    @Override
    public Stream<TensorInput> tensors() {
      return Stream.of(this);
    }
  }

  /** A record of tensors, and of such records. */
  public record RecordInput(String name, List<Input> components) implements Input {
    public RecordInput {
      components = List.copyOf(components);
    }

    @Override
    public Stream<TensorInput> tensors() {
      return components.stream().flatMap(Input::tensors);
    }
  }

  /**
   * A tensor that the network returns.
   *
   * @param port its name for the caller
   * @param path the components that lead to it, none if the result is the tensor itself
   * @param quantization what the elements stand for, if the author says so
   */
  public record Output(String port, List<String> path, Optional<Quantization> quantization) {
    public Output {
      path = List.copyOf(path);
    }
  }

  public NetworkDecl {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    parts = new TreeMap<>(parts);
  }

  /** The class itself. */
  public PartDecl part() {
    return parts.get(className);
  }

  /** Class without package, as the user would say it. */
  public String simpleName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
