package dev.demitasse.compiler.frontend;

import dev.demitasse.Fn;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands for methods of {@code java.lang} in C: those of {@code
 * dev.demitasse.runtime.JavaLang} for what is exactly specified, and, if the user asks for them,
 * those of {@link Fn} for the rest.
 */
final class JavaLangMethods {
  private static final String JAVA_LANG = "java.lang.";
  private static final String OURS = "dev.demitasse.runtime.JavaLang";
  private static final String MATH = "Math.";
  private static final String STRICT_MATH = "StrictMath.";

  private static final Map<Class<?>, String> TYPES =
      Map.of(
          boolean.class, "bool",
          byte.class, "i8",
          short.class, "i16",
          char.class, "u16",
          int.class, "i32",
          long.class, "i64",
          float.class, "f32",
          double.class, "f64");

  private static final Set<String> SYMBOLS =
      Arrays.stream(ours().getDeclaredClasses())
          .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
          .map(JavaLangMethods::symbol)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> FN =
      Arrays.stream(Fn.class.getMethods()).map(Method::getName).collect(Collectors.toSet());

  private JavaLangMethods() {}

  /** Whose nested classes have them. */
  static Class<?> ours() {
    try {
      return Class.forName(OURS, false, Fn.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@link JavaTypes#symbol} makes it. */
  static String symbol(Method method) {
    String parameters =
        Arrays.stream(method.getParameterTypes())
            .map(TYPES::get)
            .collect(Collectors.joining(",", "(", ")"));
    return method.getDeclaringClass().getCanonicalName() + "." + method.getName() + parameters;
  }

  /** The symbol of our method that is equal to the one of {@code java.lang} with this symbol. */
  static Optional<String> find(String symbol) {
    if (!symbol.startsWith(JAVA_LANG)) {
      return Optional.empty();
    }
    String member = symbol.substring(JAVA_LANG.length());
    return Stream.of(member, exact(member))
        .map(m -> OURS + "." + m)
        .filter(SYMBOLS::contains)
        .findFirst();
  }

  /** The symbol or name of a method of {@code Math} for one of {@code StrictMath}. */
  static String exact(String name) {
    int start = name.startsWith(JAVA_LANG) ? JAVA_LANG.length() : 0;
    return name.startsWith(STRICT_MATH, start)
        ? name.substring(0, start) + MATH + name.substring(start + STRICT_MATH.length())
        : name;
  }

  /** Our method for the remainder of floats of this type, {@code f32} or {@code f64}. */
  static String floatRemainder(String type) {
    return OURS + ".floatRemainder(" + type + "," + type + ")";
  }

  /** Whether the second parameter is a divisor: what they do with zero is to throw. */
  static boolean divides(String symbol) {
    return symbol.matches(".*\\.(floor(Div|Mod)|(divide|remainder)Unsigned)\\(.*");
  }

  /** What to write for a function of {@code Math} that has other bits on other machines. */
  static Optional<String> inFn(String qualifiedName) {
    String name = exact(qualifiedName);
    return Optional.of(name)
        .filter(n -> n.startsWith(JAVA_LANG + MATH))
        .map(n -> n.substring((JAVA_LANG + MATH).length()))
        .filter(FN::contains);
  }
}
