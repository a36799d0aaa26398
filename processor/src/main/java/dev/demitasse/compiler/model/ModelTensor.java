package dev.demitasse.compiler.model;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.graph.Quantization;
import java.util.List;
import java.util.Optional;

/**
 * A tensor of a model.
 *
 * @param name in the file, unique there; of a constant, also that of its array
 * @param type of the elements
 * @param shape its extents, the outermost first
 * @param quantization what its integers stand for, if that is one scale for all
 * @param constant whether the file has its elements
 */
public record ModelTensor(
    String name,
    ElementType type,
    List<Integer> shape,
    Optional<Quantization> quantization,
    boolean constant) {

  public ModelTensor {
    shape = List.copyOf(shape);
  }

  /** The number of elements. */
  public int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }
}
