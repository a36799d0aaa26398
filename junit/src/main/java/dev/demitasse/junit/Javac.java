package dev.demitasse.junit;

import dev.demitasse.compiler.entry.ProcessorEntry;
import dev.demitasse.runtime.MacMode;
import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.opentest4j.AssertionFailedError;

/** Compiles networks that tests need, with Demitasse's processor, inside this JVM. */
final class Javac {
  private static final int OLDEST = 21;

  private Javac() {}

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** What this JVM lacks, if it lacks something. */
  static Optional<String> missing() {
    int version = Runtime.version().feature();
    if (version < OLDEST) {
      return Optional.of(
          "operators are compiled by a JDK 21 or newer; these tests run on " + version);
    }
    return ToolProvider.getSystemJavaCompiler() == null
        ? Optional.of("operators are compiled by a JDK; these tests run on a JRE")
        : Optional.empty();
  }

  /**
   * Compiles a call of an operator.
   *
   * @param folder for what is made
   */
  static void compile(OperatorCall call, String source, Path folder) {
    List<String> options = new ArrayList<>(List.of("-proc:full", "-nowarn", "-implicit:none"));
    options.addAll(List.of("-d", folder.toString(), "-classpath", classPath(call)));
    options.add("-Ademitasse.mac=" + MacMode.current().name().toLowerCase(Locale.ROOT));
    StringWriter messages = new StringWriter();
    JavaCompiler.CompilationTask task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages,
                null,
                null,
                options,
                null,
                List.of(new Source(OperatorSource.className(call), source)));
    task.setProcessors(List.of(new ProcessorEntry()));
    if (!task.call()) {
      throw new AssertionFailedError(
          "%s %s cannot be compiled to C\n%s\nThe call is compiled as\n%s"
              .formatted(call.name(), Tensors.types(call.arguments()), messages, source));
    }
  }

  /** That of the tests; the operator lies beside their module where they are a part of it. */
  private static String classPath(OperatorCall call) {
    Stream<String> ofTests =
        Stream.of("java.class.path", "jdk.module.path")
            .map(System::getProperty)
            .filter(Objects::nonNull);
    Path operator = Origin.of(call.method().getDeclaringClass()).place();
    return Stream.concat(Stream.of(operator.toString()), ofTests)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
