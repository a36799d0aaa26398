package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Var;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A C function of others that does on the device what an operator does in Java. Its parameters are
 * a pointer for each input, one for each output, the numbers, then the context of its device.
 *
 * @param name of the function
 * @param inputs what it reads, whole and in row-major order
 * @param outputs what it writes, likewise; none overlaps an input or another output
 * @param scalars the attributes of the operator, in the order of its parameters
 * @param device that it runs on, if it is on one
 */
public record Kernel(
    String name,
    List<Buffer> inputs,
    List<Buffer> outputs,
    List<Var> scalars,
    Optional<String> device) {

  public Kernel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    scalars = List.copyOf(scalars);
  }

  /** What its pointers name, in the order of its parameters. */
  public List<Buffer> buffers() {
    return Stream.concat(inputs.stream(), outputs.stream()).toList();
  }

  /** The types of the parameters: {@code (const i8*, i8*, i32, device)}. */
  String signature() {
    return Stream.of(
            inputs.stream().map(b -> "const " + b.data().type()),
            outputs.stream().map(b -> b.data().type().toString()),
            scalars.stream().map(v -> v.type().toString()),
            device.stream().map(d -> "device"))
        .flatMap(types -> types)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
