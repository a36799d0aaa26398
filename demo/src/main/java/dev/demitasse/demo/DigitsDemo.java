package dev.demitasse.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes a network all the way: javac compiles {@code Digits.java}, a C compiler what comes out, and
 * both classify images that the network has never seen.
 *
 * <p>Runs in the module's folder. The system property {@code demitasse.classPath} holds the jars
 * that networks are written against, {@code demitasse.processorPath} the processor with what it
 * needs. The exit code is 1 if anything is not as it should be.
 */
public final class DigitsDemo {
  private static final Path SOURCES = Path.of("src", "main");
  private static final Path DATA = Path.of("data");
  private static final Path TARGET = Path.of("target");
  private static final Path FIGURES = TARGET.resolve("demo.json");

  private final String classPath = property("demitasse.classPath");
  private final Path folder;
  private final Path classes;
  private final Report report;

  private DigitsDemo(Path folder, Report report) {
    this.folder = folder;
    this.classes = folder.resolve("classes");
    this.report = report;
  }

  /** Runs the demo. It takes no arguments. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = TARGET.resolve("demo");
    try {
      Files.deleteIfExists(FIGURES);
      delete(folder);
      new DigitsDemo(folder, new Report(System.out)).run();
    } catch (DemoFailure e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, InterruptedException {
    report.title("Demitasse: handwritten digits, from annotated Java to C");
    NativeBuild build = nativeBuild();
    String compiler = build.compiler();
    compileJava();
    Path program = compileC(build, compiler);
    TestImages images = TestImages.in(DATA);
    Results results =
        new Results(
            images,
            runC(program),
            runJava(),
            build.size("tvmgen_digits.c"),
            build.size("tvmgen_digits_weights.c"));
    report.results(results);
    Files.writeString(FIGURES, results.json());
    results.check();
  }

  private void compileJava() throws IOException {
    JavaBuild build =
        new JavaBuild(
            List.of(SOURCES.resolve(Path.of("java", "dev", "demitasse", "demo", "Digits.java"))),
            SOURCES.resolve("resources"),
            classPath,
            property("demitasse.processorPath"));
    report.compiledJava(build.compile(classes), generated());
    report.processor(build.cost(folder.resolve("again")));
  }

  private NativeBuild nativeBuild() throws IOException {
    Path objects = Files.createDirectories(folder.resolve("objects"));
    return new NativeBuild(generated(), SOURCES.resolve(Path.of("c", "digits_main.c")), objects);
  }

  private Path compileC(NativeBuild build, String compiler)
      throws IOException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    Path program = build.program();
    report.compiledC(watch.seconds(), compiler);
    return program;
  }

  private Run runC(Path program) throws IOException, InterruptedException {
    Path images = TestImages.file(DATA);
    Stopwatch watch = new Stopwatch();
    Run run =
        Run.of(
            List.of(program.toAbsolutePath().toString(), images.toString()),
            folder.resolve("outputs-c.bin"));
    report.ran("in C", watch.seconds(), run);
    return run;
  }

  /** Runs what has just been compiled: its class files come first in the class path. */
  private Run runJava() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path program = TARGET.resolve("classes");
    String path =
        String.join(File.pathSeparator, classes.toString(), program.toString(), classPath);
    Stopwatch watch = new Stopwatch();
    Run run =
        Run.of(
            List.of(java.toString(), "-cp", path, DigitsOnJvm.class.getName(), DATA.toString()),
            folder.resolve("outputs-jvm.bin"));
    report.ran("on the JVM", watch.seconds(), run);
    return run;
  }

  private Path generated() {
    return classes.resolve(Path.of("META-INF", "demitasse", "c"));
  }

  /** A system property that the build sets. */
  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new DemoFailure("property '" + name + "' is not set: run 'mvn -Pdemo verify'");
    }
    return value;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
