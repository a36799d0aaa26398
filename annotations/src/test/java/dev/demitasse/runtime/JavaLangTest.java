package dev.demitasse.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of every nested class gives the bits that the JDK's gives. */
class JavaLangTest {
  private static final int RANDOM = 20_000;

  /** Values near which something happens; of each type, its conversion. */
  private static final List<Double> EDGES =
      List.of(
          0.0,
          -0.0,
          0.25,
          0.5,
          1.0,
          1.5,
          2.0,
          2.5,
          3.0,
          7.0,
          31.0,
          32.0,
          33.0,
          63.0,
          64.0,
          127.0,
          128.0,
          255.0,
          256.0,
          32767.0,
          32768.0,
          65535.0,
          0x1p22 + 0.5,
          0x1p23 - 0.5,
          0x1p23,
          0x1p24,
          0x1p31 - 1,
          0x1p31,
          0x1p32 - 1,
          0x1p32,
          0x1p51 + 0.5,
          0x1p52 - 0.5,
          0x1p53,
          0x1p63,
          0x1p64,
          0x1p-149,
          0x1p-148,
          0x1p-127,
          0x1p-126,
          0x0.fffffep-126,
          0x1p-1,
          0x1.fffffep-2,
          0x1.fffffffffffffp-2,
          0x1.fffffep127,
          0x1p127,
          0x1p-1074,
          0x1p-1073,
          0x0.fffffffffffffp-1022,
          0x1p-1022,
          0x1p-1023,
          0x1p1023,
          0x1.fffffffffffffp1023,
          Double.POSITIVE_INFINITY,
          Double.NaN);

