package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.List;
import java.util.stream.Stream;

/**
 * A C function of others that does on the device what an operator does in Java. Its parameters are
 * a pointer for each input, one for each output, then the numbers.
 *
 * @param name of the function
 * @param inputs what it reads, whole and in row-major order
 * @param outputs what it writes, likewise; none overlaps an input or another output
 * @param scalars the attributes of the operator, in the order of its parameters
 */
public record Kernel(String name, List<Buffer> inputs, List<Buffer> outputs, List<Var> scalars) {

  public Kernel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    scalars = List.copyOf(scalars);
  }

  /** What its pointers name, in the order of its parameters. */
  public List<Buffer> buffers() {
    return Stream.concat(inputs.stream(), outputs.stream()).toList();
  }

  /** The types of the three kinds of parameters: what the C function depends on. */
  List<List<Type>> signature() {
    return List.of(
        inputs.stream().map(b -> b.data().type()).toList(),
        outputs.stream().map(b -> b.data().type()).toList(),
        scalars.stream().map(Var::type).toList());
  }

  /** The parameters as a user reads them: {@code (const i8*, i8*, i32)}. */
  String types() {
    return Stream.of(
            inputs.stream().map(b -> "const " + b.data().type()),
            outputs.stream().map(b -> b.data().type().toString()),
            scalars.stream().map(v -> v.type().toString()))
        .flatMap(s -> s)
        .toList()
        .toString()
        .replace('[', '(')
        .replace(']', ')');
  }
}
