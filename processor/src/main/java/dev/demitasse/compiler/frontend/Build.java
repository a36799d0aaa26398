package dev.demitasse.compiler.frontend;

import com.palantir.javapoet.JavaFile;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.CInterface;
import dev.demitasse.compiler.codegen.Interface;
import dev.demitasse.compiler.codegen.ModelLibrary;
import dev.demitasse.compiler.codegen.SharedPools;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.driver.Compiler;
import dev.demitasse.compiler.driver.Dump;
import dev.demitasse.compiler.driver.Progress;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.graph.BindWeights;
import dev.demitasse.compiler.graph.Construct;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkObject;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.Weights;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.report.Report;
import dev.demitasse.runtime.MacMode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic.Kind;
import javax.tools.StandardLocation;

/**
 * All that one run of javac brings: the classes to come, the operators and networks among them, and
 * at last what is written. But for the companions' sources, which users compile against, nothing is
 * written as long as anything is wrong.
 */
final class Build {
  /** Where dumps lie under the class output. */
  private static final String IR_FOLDER = "META-INF/demitasse/ir/";

  /** Where networks lie under the class output in TVM's Model Library Format. */
  private static final String MLF_FOLDER = "META-INF/demitasse/mlf/";

  /** Where reports lie under the class output. */
  static final String REPORT_FOLDER = "META-INF/demitasse/report/";

  /** Where the C lies under the class output. */
  static final String C_FOLDER = "META-INF/demitasse/c/";

  /**
   * A network with the values of its weights.
   *
   * @param firmware how it calls the network
   * @param files by the networks that name them, its own and those inside
   * @param sound whether nothing is wrong with its declaration and weights
   */
  private record Pending(
      NetworkDecl declaration,
      TypeElement type,
      Interface firmware,
      Map<String, Weights> files,
      Companion companion,
      boolean sound) {}

  /** What is to be written for a network. */
  private record Output(Pending network, Compiler.Compiled compiled) {}

  private final ProcessingEnvironment environment;
  private final Trees trees;
  private final Sources sources;
  private final OperatorLibrary library;
  private final Linker linker;
  private final Fingerprints fingerprints = new Fingerprints();
  private final Options options;
  private final WeightFiles weightFiles;
  private final Models models;
  private final List<Diagnostic> mistakes = new ArrayList<>();
  private final Set<String> expected = new HashSet<>();

  /** Classes that javac has errors for, as they name what is not there. */
  private final Set<String> unknown = new HashSet<>();

  private final Map<String, Position> operators = new LinkedHashMap<>();
  private final Map<String, Pending> networks = new LinkedHashMap<>();

  /** Classes in which blocks are still to be looked for, and networks that are still to be read. */
  private final Set<String> unread = new LinkedHashSet<>();

  private final Set<String> unreadNetworks = new LinkedHashSet<>();

  private final Set<String> blocks = new LinkedHashSet<>();
  private final Map<String, IrModule> classes = new TreeMap<>();
  private final Set<String> generated = new HashSet<>();
  private final List<Output> outputs = new ArrayList<>();
  private boolean linked;
  private boolean written;
  private boolean givenUp;

  Build(ProcessingEnvironment environment, Trees trees) {
    this.environment = environment;
    this.trees = trees;
    this.sources = new Sources(trees);
    this.library = new OperatorLibrary(environment);
    this.linker = new Linker(trees, environment.getElementUtils(), sources, library);
    List<Diagnostic> wrongOptions = new ArrayList<>();
    this.options = Options.of(environment.getOptions(), wrongOptions);
    if (options.mlf() == Options.Mlf.FOLDER && !hasClassOutput()) {
      wrongOptions.add(Options.folderWithoutOutput());
    }
    this.weightFiles =
        new WeightFiles(
            environment.getElementUtils(),
            trees,
            new WeightSources(environment.getFiler(), options.resources()));
    this.models = new Models(environment.getElementUtils(), trees, sources, weightFiles);
    wrongOptions.forEach(this::say);
  }

