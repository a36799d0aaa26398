package dev.demitasse.junit;

import com.google.gson.JsonParser;
import dev.demitasse.Network;
import dev.demitasse.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A network as it was built: Java and C.
 *
 * @param type the class, or the interface of a trained model
 * @param method what runs it
 * @param companion the class that makes it with its weights
 * @param c what was compiled with it
 */
record NetworkClass(Class<?> type, Method method, Class<?> companion, CNetwork c) {

  static boolean isNetwork(Class<?> type) {
    return type.isAnnotationPresent(Network.class);
  }

  /**
   * Finds what belongs to a network.
   *
   * @param scratch a folder that is not there yet, for files from a jar
   * @throws IllegalArgumentException if the class is no network
   * @throws IllegalStateException if it was built without Demitasse's processor
   */
  static NetworkClass of(Class<?> type, Path scratch) throws IOException {
    if (!isNetwork(type)) {
      throw new IllegalArgumentException(
          "%s is not a network: it has no @Network%s"
              .formatted(
                  type.getName(),
                  type.isAnnotationPresent(dev.demitasse.Operator.class)
                      ? "; operators are run by 'apply'"
                      : ""));
    }
    CNetwork c = CNetwork.read(json(type, scratch), type.getSimpleName());
    return new NetworkClass(type, method(type), companion(type), c);
  }

  private static Path json(Class<?> type, Path scratch) throws IOException {
    Path folder = Origin.of(type).cFolder(scratch);
    for (Path file : Origin.files(folder)) {
      if (CNetwork.isInterface(file) && name(file).equals(name(type))) {
        return file;
      }
    }
    throw notBuilt(type, "there is no C of it in " + folder);
  }

  private static IllegalStateException notBuilt(Class<?> type, String what) {
    return new IllegalStateException(
        "%s was compiled without Demitasse's annotation processor: %s; the build needs it on its"
                .formatted(type.getName(), what)
            + " processor path");
  }

  private static String name(Path json) throws IOException {
    return JsonParser.parseString(Files.readString(json))
        .getAsJsonObject()
        .get("network")
        .getAsString();
  }

  /** The name in C, as the compiler makes it. */
  private static String name(Class<?> type) {
    String given = type.getAnnotation(Network.class).name();
    return given.isEmpty()
        ? type.getSimpleName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT)
        : given;
  }

  /** The only one that is public. */
  private static Method method(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !Modifier.isStatic(m.getModifiers()))
        .filter(m -> !m.isSynthetic())
        .findFirst()
        .orElseThrow();
  }

  private static Class<?> companion(Class<?> type) {
    String name = type.getName() + "Model";
    try {
      return Class.forName(name, true, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw notBuilt(type, "there is no class " + name);
    }
  }

  /** Makes one. */
  Object load() {
    Method load = ReflectionSupport.findMethod(companion, "load").orElseThrow();
    return ReflectionSupport.invokeMethod(load, null);
  }

  /** Runs one. Returns what the Java returns, or throws what it throws. */
  Object run(Object network, Object... arguments) {
    return ReflectionSupport.invokeMethod(method, network, arguments);
  }

  /**
   * The tensors of arguments.
   *
   * @throws IllegalArgumentException if the network takes others
   */
  List<Tensor<?>> inputs(Object... arguments) {
    List<Tensor<?>> tensors =
        Arrays.stream(arguments).flatMap(a -> Tensors.in(a).stream()).toList();
    boolean fits = isTaken(arguments) && tensors.size() == c.inputs().size();
    for (int i = 0; fits && i < tensors.size(); i++) {
      fits = c.inputs().get(i).takes(tensors.get(i));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "'%s' of %s takes %s, but is given %s"
              .formatted(
                  method.getName(),
                  type.getSimpleName(),
                  c.inputs().stream()
                      .map(CNetwork.Port::toString)
                      .collect(Collectors.joining(", ", "(", ")")),
                  Tensors.types(Arrays.asList(arguments))));
    }
    return tensors;
  }

  private boolean isTaken(Object... arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }
}
