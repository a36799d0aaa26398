package dev.demitasse.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

/**
 * The machine that a test runs on: a parameter of tests with {@link RunOn}.
 *
 * <p>A call gives what the Java of the operator or network gives, on the JVM, at once. When the
 * test method and those with {@code @AfterEach} have ended, all calls of the test are run on the
 * machine, as C, from a reset on; the test fails if a bit of an output is another there. All NaNs
 * count as one. The inputs are those that a tensor had at the call.
 *
 * <p>Where the Java throws an exception, so does the call. If it is one of an index or a divisor,
 * as of operators with {@link dev.demitasse.Checked}, the C must find that, too, and return another
 * status than 0. A network begins anew behind an exception.
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
  @SuppressWarnings("TypeParameterUnusedInFormals") // the operator says what
  public <T> T apply(Class<?> operator, Object... arguments) {
    OperatorCall call = OperatorCall.of(operator, arguments);
    return as(
        computed(
            Call.of(call.method(), call.arguments(), call.inputs()),
            call::result,
            () -> compiled(call)));
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
  @SuppressWarnings("TypeParameterUnusedInFormals") // the network says what
  public <T> T run(Class<?> network, Object... inputs) {
    NetworkClass built = workshop.network(network);
    Call call = Call.of(built.method(), List.of(inputs), built.inputs(inputs));
    Object instance = networks.computeIfAbsent(network, type -> built.load());
    try {
      return as(computed(call, () -> built.run(instance, inputs), built::c));
    } catch (RuntimeException e) {
      networks.remove(network);
      open.remove(built.c());
      throw e;
    }
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
   * @throws IllegalArgumentException if the file or what it calls is not there any more
   */
  public void replay(String file) {
    Replay replay;
    try {
      replay = Replay.read(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no file '%s'".formatted(Path.of(file).toAbsolutePath()), e);
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

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the Java says what it returns
  private static <T> T as(Object result) {
    return (T) result;
  }

  /** Returns what the Java returns, or throws what it throws, and notes the call. */
  private Object computed(Call call, Supplier<Object> java, Supplier<CNetwork> c) {
    Object result;
    try {
      result = java.get();
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      if (machine != Machine.JVM) {
        batches.add(batch(c.get()).failing(call));
      }
      throw e;
    }
    if (machine != Machine.JVM) {
      batch(c.get()).add(call.giving(result));
    }
    return result;
  }

  private CNetwork compiled(OperatorCall call) {
    Javac.missing().ifPresent(missing -> settings.stop(machine.id() + ": " + missing));
    return workshop.operator(call);
  }

  /** The calls of a network since the last reset. */
  private Batch batch(CNetwork network) {
    return open.computeIfAbsent(
        network,
        key -> {
          Batch batch = new Batch(key);
          batches.add(batch);
          return batch;
        });
  }

  /** Runs on the machine what the test has called. */
  void finish() {
    List<AssertionFailedError> failures = new ArrayList<>();
    for (Batch batch : batches) {
      if (!batch.calls().isEmpty()) {
        new Check(machine, batch, test + (failures.isEmpty() ? "" : "-" + failures.size()))
            .failure(workshop, settings)
            .ifPresent(failures::add);
      }
    }
    if (!failures.isEmpty()) {
      AssertionFailedError first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
