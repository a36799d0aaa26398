package dev.demitasse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds {@code src/it/library-and-network}, operators in one jar and a network in another, as its
 * author would: with Maven, time and again, and with nothing but javac.
 */
class LibraryAndNetworkIT {
  private static final Path SOURCES = Path.of("src/it/library-and-network");
  private static final String VERSION = System.getProperty("project.version");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
  private static final Path GAINS = Path.of("sensor/src/main/resources/acme/sensor/gains.npy");
  private static final Path SIGNAL = Path.of("signal/src/main/java/acme/signal");

  /** What a change of code changes: its hash is in the header and the JSON. */
  private static final List<String> CODE =
      List.of("tvmgen_detector.c", "tvmgen_detector.h", "tvmgen_detector.json");

  private static final Path TAPS = SIGNAL.resolve("Taps.java");
  private static final Path SMOOTH = SIGNAL.resolve("Smooth.java");
  private static final Path LEVELS = SIGNAL.resolve("Levels.java");

  private static final String LINT = "-Xlint:all,-processing";

  /** Our jars are automatic modules. */
  private static final String LINT_OF_MODULES =
      ",-requires-automatic,-requires-transitive-automatic";

  /** What the compiler plugin says of a module. */
  private static final String COMPILED = "Recompiling the module";

  private static final String NOT_COMPILED = "Nothing to compile";

  @TempDir Path project;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = project.resolve(SOURCES.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    replace(Path.of("pom.xml"), "@project.version@", VERSION);
    String settings = Files.readString(Path.of("src/it/settings.xml"));
    String downloaded = Path.of(System.getProperty("settings.localRepository")).toUri().toString();
    Files.writeString(
        project.resolve("settings.xml"), settings.replace("@localRepositoryUrl@", downloaded));
  }

  private void replace(Path file, String old, String now) throws IOException {
    Path path = project.resolve(file);
    String text = Files.readString(path);
    assertNotEquals(text, text.replace(old, now));
    Files.writeString(path, text.replace(old, now));
  }

  // ---- Maven ----

  @Test
  void mavenCompilesWhatHasChangedAndNothingElse() throws Exception {
    assertEquals(List.of(COMPILED, COMPILED, COMPILED), maven("test"));
    SortedMap<String, String> first = c("sensor/target/classes");
    assertEquals(List.of(NOT_COMPILED, NOT_COMPILED), maven("compile"));

    // A change of nothing but the weights.
    byte[] gains = Files.readAllBytes(project.resolve(GAINS));
    gains[gains.length - 1] ^= 1;
    Files.write(project.resolve(GAINS), gains);
    later(GAINS);
    assertEquals(List.of(NOT_COMPILED, COMPILED), maven("compile"));
    SortedMap<String, String> otherWeights = c("sensor/target/classes");
    assertEquals(
        List.of("tvmgen_detector.h", "tvmgen_detector.json", "tvmgen_detector_weights.c"),
        differences(first, otherWeights));

    // A change of nothing but a table, or the body of a method, in a build of its own.
    assertEquals(List.of(NOT_COMPILED), maven("install", "-pl", ".,signal"));
    maven("compile", "-pl", "sensor");
    assertEquals(List.of(NOT_COMPILED), maven("compile", "-pl", "sensor"));
    replace(TAPS, "9f", "8f");
    SortedMap<String, String> otherTable = changed(TAPS);
    assertEquals(CODE, differences(otherWeights, otherTable));
    replace(LEVELS, "value >= ", "value > ");
    assertEquals(CODE, differences(otherTable, changed(LEVELS)));
  }

  /** The C after a change in the library, which is built first, by itself. */
  private SortedMap<String, String> changed(Path file) throws IOException, InterruptedException {
    later(file);
    assertEquals(List.of(COMPILED), maven("install", "-pl", ".,signal"));
    assertEquals(List.of(COMPILED), maven("compile", "-pl", "sensor"));
    return c("sensor/target/classes");
  }

