package dev.demitasse.junit;

import dev.demitasse.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.AssertionFailedError;

/**
 * The machine that a test runs on: a parameter of tests with {@link RunOn}.
 *
 * <p>A call gives what the Java of the operator or network gives, on the JVM, at once. When the
 * test method and those with {@code @AfterEach} have ended, all calls of the test are run on the
 * machine, as C, from a reset on; the test fails if a bit of an output is another there. All NaNs
 * count as one. The inputs are those that a tensor had at the call.
 *
 * <p>Where the Java throws an exception, so does the call, and nothing of it is run on the machine;
 * a network begins anew then.
 */
public final class Target {
  private final Machine machine;
  private final Settings settings;
  private final Workshop workshop;
  private final String test;
  private final Map<Class<?>, Object> networks = new HashMap<>();
  private final Map<CNetwork, Batch> open = new HashMap<>();
  private final List<Batch> batches = new ArrayList<>();

  /**
   * A target for one test.
   *
   * @param test what no other test on this machine is called
   */
  Target(Machine machine, Settings settings, Workshop workshop, String test) {
    this.machine = machine;
    this.settings = settings;
    this.workshop = workshop;
    this.test = test;
  }

  /** Returns the machine. */
  public Machine machine() {
    return machine;
  }

  /**
   * Calls an operator.
   *
   * <pre>{@code
   * F32 y = target.apply(Conv2d.class, image, kernel, bias, 1, Padding.SAME);
   * }</pre>
   *
   * <p>For the machine, the call is compiled with its shapes and attributes, as the only one of a
   * network of which all its tensors are inputs.
   *
   * @param operator a class with {@link dev.demitasse.Operator}
   * @param arguments those of its {@code apply}
   * @param <T> what its {@code apply} returns
   * @throws IllegalArgumentException if it takes other arguments
   */
  @SuppressWarnings("TypeParameterUnusedInFormals") // the operator says what it returns
  public <T> T apply(Class<?> operator, Object... arguments) {
    OperatorCall call = OperatorCall.of(operator, arguments);
    List<Tensor<?>> inputs = Call.copies(call.inputs());
    Object result = call.result();
    if (machine != Machine.JVM) {
      Javac.missing().ifPresent(missing -> settings.stop(machine.id() + ": " + missing));
      add(workshop.operator(call), call.method(), call.arguments(), inputs, result);
    }
    return as(result);
  }

  /**
   * Runs a network that was compiled with the project. The first run, and that behind a {@link
   * #reset}, begin with the states that the network begins with.
   *
   * <pre>{@code
   * F32 probabilities = target.run(Digits.class, image);
   * }</pre>
   *
   * @param network a class or interface with {@link dev.demitasse.Network}
   * @param inputs the arguments of its method
   * @param <T> what its method returns
   * @throws IllegalArgumentException if it takes other inputs
   */
  @SuppressWarnings("TypeParameterUnusedInFormals") // the network says what it returns
  public <T> T run(Class<?> network, Object... inputs) {
    NetworkClass built = workshop.network(network);
    List<Tensor<?>> tensors = Call.copies(built.inputs(inputs));
    Object instance = networks.computeIfAbsent(network, type -> built.load());
    Object result;
    try {
      result = built.run(instance, inputs);
    } catch (RuntimeException e) {
      networks.remove(network);
      open.remove(built.c());
      throw e;
    }
    if (machine != Machine.JVM) {
      add(built.c(), built.method(), List.of(inputs), tensors, result);
    }
    return as(result);
  }

  /** Lets all networks begin anew, as a reset of the machine does. */
  public void reset() {
    networks.clear();
    open.clear();
  }

  /**
   * Does again what was saved when a test failed.
   *
   * @param file as the failure names it
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if what it calls is not there any more
   */
  public void replay(String file) {
    Replay replay;
    try {
      replay = Replay.read(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Class<?> type = replay.method().getDeclaringClass();
    for (List<Object> arguments : replay.arguments()) {
      if (NetworkClass.isNetwork(type)) {
        run(type, arguments.toArray());
      } else {
        apply(type, arguments.toArray());
      }
    }
  }

  @SuppressWarnings("unchecked") // the caller says what the Java returns
  private static <T> T as(Object result) {
    return (T) result;
  }

  private void add(
      CNetwork network,
      Method method,
      List<Object> arguments,
      List<Tensor<?>> inputs,
      Object result) {
    Batch batch = open.get(network);
    if (batch == null) {
      batch = new Batch(network);
      open.put(network, batch);
      batches.add(batch);
    }
    batch.add(Call.of(method, arguments, inputs, Tensors.in(result)));
  }

  /** Runs on the machine what the test has called. */
  void finish() {
    List<AssertionFailedError> failures = new ArrayList<>();
    for (Batch batch : batches) {
      new Check(machine, batch, test + (failures.isEmpty() ? "" : "-" + failures.size()))
          .failure(() -> workshop.program(batch.network(), machine, settings))
          .ifPresent(failures::add);
    }
    if (!failures.isEmpty()) {
      AssertionFailedError first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
