package dev.demitasse.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Trained models with one input and one output, as networks.
 *
 * @param folder where the files are; their names say what elements inputs and outputs have: those
 *     count that end in {@code int8.tflite} or {@code float32.tflite}
 */
record Models(Path folder) {
  private static final String ENDING = ".tflite";

  private static final String INT8 = "int8";
  private static final String FLOAT32 = "float32";

  /** Returns the names of the files, without their ending, sorted. */
  List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(INT8 + ENDING) || file.endsWith(FLOAT32 + ENDING))
          .map(file -> file.substring(0, file.length() - ENDING.length()))
          .sorted()
          .toList();
    }
  }

  /** Returns the type of what goes into a model, and of what comes out. */
  private static Class<? extends Tensor<?>> type(String name) {
    return name.endsWith(INT8) ? I8.class : F32.class;
  }

  /** Returns the name of the interface that stands for a model. */
  private static String interfaceName(String name) {
    return Stream.of(name.split("_", -1))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }

  /**
   * Compiles all of them.
   *
   * @param scratch a folder for that; it is made
   * @return the class output
   */
  Path compile(Path scratch, String classPath, String processorPath) throws IOException {
    Path place = Files.createDirectories(scratch.resolve("sources"));
    List<Path> sources = new ArrayList<>();
    for (String name : names()) {
      Path source = place.resolve(interfaceName(name) + ".java");
      Files.writeString(
          source,
          """
          import dev.demitasse.Network;

          @Network(model = "%s.tflite", name = "%s")
          public interface %s {
            %s run(%s x);
          }
          """
              .formatted(
                  name,
                  name,
                  interfaceName(name),
                  type(name).getCanonicalName(),
                  type(name).getCanonicalName()));
      sources.add(source);
    }
    Path classes = scratch.resolve("classes");
    new JavaBuild(sources, folder, classPath, processorPath).compile(classes);
    return classes;
  }

  /**
   * Returns one of them with random inputs, and what the JVM makes of these.
   *
   * @param classes what {@link #compile} returned
   */
  static FirmwareCase onJvm(Path classes, String name, int runs) throws IOException {
    Random random = new Random(1);
    List<byte[]> inputs = new ArrayList<>();
    List<byte[]> outputs = new ArrayList<>();
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, Models.class.getClassLoader())) {
      Class<?> type = loader.loadClass(interfaceName(name));
      Object network = loader.loadClass(type.getName() + "Model").getMethod("load").invoke(null);
      Method method = type.getMethod("run", type(name));
      for (int run = 0; run < runs; run++) {
        Tensor<?> input = random(type(name), random, inputShape(classes, name));
        inputs.add(input.toBytes());
        outputs.add(((Tensor<?>) method.invoke(network, input)).toBytes());
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return FirmwareCase.of(classes, name, inputs, outputs);
  }

  private static Tensor<?> random(Class<?> type, Random random, int... shape) {
    int size = IntStream.of(shape).reduce(1, Math::multiplyExact);
    if (type == F32.class) {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = random.nextFloat();
      }
      return F32.of(values, shape);
    }
    byte[] values = new byte[size];
    random.nextBytes(values);
    return I8.of(values, shape);
  }

  private static int[] inputShape(Path classes, String name) throws IOException {
    String json = Files.readString(FirmwareCase.json(classes, name));
    JsonObject input =
        JsonParser.parseString(json)
            .getAsJsonObject()
            .getAsJsonArray("inputs")
            .get(0)
            .getAsJsonObject();
    return StreamSupport.stream(input.getAsJsonArray("shape").spliterator(), false)
        .mapToInt(JsonElement::getAsInt)
        .toArray();
  }
}
