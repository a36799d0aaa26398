package dev.demitasse.compiler.fuzz;

import dev.demitasse.F32;
import dev.demitasse.Tensor;
import dev.demitasse.compiler.entry.ProcessorEntry;
import dev.demitasse.compiler.ir.GenericExpr;
import dev.demitasse.compiler.ir.Invocations;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.IrText;
import dev.demitasse.compiler.ir.PrimFunc;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Programs compiled by one run of javac with our processor, in memory: their class files, and what
 * the processor stores beside these, as it does for the jar of a library.
 */
final class JavaBatch {
  private static final Path ANNOTATIONS = home(F32.class);

  private final Map<String, Written> files;
  private final Map<Program, String> refused;
  private final List<Program> broken;
  private final Loader loader = new Loader();

  private JavaBatch(
      Map<String, Written> files, Map<Program, String> refused, List<Program> broken) {
    this.files = files;
    this.refused = refused;
    this.broken = broken;
  }

  // ---- javac ----

  private static final class Source extends SimpleJavaFileObject {
    private final Program program;

    Source(Program program) {
      super(
          URI.create("memory:///%s/%s.java".formatted(Program.PACKAGE, program.className())),
          Kind.SOURCE);
      this.program = program;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return program.source();
    }
  }

  /** A file that javac and the processor write, and may read again. */
  private static final class Written extends SimpleJavaFileObject {
    private byte[] bytes = {};

    Written(String path, Kind kind) {
      super(URI.create("memory:///" + path), kind);
    }

    @Override
    public OutputStream openOutputStream() {
      return new ByteArrayOutputStream() {
        @Override
        public void close() {
          bytes = toByteArray();
        }
      };
    }

    @Override
    public InputStream openInputStream() throws IOException {
      if (bytes.length == 0) {
        throw new FileNotFoundException(getName());
      }
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
      return new String(openInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Where javac writes. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Written> files = new LinkedHashMap<>();

    Memory(JavaFileManager others) {
      super(others);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return written(className.replace('.', '/') + kind.extension, kind);
    }

    @Override
    public FileObject getFileForOutput(
        Location location, String packageName, String name, FileObject sibling) {
      String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
      return written(folder + name, JavaFileObject.Kind.OTHER);
    }

    @Override
    public FileObject getFileForInput(Location location, String packageName, String name) {
      return null;
    }

    private Written written(String path, JavaFileObject.Kind kind) {
      return files.computeIfAbsent(path, p -> new Written(p, kind));
    }
  }

  /**
   * Compiles programs. Those that are refused are left out, so that the others are compiled; so are
   * those that javac breaks down on by itself.
   */
  static JavaBatch of(List<Program> programs) {
    Map<Program, String> refused = new LinkedHashMap<>();
    List<Program> broken = new ArrayList<>();
    while (true) {
      List<Program> left =
          programs.stream().filter(p -> !refused.containsKey(p) && !broken.contains(p)).toList();
      DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
      Optional<Map<String, Written>> files = compile(left, List.of(new ProcessorEntry()), heard);
      if (files.isPresent()) {
        return new JavaBatch(files.get(), refused, broken);
      }
      int before = refused.size();
      heard.getDiagnostics().stream()
          .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
          .forEach(d -> blame(d, refused));
      if (refused.size() == before) {
        List<Program> breaking =
            left.stream().filter(p -> compile(List.of(p), List.of(), heard).isEmpty()).toList();
        if (breaking.isEmpty()) {
          throw new IllegalStateException(heard.getDiagnostics().toString());
        }
        broken.addAll(breaking);
      }
    }
  }

  /** What javac writes, or nothing if it does not take the programs. */
  private static Optional<Map<String, Written>> compile(
      List<Program> programs,
      List<Processor> processors,
      DiagnosticCollector<JavaFileObject> heard) {
    if (programs.isEmpty()) {
      return Optional.of(Map.of());
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = javac.getStandardFileManager(heard, Locale.ROOT, null);
        Memory memory = new Memory(files)) {
      List<String> options =
          List.of("--release", "17", "-Xlint:none", "-cp", ANNOTATIONS.toString());
      List<Source> sources = programs.stream().map(Source::new).toList();
      JavaCompiler.CompilationTask task =
          javac.getTask(Writer.nullWriter(), memory, heard, options, null, sources);
      task.setProcessors(processors);
      return task.call() ? Optional.of(memory.files) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void blame(
      Diagnostic<? extends JavaFileObject> error, Map<Program, String> refused) {
    if (error.getSource() instanceof Source source) {
      refused.merge(source.program, error.toString(), (a, b) -> a + "\n" + b);
    }
  }

  /** The programs that javac or the processor does not take, with the reasons. */
  Map<Program, String> refused() {
    return refused;
  }

  /** The programs that javac breaks down on, without our processor. */
  List<Program> broken() {
    return broken;
  }

  // ---- Running ----

  /** Loads what javac has written. */
  private final class Loader extends ClassLoader {
    Loader() {
      super(F32.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Written file = files.get(name.replace('.', '/') + ".class");
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, file.bytes, 0, file.bytes.length);
    }
  }

  /**
   * Runs a program on the JVM.
   *
   * @throws IllegalStateException if it throws
   */
  Tensor<?> run(Program program, List<Tensor<?>> inputs) {
    try {
      Class<?> type = loader.loadClass(Program.PACKAGE + "." + program.className());
      Method run =
          Stream.of(type.getMethods())
              .filter(m -> m.getName().equals("run"))
              .findAny()
              .orElseThrow();
      return (Tensor<?>) run.invoke(null, inputs.toArray());
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("on the JVM: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- IR ----

  /** The functions of a program, and all that these call, as a library's jar has them. */
  IrModule module(Program program) {
    String path = Program.PACKAGE + "/" + program.className() + ".ir";
    String text = new String(files.get(path).bytes, StandardCharsets.UTF_8);
    Map<String, PrimFunc> own = IrText.read(text).module().functions();
    Map<String, PrimFunc> reached = new LinkedHashMap<>();
    own.values().forEach(f -> reach(f, own, reached));
    return IrModule.of(reached.values());
  }

  private static void reach(PrimFunc f, Map<String, PrimFunc> own, Map<String, PrimFunc> reached) {
    if (reached.put(f.symbol(), f) == null) {
      for (GenericExpr.Invoke call : Invocations.in(f)) {
        PrimFunc callee = own.get(call.symbol());
        reach(callee == null ? Library.FUNCTIONS.get(call.symbol()) : callee, own, reached);
      }
    }
  }

  /** What comes with the compiler. */
  private static final class Library {
    static final Map<String, PrimFunc> FUNCTIONS =
        Stream.of(
                "Fn",
                "Arc",
                "Circular",
                "ErrorFunction",
                "Exponential",
                "Logarithm",
                "Power",
                "runtime/JavaLang")
            .flatMap(file -> read(file).functions().values().stream())
            .collect(Collectors.toMap(PrimFunc::symbol, f -> f));

    private static IrModule read(String file) {
      String resource = "/dev/demitasse/%s.ir".formatted(file);
      try (InputStream in = ProcessorEntry.class.getResourceAsStream(resource)) {
        return IrText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).module();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
