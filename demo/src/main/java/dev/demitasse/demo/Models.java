package dev.demitasse.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.demitasse.I8;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Trained models of int8, with one input and one output, as networks.
 *
 * @param folder where the files are; those count whose name ends in {@code int8.tflite}
 */
record Models(Path folder) {
  private static final String ENDING = ".tflite";

  /** Returns the names of the files, without their ending, sorted. */
  List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith("int8" + ENDING))
          .map(file -> file.substring(0, file.length() - ENDING.length()))
          .sorted()
          .toList();
    }
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
          import dev.demitasse.I8;
          import dev.demitasse.Network;

          @Network(model = "%s.tflite", name = "%s")
          public interface %s {
            I8 run(I8 x);
          }
          """
              .formatted(name, name, interfaceName(name)));
      sources.add(source);
    }
    Path classes = scratch.resolve("classes");
    new JavaBuild(sources, folder, classPath, processorPath).compile(classes);
    return classes;
  }

  /**
   * Returns all of them with random inputs, and what the JVM makes of these.
   *
   * @param classes what {@link #compile} returned
   */
  List<FirmwareCase> onJvm(Path classes, int runs) throws IOException {
    List<FirmwareCase> cases = new ArrayList<>();
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, Models.class.getClassLoader())) {
      for (String name : names()) {
        Random random = new Random(1);
        List<byte[]> inputs = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
          byte[] input = new byte[I8.zeros(inputShape(classes, name)).size()];
          random.nextBytes(input);
          inputs.add(input);
        }
        cases.add(FirmwareCase.of(classes, name, inputs, onJvm(loader, classes, name, inputs)));
      }
    }
    return cases;
  }

  private static List<byte[]> onJvm(
      ClassLoader loader, Path classes, String name, List<byte[]> inputs) throws IOException {
    try {
      Class<?> type = loader.loadClass(interfaceName(name));
      Object network = loader.loadClass(type.getName() + "Model").getMethod("load").invoke(null);
      List<byte[]> outputs = new ArrayList<>();
      for (byte[] input : inputs) {
        I8 x = I8.of(input, inputShape(classes, name));
        outputs.add(((I8) type.getMethod("run", I8.class).invoke(network, x)).toBytes());
      }
      return outputs;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
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
