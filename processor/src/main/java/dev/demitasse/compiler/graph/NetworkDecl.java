package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Position;
import java.util.List;
import java.util.Optional;

/**
 * A network as its author declared it.
 *
 * @param className qualified name of the annotated class
 * @param name part of every C symbol of the network
 * @param entry symbol of the method that runs it; its first parameter is the object with the
 *     weights
 * @param inputs the other parameters of that method
 * @param weights its fields, in the order of the source
 * @param position of the class
 */
public record NetworkDecl(
    String className,
    String name,
    String entry,
    List<Input> inputs,
    List<Weight> weights,
    Position position) {

  /**
   * A tensor that the caller of the network brings.
   *
   * @param shape as in {@code @Shape}
   */
  public record Input(String name, DataType element, List<Integer> shape, Position position) {
    public Input {
      shape = List.copyOf(shape);
    }
  }

  /**
   * A field whose values come from the weight file.
   *
   * @param field name in Java
   * @param array name in the file
   * @param shape as in {@code @Shape}, if the author says it
   */
  public record Weight(
      String field,
      String array,
      DataType element,
      Optional<List<Integer>> shape,
      Position position) {}

  public NetworkDecl {
    inputs = List.copyOf(inputs);
    weights = List.copyOf(weights);
  }

  /** Class without package, as the user would say it. */
  public String simpleName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
