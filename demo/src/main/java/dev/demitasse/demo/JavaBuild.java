package dev.demitasse.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Networks in Java, compiled by javac as users' builds do.
 *
 * @param sources the networks
 * @param resources the root folder of their weights and models
 * @param classPath the jars that they are written against
 * @param processorPath the processor and what it needs
 */
record JavaBuild(List<Path> sources, Path resources, String classPath, String processorPath) {
  /** How many compilations {@link #cost} takes the median of. */
  static final int COMPILATIONS = 5;

  /**
   * What the processor costs, in a javac that has been running for a while.
   *
   * @param javac the seconds of javac alone
   * @param processor the seconds that it takes longer with the processor
   */
  record Cost(double javac, double processor) {}

  /**
   * Compiles them with the processor.
   *
   * @param classes a folder for the class files and the C; it is made
   * @return how many seconds it took
   * @throws DemoFailure if javac reports an error; it printed that already
   */
  double compile(Path classes) throws IOException {
    return compile(classes, List.of("-processorpath", processorPath));
  }

  /**
   * Measures what the processor adds to javac, by compilations with it and without in turn.
   *
   * @param scratch a folder to compile into; it is made
   */
  Cost cost(Path scratch) throws IOException {
    List<String> without = List.of("-proc:none");
    compile(scratch, without);
    double[] plain = new double[COMPILATIONS];
    double[] processed = new double[COMPILATIONS];
    for (int i = 0; i < COMPILATIONS; i++) {
      plain[i] = compile(scratch, without);
      processed[i] = compile(scratch);
    }
    Arrays.sort(plain);
    Arrays.sort(processed);
    double javac = plain[COMPILATIONS / 2];
    return new Cost(javac, processed[COMPILATIONS / 2] - javac);
  }

  private double compile(Path classes, List<String> processing) throws IOException {
    Files.createDirectories(classes);
    List<String> options =
        List.of(
            "--release",
            "17",
            "-classpath",
            String.join(File.pathSeparator, classPath, resources.toString()),
            "-d",
            classes.toString());
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    Stopwatch watch = new Stopwatch();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      boolean compiled =
          javac
              .getTask(
                  null,
                  files,
                  null,
                  Stream.concat(options.stream(), processing.stream()).toList(),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new DemoFailure("javac does not accept " + sources);
      }
    }
    return watch.seconds();
  }
}
