package dev.demitasse.compiler.frontend;

import dev.demitasse.F32;
import dev.demitasse.compiler.entry.ProcessorEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One run of javac with the processor, in this JVM.
 *
 * @param success whether javac says so
 * @param reports what it said against the code, in its order
 * @param notes what else it said
 * @param output where the class files went
 */
record JavacRun(boolean success, List<Report> reports, List<String> notes, Path output) {

  /**
   * One message.
   *
   * @param line in the source, or -1
   * @param column in the source, from 1, or -1
   */
  record Report(Diagnostic.Kind kind, long line, long column, String text) {

    /** The message without reason and fix. */
    String firstLine() {
      return text.lines().findFirst().orElse("");
    }
  }

  /** Compiles files into a folder. */
  static JavacRun of(Path output, List<Path> sources, String... options) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
    List<String> all =
        new ArrayList<>(
            List.of("-d", output.toString(), "-Xlint:all,-auxiliaryclass,-options,-processing"));
    all.addAll(List.of("-cp", annotations().toString(), "--release", "17"));
    all.addAll(List.of(options));
    try (StandardJavaFileManager files = javac.getStandardFileManager(heard, Locale.ROOT, null)) {
      JavaCompiler.CompilationTask task =
          javac.getTask(null, files, heard, all, null, files.getJavaFileObjectsFromPaths(sources));
      task.setLocale(Locale.ROOT);
      task.setProcessors(List.of(new ProcessorEntry()));
      boolean success = task.call();
      Map<Boolean, List<Report>> said =
          heard.getDiagnostics().stream()
              .map(JavacRun::report)
              .collect(Collectors.partitioningBy(r -> r.kind() == Diagnostic.Kind.NOTE));
      return new JavacRun(
          success, said.get(false), said.get(true).stream().map(Report::text).toList(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Report report(Diagnostic<? extends JavaFileObject> d) {
    return new Report(
        d.getKind(), d.getLineNumber(), d.getColumnNumber(), d.getMessage(Locale.ROOT));
  }

  /** The errors among the messages. */
  List<Report> errors() {
    return reports.stream().filter(r -> r.kind() == Diagnostic.Kind.ERROR).toList();
  }

  /** What there is beside the class files and the Java sources of companions, sorted. */
  List<String> written() {
    try (Stream<Path> files = Files.walk(output)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> output.relativize(f).toString().replace('\\', '/'))
          .filter(f -> !f.endsWith(".class") && !f.endsWith(".java"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the annotations are: all that users' code needs on its class path. */
  static Path annotations() {
    return home(F32.class);
  }

  /** The folder or jar that a class was loaded from. */
  static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
