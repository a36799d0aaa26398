package dev.demitasse.junit;

import dev.demitasse.Tensor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/**
 * What a test wants to be computed.
 *
 * @param method the Java that has computed it
 * @param arguments those of the method
 * @param inputs the tensors among them, as they were at the call
 * @param expected the tensors of the result, as they were at the call; none if the Java has thrown
 * @param trace where the test has called
 */
record Call(
    Method method,
    List<Object> arguments,
    List<Tensor<?>> inputs,
    List<Tensor<?>> expected,
    List<StackTraceElement> trace) {

  /** A call that gives nothing yet. */
  static Call of(Method method, List<Object> arguments, List<Tensor<?>> inputs) {
    List<StackTraceElement> trace =
        Arrays.stream(new Throwable().getStackTrace())
            .dropWhile(frame -> isOurs(frame.getClassName()))
            .toList();
    return new Call(method, arguments, copies(inputs), List.of(), trace);
  }

  /** The same with its result. */
  Call giving(Object result) {
    return new Call(method, arguments, inputs, copies(Tensors.in(result)), trace);
  }

  /** Whether the Java has thrown, as a check of data has failed. */
  boolean fails() {
    return expected.isEmpty();
  }

  private static boolean isOurs(String className) {
    return className.equals(Call.class.getName()) || className.equals(Target.class.getName());
  }

  private static List<Tensor<?>> copies(List<Tensor<?>> tensors) {
    return tensors.stream().<Tensor<?>>map(Tensor::copy).toList();
  }
}
