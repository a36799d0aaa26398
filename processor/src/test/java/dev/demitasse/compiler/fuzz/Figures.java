package dev.demitasse.compiler.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run of the fuzzer adds up to, for {@code target/fuzz.json}. */
final class Figures {
  private final long seed;
  private final Instant begun = Instant.now();
  private final Map<String, Long> comparisons = new TreeMap<>();
  private int programs;
  private int broken;
  private int differences;

  /** Figures of programs from a seed on. */
  Figures(long seed) {
    this.seed = seed;
  }

  synchronized void programs(int more) {
    programs += more;
  }

  synchronized int programs() {
    return programs;
  }

  /** So many programs are not run, as javac breaks down on them by itself. */
  synchronized void broken(int more) {
    broken += more;
  }

  synchronized int broken() {
    return broken;
  }

  synchronized void differences(int more) {
    differences += more;
  }

  /** So many elements have been compared with those of the JVM. */
  synchronized void compared(String configuration, long elements) {
    comparisons.merge(configuration, elements, Long::sum);
  }

  @Override
  public synchronized String toString() {
    return """
    {
      "programs": %d,
      "javacBroke": %d,
      "differences": %d,
      "seed": %d,
      "seconds": %d,
      "comparisons": %d,
      "configurations": [
    %s
      ]
    }
    """
        .formatted(
            programs,
            broken,
            differences,
            seed,
            Duration.between(begun, Instant.now()).toSeconds(),
            comparisons.values().stream().mapToLong(n -> n).sum(),
            comparisons.entrySet().stream()
                .map(e ->
                    "    {\"name\": \"%s\", \"comparisons\": %d}"
                        .formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(",\n")));
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, toString());
  }
}