  /** Prints a mistake that is at no place of the source. */
  private void say(Diagnostic d) {
    environment.getMessager().printMessage(Kind.ERROR, d.text(Position.NONE));
  }

  /** Prints what is no mistake. */
  private void tell(String line) {
    environment.getMessager().printMessage(Kind.NOTE, line);
  }

  // ---- In the rounds ----

  /** A class whose bodies will be analysed. */
  void expect(Element root) {
    if (root instanceof TypeElement type) {
      String name = type.getQualifiedName().toString();
      expected.add(name);
      fingerprints.compiled(type, trees.getPath(type));
      if (options.library().contains(name)) {
        fingerprints.want(type);
      }
      unread.add(name);
    }
  }

  private void findBlocks(TypeElement type) {
    if (Parts.isBlock(type)) {
      block(type);
    }
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::findBlocks);
  }

  void operator(TypeElement type) {
    OperatorReader.check(type, trees, sources, mistakes);
    fingerprints.want(OperatorLibrary.topLevel(type));
    operators.put(type.getQualifiedName().toString(), sources.position(trees.getPath(type)));
  }

  void external(TypeElement type) {
    ExternalReader.check(type, trees, sources, mistakes);
  }

  void device(TypeElement type) {
    DeviceReader.check(type, trees, sources, mistakes);
  }

  void budget(TypeElement type) {
    BudgetReader.check(type, trees, sources, mistakes);
  }

  void pool(TypeElement type) {
    PoolReader.requireNetwork(type, trees, sources, mistakes);
  }

  void placed(VariableElement e) {
    PlacedReader.check(e, trees, sources, mistakes);
  }

  void example(ExecutableElement method) {
    if (!method.getModifiers().contains(Modifier.STATIC) || !method.getParameters().isEmpty()) {
      Position p = sources.position(trees.getPath(method));
      mistakes.add(Diagnostic.of(Message.EXAMPLE_METHOD, p, method.getSimpleName()));
    }
  }

  /**
   * The networks of a round, and the blocks. Those of models become classes, which the others may
   * have as parts: if there are any, the others are read in the next round.
   */
  void networks(Set<TypeElement> round) {
    round.stream()
        .filter(type -> !Parts.isModel(type))
        .forEach(type -> unreadNetworks.add(type.getQualifiedName().toString()));
    List<TypeElement> models = round.stream().filter(Parts::isModel).toList();
    models.forEach(this::model);
    if (models.isEmpty()) {
      unread.forEach(name -> findBlocks(type(name)));
      unread.clear();
      unreadNetworks.forEach(name -> network(type(name)));
      unreadNetworks.clear();
    }
  }

  private void network(TypeElement type) {
    int before = mistakes.size();
    PartReader.Read parts = PartReader.read(type, trees, sources, mistakes);
    Optional<NetworkDecl> read = NetworkReader.read(type, parts.parts(), trees, sources, mistakes);
    Interface firmware = options.firmware().of(type, trees, sources, mistakes);
    Map<String, Weights> files = files(type, parts);
    boolean sound = mistakes.size() == before;
    Optional<Weights> own = Optional.ofNullable(files.get(type.getQualifiedName().toString()));
    Companion companion = new Companion(type, parts, own);
    read.ifPresent(declaration -> {
      requireUniqueName(declaration);
      networks.put(
          declaration.className(),
          new Pending(declaration, type, firmware, files, companion, sound));
    });
    generating(
        type,
        companion.className(),
        () -> companion.writeSource(environment.getFiler(), sound, options.mac()));
    parts.types().values().forEach(this::block);
  }

  /** A trained model becomes a class, which is read in the next round. */
  private void model(TypeElement type) {
    Optional<JavaFile> network = models.network(type, mistakes);
    String name = network.map(f -> f.typeSpec().name()).orElse(type.getSimpleName() + "Model");
    JavaFile file = network.orElseGet(() -> Companion.unsound(type));
    generating(type, name, () -> file.writeTo(environment.getFiler()));
  }

  /** The round has no more classes. */
  void endRound() {
    fingerprints
        .files()
        .forEach((type, file) ->
            generating(type, file.typeSpec().name(), () -> file.writeTo(environment.getFiler())));
  }

  /** Writes a class beside one of the user's, who may have a class of that name. */
  private void generating(TypeElement type, String name, Writing source) {
    writing(() -> {
      try {
        source.run();
      } catch (FilerException taken) {
        mistakes.add(
            Diagnostic.of(
                Message.GENERATED_CLASS,
                sources.position(trees.getPath(type)),
                name,
                type.getSimpleName()));
      }
    });
  }

  private Map<String, Weights> files(TypeElement network, PartReader.Read parts) {
    Map<String, Weights> files = new HashMap<>();
    parts
        .types()
        .forEach((name, part) -> {
          if (Parts.isNetwork(part)) {
            TreePath path = trees.getPath(part);
            Position p = sources.position(path == null ? trees.getPath(network) : path);
            weightFiles.of(part, p, mistakes).ifPresent(weights -> files.put(name, weights));
          }
        });
    return files;
  }

  /** A class that may be part of a network: it gets a companion, unless it comes from a jar. */
  private void block(TypeElement type) {
    String name = type.getQualifiedName().toString();
    if (!Parts.isNetwork(type) && trees.getPath(type) != null && blocks.add(name)) {
      int before = mistakes.size();
      PartReader.Read parts = PartReader.read(type, trees, sources, mistakes);
      boolean sound = mistakes.size() == before;
      PartCompanion companion = new PartCompanion(type, parts);
      generating(
          type,
          PartCompanion.name(type).simpleName(),
          () -> companion.writeSource(environment.getFiler(), sound));
    }
  }

  private void requireUniqueName(NetworkDecl declaration) {
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
  }

  // ---- As classes are analysed ----

  /** Lowers what a class has, and links behind the last one. */
  void analyzed(TypeElement type, TreePath path) {
    String name = type.getQualifiedName().toString();
    linker.add(path);
    if (UnknownNames.in(path.getCompilationUnit(), trees)) {
      unknown.add(name);
    }
    expected.remove(name);
    if (expected.isEmpty()) {
      // Classes that javac found on the source path come behind those that it was given.
      expected.addAll(linker.awaited());
    }
    if (expected.isEmpty() && !linked) {
      linked = true;
      link();
    }
  }

  private void link() {
    requireNameOfPools();
    sources.report(mistakes);
    operators.forEach(this::storeOperator);
    options.library().stream()
        .filter(name -> !linker.methodsOf(name).functions().isEmpty())
        .forEach(name -> classes.put(name, linker.methodsOf(name)));
    linker.analyzed().stream()
        .filter(library::wasStored)
        .filter(name -> !linker.methodsOf(name).functions().isEmpty())
        .forEach(name -> classes.put(name, linker.methodsOf(name)));
    linker.examples().forEach(this::prove);
    networks.values().stream()
        .filter(n -> !unknown.contains(n.declaration().className()))
        .forEach(this::compile);
  }

  /** Whether there is a file for the pools of several networks. */
  private boolean sharesPools() {
    return networks.size() > 1
        && networks.values().stream().anyMatch(n -> !n.firmware().pools().isEmpty());
  }

  /** That file is called as if it were of a network with this name. */
  private void requireNameOfPools() {
    networks.values().stream()
        .filter(n -> sharesPools() && n.declaration().name().equals(SharedPools.NAME))
        .forEach(n ->
            mistakes.add(
                Diagnostic.of(
                    Message.C_NAME,
                    n.declaration().position(),
                    SharedPools.NAME,
                    "the header of what networks share has that name",
                    "name it with @Network(name = \"...\")")));
  }

  /** An operator's class, and those of the helpers it needs, are stored for other builds. */
  private void storeOperator(String name, Position p) {
    Set<String> wanted = new LinkedHashSet<>(linker.symbolsOf(name, "apply"));
    for (String symbol : wanted) {
      linker
          .close(symbol, p)
          .ifPresent(module -> {
            for (String owner : linker.ownersHere(module)) {
              String top = OperatorLibrary.topLevel(type(owner)).getQualifiedName().toString();
              classes.put(top, linker.methodsOf(top));
            }
          });
    }
  }

  private TypeElement type(String name) {
    return environment.getElementUtils().getTypeElement(name);
  }

  /** The operators that an example calls are safe for its shapes, or their author is told. */
  private void prove(String example) {
    linker
        .close(example, Position.NONE)
        .ifPresent(module -> {
          PrimFunc f = module.find(example).orElseThrow();
          attempt(f.userName(), f.position(), () -> Compiler.check(f, module, options.target()));
        });
  }

  private void compile(Pending pending) {
    NetworkDecl network = pending.declaration();
    Dump dump = new Dump(options.dump());
    attempt(
        network.simpleName(),
        network.position(),
        () -> {
          Optional<NetworkObject> object = made(pending);
          Optional<IrModule> module = linker.close(network.entry(), network.position());
          if (object.isPresent() && module.isPresent() && pending.sound()) {
            IrModule generic =
                options.reference() ? module.get().map(PrimFunc::asReference) : module.get();
            Compiler.Compiled compiled =
                Compiler.compile(
                    network,
                    object.get(),
                    generic,
                    options.target(),
                    pending.firmware(),
                    options.observer(dump, new Progress(this::tell)));
            sources.report(unknownOperators(pending, compiled.program()));
            sources.report(
                InterfaceReader.packedDevices(
                    pending.firmware(), compiled.program().devices(), network.position()));
            outputs.add(new Output(pending, compiled));
          }
        });
    // Even if something is wrong: that is what dumps are read for.
    dump.files()
        .forEach((file, text) -> writing(() -> resource(IR_FOLDER + file, text, pending.type())));
  }

  /** Operators that are to have packed wrappers, and that the network does not call. */
  private static List<Diagnostic> unknownOperators(Pending pending, Program program) {
    return InterfaceReader.unknownOperators(
        Parts.declared(pending.type()).getAnnotation(CInterface.class),
        program.operators().stream().map(f -> program.titles().get(f.symbol())).toList(),
        pending.declaration().position());
  }

  /** Mistakes are reported, the user's as well as ours. */
  private void attempt(String name, Position p, Runnable work) {
    try {
      work.run();
    } catch (UserError e) {
      sources.report(e.diagnostics());
    } catch (RuntimeException defect) {
      sources.report(defect(name, p, defect));
    }
  }

  /** The network as an object with its weights; nothing if something is wrong with it. */
  private Optional<NetworkObject> made(Pending pending) {
    NetworkDecl network = pending.declaration();
    return linker
        .close(network.constructor(), network.position())
        .flatMap(module -> {
          List<Diagnostic> unbound = new ArrayList<>();
          ObjectValue root = Construct.run(network, module, options.target().fusedMac());
          NetworkObject object = BindWeights.run(network, root, pending.files(), unbound);
          sources.report(unbound);
          return unbound.isEmpty() ? Optional.of(object) : Optional.empty();
        });
  }

  /** A mistake of ours. */
  static Diagnostic defect(String work, Position p, Throwable defect) {
    StackTraceElement[] trace = defect.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return Diagnostic.of(Message.INTERNAL, p, work, defect + where);
  }

  // ---- Writing ----

  /** A class file has been written, so nothing can be wrong for javac any more. */
  void generated(TypeElement type) {
    generated.add(type.getQualifiedName().toString());
    if (linked && !sources.hasErrors()) {
      if (!written) {
        written = true;
        writing(this::writeOutputs);
      }
      writing(this::writeLoweredForms);
    }
  }

  /** They tell the class files that they belong to, so these come first. */
  private void writeLoweredForms() throws IOException {
    Predicate<TypeElement> isGenerated = t -> generated.contains(t.getQualifiedName().toString());
    for (String name : List.copyOf(classes.keySet())) {
      if (library.write(type(name), classes.get(name), isGenerated)) {
        classes.remove(name);
      }
    }
  }

  private void writeOutputs() throws IOException {
    for (Output output : outputs) {
      output.network().companion().writeWeights(environment.getFiler());
      for (Map.Entry<String, String> file : output.compiled().sources().files().entrySet()) {
        resource(C_FOLDER + file.getKey(), file.getValue(), output.network().type());
      }
      if (options.mlf() != Options.Mlf.OFF) {
        writeModelLibrary(output.network(), output.compiled());
      }
      String summary = output.compiled().report().summary();
      if (options.report() && hasClassOutput()) {
        writeReport(output);
        summary +=
            "\n  report: " + REPORT_FOLDER + output.compiled().report().network() + "/report.html";
      }
      tell(summary);
    }
    if (sharesPools()) {
      writeSharedPools();
    }
    if (options.mac() == MacMode.FUSED && !networks.isEmpty()) {
      resource("META-INF/demitasse/mac.properties", "mac=fused\n");
    }
  }

  private void writeSharedPools() throws IOException {
    SharedPools pools = new SharedPools(options.firmware().prefix());
    outputs.stream()
        .map(Output::compiled)
        .sorted(Comparator.comparing(compiled -> compiled.program().name()))
        .forEach(compiled -> pools.add(compiled.program(), compiled.plans()));
    TypeElement[] all = outputs.stream().map(o -> o.network().type()).toArray(TypeElement[]::new);
    resource(C_FOLDER + pools.fileName(), pools.text(), all);
  }

  /** In a folder of its own, since there may be several. */
  private void writeReport(Output output) throws IOException {
    Report report = output.compiled().report();
    String place = REPORT_FOLDER + report.network() + "/report";
    resource(place + ".json", report.json(), output.network().type());
    resource(place + ".html", report.html(), output.network().type());
  }

  private void writeModelLibrary(Pending network, Compiler.Compiled compiled) throws IOException {
    Map<String, String> files =
        ModelLibrary.files(
            compiled.program(),
            compiled.plans(),
            options.target(),
            network.firmware(),
            compiled.sources());
    String place = MLF_FOLDER + compiled.program().name();
    if (options.mlf() == Options.Mlf.TAR) {
      resource(place + ".tar", ModelLibrary.archive(files), network.type());
      return;
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      resource(place + "/" + file.getKey(), file.getValue(), network.type());
    }
  }

  /** Text is UTF-8, whatever javac reads its sources as. */
  private void resource(String path, String text, TypeElement... origins) throws IOException {
    resource(path, text.getBytes(StandardCharsets.UTF_8), origins);
  }

  private void resource(String path, byte[] content, TypeElement... origins) throws IOException {
    try (OutputStream out =
        environment
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", path, origins)
            .openOutputStream()) {
      out.write(content);
    }
  }

  /** Without a class output javac writes all files into the folders of the sources. */
  private boolean hasClassOutput() {
    try {
      return environment
          .getFiler()
          .getResource(StandardLocation.CLASS_OUTPUT, "", MLF_FOLDER + "any")
          .getName()
          .replace('\\', '/')
          .endsWith(MLF_FOLDER + "any");
    } catch (IOException notYet) {
      return true;
    }
  }

  /** Something that may fail for want of room or rights. */
  private interface Writing {
    void run() throws IOException;
  }

  private static void writing(Writing action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UserError(Message.OUTPUT, Position.NONE, reason(e));
    }
  }

  /** With what is behind it, as javac's own text is about parent directories only. */
  private static String reason(IOException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  // ---- At the end ----

  /** Errors in the rounds keep javac from going on, and it says them itself. */
  void giveUp() {
    givenUp = true;
  }

  private boolean hasUnknownNames(String className) {
    return UnknownNames.in(trees.getPath(type(className)).getCompilationUnit(), trees);
  }

  /** Says so if javac ended before all was analysed, and not because of errors. */
  void end() {
    if (!linked && !givenUp && expected.stream().noneMatch(this::hasUnknownNames)) {
      sources.report(mistakes);
      networks.values().stream()
          .map(Pending::declaration)
          .map(n -> Diagnostic.of(Message.NOT_ANALYZED, n.position(), n.simpleName()))
          .forEach(this::say);
    }
  }
}
