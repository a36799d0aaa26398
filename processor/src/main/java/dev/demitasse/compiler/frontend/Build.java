package dev.demitasse.compiler.frontend;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.Network;
import dev.demitasse.compiler.codegen.CSources;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.driver.Compiler;
import dev.demitasse.compiler.driver.Observer;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.runtime.MacMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import javax.tools.StandardLocation;

/**
 * All that one run of javac brings: the classes to come, the operators and networks among them, and
 * at last what is written. Nothing is written to the class output as long as anything is wrong.
 */
final class Build {
  /** Where the C lies under the class output. */
  static final String C_FOLDER = "META-INF/demitasse/c/";

  /** A network with the values of its weights. */
  private record Pending(NetworkDecl declaration, Map<String, Constant> weights) {}

  private final ProcessingEnvironment environment;
  private final Trees trees;
  private final Sources sources;
  private final OperatorLibrary library;
  private final Linker linker;
  private final Options options;
  private final WeightSources weightSources;
  private final List<Diagnostic> mistakes = new ArrayList<>();
  private final Set<String> expected = new HashSet<>();
  private final Map<String, Position> operators = new LinkedHashMap<>();
  private final Map<String, Pending> networks = new LinkedHashMap<>();
  private boolean linked;

  Build(ProcessingEnvironment environment, Trees trees) {
    this.environment = environment;
    this.trees = trees;
    this.sources = new Sources(trees);
    this.library = new OperatorLibrary(environment);
    this.linker = new Linker(trees, sources, library);
    List<Diagnostic> wrongOptions = new ArrayList<>();
    this.options = Options.of(environment.getOptions(), wrongOptions);
    this.weightSources = new WeightSources(environment.getFiler(), options.resources());
    wrongOptions.forEach(d -> environment.getMessager().printMessage(Kind.ERROR, d.text()));
  }

  // ---- In the rounds ----

  /** A class whose bodies will be analysed. */
  void expect(Element root) {
    if (root instanceof TypeElement type) {
      expected.add(type.getQualifiedName().toString());
    }
  }

  void operator(TypeElement type) {
    Position p = sources.position(trees.getPath(type));
    OperatorReader.check(type, p, mistakes);
    operators.put(type.getQualifiedName().toString(), p);
  }

  void network(TypeElement type) {
    Optional<NetworkDecl> read = NetworkReader.read(type, trees, sources, mistakes);
    if (read.isEmpty()) {
      return;
    }
    NetworkDecl declaration = read.get();
    networks.values().stream()
        .map(Pending::declaration)
        .filter(other -> other.name().equals(declaration.name()))
        .forEach(other ->
            mistakes.add(
                Diagnostic.of(
                    Message.DUPLICATE_NETWORK,
                    declaration.position(),
                    declaration.name(),
                    other.className())));
    String file = type.getAnnotation(Network.class).weights();
    String inPackage =
        environment.getElementUtils().getPackageOf(type).getQualifiedName().toString();
    Map<String, Constant> weights =
        BindWeights.run(
            declaration,
            file,
            weightSources.find(
                file, inPackage, trees.getPath(type).getCompilationUnit().getSourceFile()),
            weightSources.places(),
            mistakes);
    networks.put(declaration.className(), new Pending(declaration, weights));
    try {
      new Companion(declaration, type, weights).write(environment.getFiler(), type, options.mac());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- As classes are analysed ----

  /** Lowers what a class has, and links behind the last one. */
  void analyzed(TypeElement type, TreePath path) {
    String name = type.getQualifiedName().toString();
    linker.add(path, networks.containsKey(name));
    expected.remove(name);
    if (expected.isEmpty() && !linked) {
      linked = true;
      link();
    }
  }

  private void link() {
    sources.report(mistakes);
    Map<String, IrModule> classes = new TreeMap<>();
    operators.forEach((name, p) -> storeOperator(name, p, classes));
    options.library().stream()
        .filter(name -> !linker.methodsOf(name).functions().isEmpty())
        .forEach(name -> classes.put(name, linker.methodsOf(name)));
    List<CSources> outputs = new ArrayList<>();
    networks.values().forEach(pending -> compile(pending).ifPresent(outputs::add));
    if (!sources.hasErrors()) {
      write(classes, outputs);
    }
  }

  /** An operator's class, and those of the helpers it needs, are stored for other builds. */
  private void storeOperator(String name, Position p, Map<String, IrModule> classes) {
    Set<String> wanted = new LinkedHashSet<>(linker.symbolsOf(name, "apply"));
    for (String symbol : wanted) {
      linker
          .close(symbol, p)
          .ifPresent(module -> {
            for (String owner : linker.ownersHere(module)) {
              TypeElement type = environment.getElementUtils().getTypeElement(owner);
              String top = OperatorLibrary.topLevel(type).getQualifiedName().toString();
              classes.put(top, linker.methodsOf(top));
            }
          });
    }
  }

  private Optional<CSources> compile(Pending pending) {
    NetworkDecl network = pending.declaration();
    Optional<IrModule> module = linker.close(network.entry(), network.position());
    if (module.isEmpty() || sources.hasErrors()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Compiler.compile(
                  network, pending.weights(), module.get(), options.target(), Observer.NONE)
              .sources());
    } catch (UserError e) {
      sources.report(e.diagnostics());
    } catch (RuntimeException defect) {
      sources.report(defect(network.simpleName(), network.position(), defect));
    }
    return Optional.empty();
  }

  /** A mistake of ours. */
  static Diagnostic defect(String work, Position p, Throwable defect) {
    StackTraceElement[] trace = defect.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return Diagnostic.of(Message.INTERNAL, p, work, defect + where);
  }

  // ---- Writing ----

  private void write(Map<String, IrModule> classes, List<CSources> outputs) {
    try {
      for (Map.Entry<String, IrModule> entry : classes.entrySet()) {
        TypeElement top = environment.getElementUtils().getTypeElement(entry.getKey());
        String file = entry.getValue().functions().values().iterator().next().position().file();
        library.write(top, file, entry.getValue());
      }
      for (CSources output : outputs) {
        for (Map.Entry<String, String> file : output.files().entrySet()) {
          resource(C_FOLDER + file.getKey(), file.getValue());
        }
      }
      if (options.mac() == MacMode.FUSED && !networks.isEmpty()) {
        resource("META-INF/demitasse/mac.properties", "mac=fused\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void resource(String path, String text) throws IOException {
    try (Writer writer =
        environment
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", path)
            .openWriter()) {
      writer.write(text);
    }
  }

  // ---- At the end ----

  /** Says so if javac ended before all was analysed, and not because of errors. */
  void end() {
    if (!linked && !(networks.isEmpty() && operators.isEmpty())) {
      sources.report(mistakes);
      networks
          .values()
          .forEach(n ->
              environment
                  .getMessager()
                  .printMessage(
                      Kind.ERROR,
                      Diagnostic.of(
                              Message.NOT_ANALYZED,
                              n.declaration().position(),
                              n.declaration().simpleName(),
                              String.join(", ", expected))
                          .text()));
    }
  }
}
