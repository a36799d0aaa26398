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
 * @param expected the tensors of the result, as they were at the call
 * @param trace where the test has called
 */
record Call(
    Method method,
    List<Object> arguments,
    List<Tensor<?>> inputs,
    List<Tensor<?>> expected,
    List<StackTraceElement> trace) {

  static Call of(
      Method method, List<Object> arguments, List<Tensor<?>> inputs, List<Tensor<?>> outputs) {
    List<StackTraceElement> trace =
        Arrays.stream(new Throwable().getStackTrace())
            .dropWhile(frame -> isOurs(frame.getClassName()))
            .toList();
    return new Call(method, arguments, inputs, copies(outputs), trace);
  }

  private static boolean isOurs(String className) {
    return className.equals(Call.class.getName()) || className.equals(Target.class.getName());
  }

  static List<Tensor<?>> copies(List<Tensor<?>> tensors) {
    return tensors.stream().<Tensor<?>>map(Tensor::copy).toList();
  }
}