  static Stream<Method> methods() {
    return Arrays.stream(JavaLang.class.getDeclaredClasses())
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> !Modifier.isPrivate(m.getModifiers()) && !m.isSynthetic());
  }

  private static Method original(Method ours) throws ReflectiveOperationException {
    String name = ours.getDeclaringClass().getSimpleName();
    Method original =
        Class.forName("java.lang." + name).getMethod(ours.getName(), ours.getParameterTypes());
    assertEquals(original.getReturnType(), ours.getReturnType());
    assertTrue(Modifier.isStatic(original.getModifiers()));
    return original;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void isThatOfTheJdk(Method ours) throws ReflectiveOperationException {
    Method original = original(ours);
    Class<?>[] types = ours.getParameterTypes();
    List<Object> first = edges(types[0]);
    List<Object> second = types.length == 1 ? List.of(0) : edges(types[1]);
    for (Object a : first) {
      for (Object b : second) {
        compare(original, ours, arguments(types, a, b));
      }
    }
    Random random = new Random(ours.toString().hashCode());
    for (int i = 0; i < RANDOM; i++) {
      Object a = random(types[0], random);
      Object b = types.length == 1 ? 0 : random(types[1], random);
      // Near to each other, where comparisons and quotients change.
      boolean near = types.length == 2 && types[0] == types[1] && random.nextInt(4) == 0;
      compare(original, ours, arguments(types, a, near ? neighbour(a, random.nextInt(3) - 1) : b));
    }
  }

  @Test
  void methodsOfSmallTypesAreThoseOfTheJdkForAllValues() throws ReflectiveOperationException {
    for (Method ours : methods().toList()) {
      Class<?>[] types = ours.getParameterTypes();
      if (types.length == 1 && List.of(byte.class, short.class, char.class).contains(types[0])) {
        for (int i = Short.MIN_VALUE; i <= Short.MAX_VALUE; i++) {
          compare(original(ours), ours, convert(types[0], i));
        }
      }
    }
  }

  @Test
  void floatRemainderIsThatOfTheOperator() {
    for (Object a : edges(float.class)) {
      for (Object b : edges(float.class)) {
        checkRemainder((float) a, (float) b);
      }
    }
    Random random = new Random(1);
    for (int i = 0; i < 10 * RANDOM; i++) {
      float a = (float) random(float.class, random);
      checkRemainder(a, (float) random(float.class, random));
      checkRemainder(a, a / random.nextInt(100));
    }
  }

  @Test
  void doubleRemainderIsThatOfTheOperator() {
    for (Object a : edges(double.class)) {
      for (Object b : edges(double.class)) {
        checkRemainder((double) a, (double) b);
      }
    }
    Random random = new Random(1);
    for (int i = 0; i < 10 * RANDOM; i++) {
      double a = (double) random(double.class, random);
      checkRemainder(a, (double) random(double.class, random));
      checkRemainder(a, a / random.nextInt(100));
    }
  }

  private static void checkRemainder(float a, float b) {
    assertEquals(a % b, JavaLang.floatRemainder(a, b), () -> a + " % " + b);
  }

  private static void checkRemainder(double a, double b) {
    assertEquals(a % b, JavaLang.floatRemainder(a, b), () -> a + " % " + b);
  }

  private static Object[] arguments(Class<?>[] types, Object a, Object b) {
    return types.length == 1 ? new Object[] {a} : new Object[] {a, b};
  }

  private static void compare(Method original, Method ours, Object... arguments)
      throws ReflectiveOperationException {
    Object expected;
    try {
      expected = original.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      // A division by zero, which the compiler finds.
      assertEquals(ArithmeticException.class, e.getCause().getClass());
      assertTrue(ours.getName().matches("(floor|divide|remainder).+"), ours.toString());
      return;
    }
    Object actual = ours.invoke(null, arguments);
    if (!expected.equals(actual)) {
      throw new AssertionError(
          "%s of %s is %s, not %s".formatted(ours, Arrays.toString(arguments), expected, actual));
    }
  }

  private static List<Object> edges(Class<?> type) {
    List<Object> values = new ArrayList<>();
    if (type == boolean.class) {
      return List.of(false, true);
    }
    for (double edge : EDGES) {
      for (double value : new double[] {edge, -edge}) {
        for (int offset = -1; offset <= 1; offset++) {
          values.add(neighbour(convert(type, value), offset));
        }
      }
    }
    return values.stream().distinct().toList();
  }

  private static Object neighbour(Object value, int offset) {
    if (value instanceof Float f) {
      int bits = Float.floatToIntBits(f);
      float next = Float.intBitsToFloat(bits + offset);
      return Float.isNaN(next) ? f : next;
    }
    if (value instanceof Double d) {
      long bits = Double.doubleToLongBits(d);
      double next = Double.longBitsToDouble(bits + offset);
      return Double.isNaN(next) ? d : next;
    }
    return value instanceof Boolean b ? b : integer(value.getClass(), number(value) + offset);
  }

  private static long number(Object value) {
    return value instanceof Character c ? c : ((Number) value).longValue();
  }

  /** All bits random, or few significant ones, at any exponent; small shifts where they fit. */
  private static Object random(Class<?> type, Random random) {
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    long bits = random.nextLong();
    if (random.nextInt(4) == 0) {
      bits = bits >> random.nextInt(64);
    }
    if (type == float.class) {
      float f = Float.intBitsToFloat((int) (bits ^ bits >>> 32));
      return Float.isNaN(f) ? Float.NaN : f;
    }
    if (type == double.class) {
      double d = Double.longBitsToDouble(bits);
      return Double.isNaN(d) ? Double.NaN : d;
    }
    return integer(type, bits);
  }

  private static Object convert(Class<?> type, double value) {
    if (type == float.class) {
      return (float) value;
    }
    return type == double.class ? (Object) value : integer(type, (long) value);
  }

  private static Object integer(Class<?> type, long value) {
    if (type == byte.class || type == Byte.class) {
      return (byte) value;
    }
    if (type == short.class || type == Short.class) {
      return (short) value;
    }
    if (type == char.class || type == Character.class) {
      return (char) value;
    }
    if (type == int.class || type == Integer.class) {
      return (int) value;
    }
    return value;
  }
}
