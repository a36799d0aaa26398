package dev.demitasse.compiler.frontend;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.annotation.processing.Filer;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * Finds the files that networks name: in the folders of an option, among the resources in the class
 * output, the class path and the source path, in the package of the network first, and at last
 * beside the source file.
 */
final class WeightSources {
  private final Filer filer;
  private final List<Path> folders;

  /**
   * Where to look.
   *
   * @param folders separated as paths are on this machine
   */
  WeightSources(Filer filer, String folders) {
    this.filer = filer;
    this.folders = new ArrayList<>();
    Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(folders)
        .filter(folder -> !folder.isEmpty())
        .forEach(folder -> this.folders.add(Path.of(folder)));
  }

  /** For a message: the places, in order. */
  String places() {
    return (folders.isEmpty() ? "" : "-Ademitasse.resources, ")
        + "the class output, the class path, the source path and beside the source file";
  }

  /**
   * The content of the file.
   *
   * @param source of the network, unless that comes from a jar
   */
  Optional<byte[]> find(String file, String inPackage, Optional<JavaFileObject> source) {
    for (Path folder : folders) {
      Optional<byte[]> found =
          read(folder.resolve(inPackage.replace('.', '/')).resolve(file))
              .or(() -> read(folder.resolve(file)));
      if (found.isPresent()) {
        return found;
      }
    }
    for (StandardLocation location :
        List.of(
            StandardLocation.CLASS_OUTPUT,
            StandardLocation.CLASS_PATH,
            StandardLocation.SOURCE_PATH)) {
      Optional<byte[]> found = read(location, inPackage, file).or(() -> read(location, "", file));
      if (found.isPresent()) {
        return found;
      }
    }
    return source.flatMap(s -> sibling(s, file)).flatMap(WeightSources::read);
  }

  private Optional<byte[]> read(StandardLocation location, String inPackage, String file) {
    try (InputStream in = filer.getResource(location, inPackage, file).openInputStream()) {
      return Optional.of(in.readAllBytes());
    } catch (IOException | IllegalArgumentException absent) {
      return Optional.empty();
    }
  }

  private static Optional<Path> sibling(JavaFileObject source, String file) {
    URI uri = source.toUri();
    return "file".equals(uri.getScheme())
        ? Optional.of(Path.of(uri).resolveSibling(file))
        : Optional.empty();
  }

  private static Optional<byte[]> read(Path path) {
    try {
      return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
