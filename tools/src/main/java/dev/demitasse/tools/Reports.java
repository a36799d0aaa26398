package dev.demitasse.tools;

import dev.demitasse.compiler.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reports of networks, in the files that builds write. */
final class Reports {
  private static final String FILE = "report.json";

  private Reports() {}

  /**
   * The report in a file.
   *
   * @throws InputException if there is none
   */
  static Report read(Path file) throws InputException {
    try {
      return Report.parse(text(file));
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "'%s' is no report of a network: %s".formatted(file, e.getMessage()),
          "give the report.json that the build wrote");
    }
  }

  /**
   * The text of a file.
   *
   * @throws InputException if it cannot be read
   */
  static String text(Path file) throws InputException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException absent) {
      throw absent(file);
    } catch (IOException unreadable) {
      throw unreadable(file, unreadable);
    }
  }

  /**
   * The reports in a file or a folder, by the names of their networks.
   *
   * @throws InputException if there is none, or two of one network
   */
  static Map<String, Report> all(Path place) throws InputException {
    Map<String, Report> reports = new TreeMap<>();
    for (Path file : files(place)) {
      Report report = read(file);
      if (reports.put(report.network(), report) != null) {
        throw new InputException(
            "'%s' has several reports of network '%s'".formatted(place, report.network()),
            "give the folder of one build");
      }
    }
    if (reports.isEmpty()) {
      throw new InputException(
          "'%s' has no report of a network".formatted(place),
          "give a " + FILE + ", or a folder with some: the class output of a build");
    }
    return reports;
  }

  private static List<Path> files(Path place) throws InputException {
    if (!Files.exists(place)) {
      throw absent(place);
    }
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(f -> f.endsWith(FILE)).sorted().toList();
    } catch (IOException unreadable) {
      throw unreadable(place, unreadable);
    } catch (UncheckedIOException unreadable) {
      throw unreadable(place, unreadable.getCause());
    }
  }

  private static InputException absent(Path path) {
    return new InputException("'%s' is not there".formatted(path), "correct the path");
  }

  private static InputException unreadable(Path path, IOException why) {
    return new InputException("'%s' cannot be read: %s".formatted(path, why.getMessage()), "");
  }
}