  /** Tools compare times to the second. */
  private void later(Path file) throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1100);
    Files.setLastModifiedTime(project.resolve(file), FileTime.from(Instant.now()));
  }

  /** What the compiler plugin says, module by module. */
  private List<String> maven(String... arguments) throws IOException, InterruptedException {
    boolean windows = File.separatorChar == '\\';
    String home = System.getProperty("maven.home");
    List<String> command = new ArrayList<>();
    command.add(Path.of(home, "bin", windows ? "mvn.cmd" : "mvn").toString());
    command.addAll(List.of("-B", "-s", "settings.xml"));
    command.add("-Dmaven.repo.local=" + Path.of("target/it-repository").toAbsolutePath());
    command.addAll(List.of(arguments));
    return run(0, command)
        .lines()
        .flatMap(line -> Stream.of(COMPILED, NOT_COMPILED).filter(line::contains))
        .toList();
  }

  // ---- javac ----

  @Test
  void javacGivesTheSameFromClassPathAndModulePath() throws Exception {
    Path annotations = jar("annotations");
    Path operators = jar("operators");
    javac("signal", "classes/signal", false, annotations);
    javac("sensor", "classes/sensor", false, annotations, operators, Path.of("classes/signal"));
    jar("classes/signal", "signal.jar");
    javac("sensor", "classes/sensor2", false, annotations, operators, Path.of("signal.jar"));
    javac("signal", "modules/signal", true, annotations);
    javac("sensor", "modules/sensor", true, annotations, operators, Path.of("modules/signal"));
    jar("modules/signal", "acme.signal.jar");
    javac("sensor", "modules/sensor2", true, annotations, operators, Path.of("acme.signal.jar"));

    SortedMap<String, String> c = c("classes/sensor");
    assertEquals(5, c.size());
    for (String other : List.of("classes/sensor2", "modules/sensor", "modules/sensor2")) {
      assertEquals(List.of(), differences(c, c(other)));
    }
  }

  /** A jar of this build. */
  private static Path jar(String module) {
    String file = "demitasse-%s-%s.jar".formatted(module, VERSION);
    return Path.of("..", module, "target", file).toAbsolutePath().normalize();
  }

  private void jar(String folder, String jar) throws IOException, InterruptedException {
    run(0, List.of(JAVA.resolve("jar").toString(), "cf", jar, "-C", folder, "."));
  }

  /**
   * Without a warning, of its own sources or of those that are generated beside them; a line sums
   * up each network.
   */
  private void javac(String module, String output, boolean modules, Path... path)
      throws IOException, InterruptedException {
    String said = run(0, command(module, output, modules, path));
    assertEquals("", said.replaceAll("(?m)^Note: network '.*\\R(    .*\\R)*", ""));
  }

  private List<String> command(String module, String output, boolean modules, Path... path)
      throws IOException {
    Path sources = project.resolve(module).resolve("src/main");
    List<String> command = new ArrayList<>();
    command.add(JAVA.resolve("javac").toString());
    command.addAll(List.of("--release", "17", "-d", output, "-Werror"));
    command.add(modules ? LINT + LINT_OF_MODULES : LINT);
    command.addAll(List.of("-processorpath", jar("processor").toString()));
    command.add("-Ademitasse.resources=" + sources.resolve("resources"));
    command.addAll(
        List.of(
            modules ? "-p" : "-cp",
            Stream.of(path).map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
    try (Stream<Path> files = Files.walk(sources.resolve("java"))) {
      files
          .map(Path::toString)
          .filter(f -> f.endsWith(".java") && (modules || !f.endsWith("module-info.java")))
          .sorted()
          .forEach(command::add);
    }
    return command;
  }

  @Test
  void whatExamplesShowIsRefusedWhereItIs() throws Exception {
    replace(LEVELS, "t < x.dim(0)", "t <= x.dim(0)");
    replace(SMOOTH, "F32.zeros(3, 1)", "F32.zeros(2, 1)");

    String said = run(1, command("signal", "classes/signal", false, jar("annotations")));

    assertEquals(
        List.of(
            place(LEVELS, "x.at(t, c)")
                + "[index-bounds] index 0 of 'x' is not proved to be within its extent",
            place(SMOOTH, "F32.zeros(2, 1)")
                + "[precondition] a signal of 2 steps is too short for a window that reaches 2"),
        said.lines().filter(line -> line.contains(": error: ")).toList());
  }

  /** How javac begins to speak of the line with a text. */
  private String place(Path file, String text) throws IOException {
    List<String> lines = Files.readAllLines(project.resolve(file));
    List<String> found = lines.stream().filter(line -> line.contains(text)).toList();
    assertEquals(1, found.size(), text);
    int line = lines.indexOf(found.get(0)) + 1;
    return "%s:%d: error: ".formatted(project.resolve(file), line);
  }

  // ---- Both ----

  /** What a command says that ends with a status. */
  private String run(int status, List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", JAVA.getParent().toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(status, process.waitFor(), output);
    return output;
  }

  /** The C below a folder with classes. */
  private SortedMap<String, String> c(String classes) throws IOException {
    Path folder = project.resolve(classes).resolve("META-INF/demitasse/c");
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private static List<String> differences(
      SortedMap<String, String> a, SortedMap<String, String> b) {
    assertEquals(a.keySet(), b.keySet());
    return a.keySet().stream().filter(name -> !a.get(name).equals(b.get(name))).toList();
  }
}
