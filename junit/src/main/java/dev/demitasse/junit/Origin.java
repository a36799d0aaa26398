package dev.demitasse.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a class lies: a folder of classes, or a jar. It is found by the class file, as the tests of
 * a module lie beside it and not in it.
 */
record Origin(Path place) {
  private static final String C = "META-INF/demitasse/c";

  static Origin of(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    URL url = type.getResource(file);
    if (url == null) {
      throw new IllegalArgumentException(type.getName() + " has no class file");
    }
    try {
      if (url.openConnection() instanceof JarURLConnection jar) {
        return new Origin(Path.of(jar.getJarFileURL().toURI()));
      }
      String text = url.toString();
      return new Origin(Path.of(URI.create(text.substring(0, text.length() - file.length() + 1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Returns a folder with the C that was built with the class, empty if there is none.
   *
   * @param scratch a folder that is not there yet; what is in a jar is copied to it
   */
  Path cFolder(Path scratch) throws IOException {
    if (Files.isDirectory(place)) {
      return place.resolve(C);
    }
    Files.createDirectories(scratch);
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      for (Path file : files(jar.getPath(C))) {
        Files.copy(file, scratch.resolve(file.getFileName().toString()));
      }
    }
    return scratch;
  }

  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
