package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Position;
import java.util.List;
import java.util.Optional;

/**
 * A class that networks are made of: a network itself, or a block with weights, state or parts of
 * its own.
 *
 * @param className qualified name
 * @param file with its weights if it is a network, empty if that names none; those of a block are
 *     in the file of the network around it
 * @param fields what must be known of its fields, in the order of the source
 */
public record PartDecl(String className, Optional<String> file, List<Field> fields) {

  /** A field of such a class. Others are attributes, of which nothing need be known. */
  public sealed interface Field {
    String name();

    Position position();
  }

  /**
   * A field whose values come from the weight file.
   *
   * @param array name in the file, behind the path of the part
   * @param shape as in {@code @Shape}, if the author says it
   * @param pool that it is placed in, if it is
   */
  public record Weight(
      String name,
      String array,
      DataType element,
      Optional<List<Integer>> shape,
      Optional<String> pool,
      Position position)
      implements Field {}

  /**
   * A field that lives from one run to the next.
   *
   * @param array with the values before the first run, as for a weight; zeros made by an
   *     initialiser if there is none
   * @param shape as in {@code @Shape}, if the author says it
   * @param pool that it is placed in, if it is
   */
  public record StateField(
      String name,
      Optional<String> array,
      DataType element,
      Optional<List<Integer>> shape,
      Optional<String> pool,
      Position position)
      implements Field {}

  /**
   * A field with a part, or with an array of parts.
   *
   * @param className of the part
   * @param arrays how many pairs of brackets there are
   * @param pool that its weights are placed in, if they are
   */
  public record PartField(
      String name, String className, int arrays, Optional<String> pool, Position position)
      implements Field {}

  public PartDecl {
    fields = List.copyOf(fields);
  }

  /** Class without package, as the user would say it. */
  public String simpleName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
