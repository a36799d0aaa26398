package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import dev.demitasse.operators.exec.NetworkCase.Input;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs networks as Java. This is done in a JVM of its own, with the build on its class path, as
 * users do; so {@code Fn.mac} rounds as the build says.
 */
final class Reference {
  private Reference() {}

  /** The outputs of each network, one for each of {@link Run#ALL}, none where a check failed. */
  static Map<NetworkCase, List<Optional<Tensor<?>>>> outputs(
      JavaBuild build, Selection selection, Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("reference");
    Path messages = folder.resolve("reference.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                build.classPath(),
                Reference.class.getName(),
                selection.name(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read(messages));
    Map<NetworkCase, List<Optional<Tensor<?>>>> outputs = new HashMap<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (NetworkCase network : selection.networks()) {
        List<Optional<Tensor<?>>> ofNetwork = new ArrayList<>();
        for (int i = 0; i < Run.ALL.size(); i++) {
          ofNetwork.add(in.readBoolean() ? Optional.of(read(in)) : Optional.empty());
        }
        outputs.put(network, ofNetwork);
      }
    }
    return outputs;
  }

  /** Writes what {@link #outputs} reads: of a selection, to a file. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1]))))) {
      for (NetworkCase network : Selection.valueOf(arguments[0]).networks()) {
        Class<?> type = Class.forName(NetworkCase.PACKAGE + "." + network.className());
        Object made = type.getDeclaredConstructor().newInstance();
        Method method =
            Arrays.stream(type.getMethods()).filter(m -> m.getName().equals("run")).findAny().get();
        for (Run run : Run.ALL) {
          Optional<Tensor<?>> output = run(network, made, method, run);
          out.writeBoolean(output.isPresent());
          if (output.isPresent()) {
            write(output.get(), out);
          }
        }
      }
    }
  }

  /** Nothing if an index was out of bounds or a divisor zero. */
  private static Optional<Tensor<?>> run(NetworkCase network, Object made, Method method, Run run)
      throws ReflectiveOperationException {
    List<Tensor<?>> inputs = new ArrayList<>();
    for (int i = 0; i < network.inputs().size(); i++) {
      Input input = network.inputs().get(i);
      int[] shape = input.shape().stream().mapToInt(d -> d).toArray();
      inputs.add(Tensor.ofBytes(input.type(), run.input(network, i), shape));
    }
    Optional<Tensor<?>> output;
    try {
      output = Optional.of((Tensor<?>) method.invoke(made, inputs.toArray()));
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IndexOutOfBoundsException)
          && !(e.getCause() instanceof ArithmeticException)) {
        throw e;
      }
      output = Optional.empty();
    }
    for (int i = 0; i < inputs.size(); i++) {
      assertArrayEquals(run.input(network, i), inputs.get(i).toBytes(), network::toString);
    }
    return output;
  }

  private static void write(Tensor<?> tensor, DataOutputStream out) throws IOException {
    out.writeUTF(tensor.elementType().name());
    out.writeInt(tensor.rank());
    for (int dim : tensor.shape()) {
      out.writeInt(dim);
    }
    out.write(tensor.toBytes());
  }

  private static Tensor<?> read(DataInputStream in) throws IOException {
    ElementType type = ElementType.valueOf(in.readUTF());
    int[] shape = new int[in.readInt()];
    int bytes = type.bytes();
    for (int d = 0; d < shape.length; d++) {
      shape[d] = in.readInt();
      bytes *= shape[d];
    }
    return Tensor.ofBytes(type, in.readNBytes(bytes), shape);
  }

  private static String read(Path text) {
    try {
      return Files.readString(text);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
