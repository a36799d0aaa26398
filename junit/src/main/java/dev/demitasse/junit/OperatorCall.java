package dev.demitasse.junit;

import dev.demitasse.Operator;
import dev.demitasse.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A call of an operator.
 *
 * @param method the {@code apply} that is called
 * @param arguments one for each parameter, of the parameter's type
 */
record OperatorCall(Method method, List<Object> arguments) {

  /**
   * Finds the overload that takes arguments, as javac does.
   *
   * @throws IllegalArgumentException if the class is no operator or takes others
   */
  static OperatorCall of(Class<?> operator, Object... arguments) {
    if (!operator.isAnnotationPresent(Operator.class)) {
      throw new IllegalArgumentException(
          "%s is not an operator: it has no @Operator%s"
              .formatted(
                  operator.getName(),
                  NetworkClass.isNetwork(operator) ? "; networks are run by 'run'" : ""));
    }
    List<Method> overloads = overloads(operator);
    List<OperatorCall> fitting = new ArrayList<>();
    for (Method overload : overloads) {
      bind(overload, arguments).ifPresent(fitting::add);
    }
    if (fitting.isEmpty()) {
      for (Method overload : overloads) {
        packed(overload, arguments)
            .flatMap(packed -> bind(overload, packed))
            .ifPresent(fitting::add);
      }
    }
    List<OperatorCall> best = fitting.stream().filter(call -> call.isBest(fitting)).toList();
    if (best.size() != 1) {
      throw new IllegalArgumentException(
          "%s of %s takes %s; there is %s"
              .formatted(
                  fitting.isEmpty() ? "no 'apply'" : "more than one 'apply'",
                  operator.getSimpleName(),
                  Tensors.types(Arrays.asList(arguments)),
                  overloads.stream()
                      .map(OperatorCall::text)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    return best.get(0);
  }

  /** Whether all others would take its arguments, too: it is the most specific one. */
  private boolean isBest(List<OperatorCall> all) {
    return all.stream().allMatch(other -> bind(other.method, arguments.toArray()).isPresent());
  }

  private static List<Method> overloads(Class<?> operator) {
    return Arrays.stream(operator.getDeclaredMethods())
        .filter(m -> m.getName().equals("apply") && isPublicStatic(m.getModifiers()))
        .toList();
  }

  private static boolean isPublicStatic(int modifiers) {
    return Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers);
  }

  private static String text(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", "apply(", ")"));
  }

  private static Optional<OperatorCall> bind(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.length) {
      return Optional.empty();
    }
    List<Object> bound = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      if (arguments[i] == null) {
        return Optional.empty();
      }
      Object place = Array.newInstance(types[i], 1);
      try {
        Array.set(place, 0, arguments[i]); // widens numbers as a call does
      } catch (IllegalArgumentException otherType) {
        return Optional.empty();
      }
      bound.add(Array.get(place, 0));
    }
    return Optional.of(new OperatorCall(method, List.copyOf(bound)));
  }

  /** The arguments with the last of them as an array, where the last parameter takes any number. */
  private static Optional<Object[]> packed(Method method, Object[] arguments) {
    int fixed = method.getParameterCount() - 1;
    if (!method.isVarArgs() || arguments.length < fixed) {
      return Optional.empty();
    }
    Class<?> type = method.getParameterTypes()[fixed].getComponentType();
    Object rest = Array.newInstance(type, arguments.length - fixed);
    for (int i = fixed; i < arguments.length; i++) {
      try {
        Array.set(rest, i - fixed, arguments[i]);
      } catch (IllegalArgumentException otherType) {
        return Optional.empty();
      }
    }
    Object[] packed = Arrays.copyOf(arguments, fixed + 1);
    packed[fixed] = rest;
    return Optional.of(packed);
  }

  /** Its class, as users call it. */
  String name() {
    return method.getDeclaringClass().getSimpleName();
  }

  /** The tensors among the arguments and inside them, in their order. */
  List<Tensor<?>> inputs() {
    return arguments.stream().flatMap(argument -> Tensors.in(argument).stream()).toList();
  }

  /** Returns what the Java returns, or throws what it throws. */
  Object result() {
    return ReflectionSupport.invokeMethod(method, null, arguments.toArray());
  }
}
