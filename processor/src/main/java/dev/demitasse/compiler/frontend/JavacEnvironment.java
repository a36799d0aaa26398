package dev.demitasse.compiler.frontend;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import javax.annotation.processing.ProcessingEnvironment;

/**
 * Finds javac's own environment inside the ones that build tools put around it: Gradle's has it in
 * a field, IntelliJ's is a proxy whose handler has it in a field.
 */
final class JavacEnvironment {

  private JavacEnvironment() {}

  static ProcessingEnvironment unwrap(ProcessingEnvironment environment) {
    Object holder =
        Proxy.isProxyClass(environment.getClass())
            ? Proxy.getInvocationHandler(environment)
            : environment;
    if (holder.getClass().getName().startsWith("com.sun.tools.javac.")) {
      return environment;
    }
    for (Class<?> c = holder.getClass(); c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (value(field, holder) instanceof ProcessingEnvironment inner && inner != environment) {
          return unwrap(inner);
        }
      }
    }
    return environment;
  }

  private static Object value(Field field, Object holder) {
    try {
      field.setAccessible(true);
      return field.get(holder);
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return "";
    }
  }
}
