package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.Tensor;
import dev.demitasse.operators.exec.NetworkPorts.Port;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Runs a network on the JVM, through the companion of its class. */
final class JvmRuns {
  private final NetworkPorts ports;
  private final Object network;
  private final Method method;

  private JvmRuns(Class<?> type, NetworkPorts ports) throws ReflectiveOperationException {
    this.ports = ports;
    this.network = companion(type).getMethod("load").invoke(null);
    this.method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(m -> Modifier.isPublic(m.getModifiers()))
            .findFirst()
            .orElseThrow();
  }

  private static Class<?> companion(Class<?> type) throws ClassNotFoundException {
    return type.getClassLoader().loadClass(type.getName() + "Model");
  }

  /**
   * The outputs of all of {@link Run#ALL} one after the other, and again after a reset if there is
   * something to reset.
   */
  static List<List<Tensor<?>>> outputs(Class<?> type, NetworkPorts ports)
      throws ReflectiveOperationException {
    JvmRuns runs = new JvmRuns(type, ports);
    List<List<Tensor<?>>> outputs = new ArrayList<>(runs.all());
    if (ports.hasState()) {
      companion(type).getMethod("reset", type).invoke(null, runs.network);
    }
    outputs.addAll(runs.all());
    return outputs;
  }

  private List<List<Tensor<?>>> all() throws ReflectiveOperationException {
    List<List<Tensor<?>>> outputs = new ArrayList<>();
    for (Run run : Run.ALL) {
      outputs.add(outputs(run));
    }
    return outputs;
  }

  private List<Tensor<?>> outputs(Run run) throws ReflectiveOperationException {
    List<Tensor<?>> inputs = new ArrayList<>();
    for (Port input : ports.inputs()) {
      inputs.add(input.tensor(ports.elements(input, run)));
    }
    Iterator<Tensor<?>> next = inputs.iterator();
    List<Object> arguments = new ArrayList<>();
    for (Parameter p : method.getParameters()) {
      arguments.add(argument(p.getType(), next));
    }
    List<Tensor<?>> outputs = new ArrayList<>();
    addTensors(method.invoke(network, arguments.toArray()), outputs);
    for (int i = 0; i < inputs.size(); i++) {
      Port input = ports.inputs().get(i);
      assertEquals(input.tensor(ports.elements(input, run)), inputs.get(i));
    }
    return outputs;
  }

  /** The next tensor, or a record of the next ones. */
  private static Object argument(Class<?> type, Iterator<Tensor<?>> inputs)
      throws ReflectiveOperationException {
    if (!type.isRecord()) {
      return inputs.next();
    }
    List<Object> components = new ArrayList<>();
    for (RecordComponent c : type.getRecordComponents()) {
      components.add(argument(c.getType(), inputs));
    }
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    return constructor.newInstance(components.toArray());
  }

  private static void addTensors(Object result, List<Tensor<?>> outputs)
      throws ReflectiveOperationException {
    if (result instanceof Tensor<?> tensor) {
      outputs.add(tensor);
      return;
    }
    for (RecordComponent c : result.getClass().getRecordComponents()) {
      addTensors(c.getAccessor().invoke(result), outputs);
    }
  }
}
