package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.Checked;
import dev.demitasse.Example;
import dev.demitasse.Operator;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.Invocations;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Collects the methods of the classes that javac analyses, lowered, and finds everything that a
 * method calls, here or in the libraries. A method that cannot be lowered is no mistake until
 * somebody wants it.
 */
final class Linker {
  private final Trees trees;
  private final Elements elements;
  private final Sources sources;
  private final OperatorLibrary library;
  private final Map<String, PrimFunc> lowered = new LinkedHashMap<>();
  private final Map<String, List<Diagnostic>> failed = new LinkedHashMap<>();
  private final List<String> failedExamples = new ArrayList<>();
  private final Set<String> analyzed = new HashSet<>();
  private final Set<String> reported = new HashSet<>();

  Linker(Trees trees, Elements elements, Sources sources, OperatorLibrary library) {
    this.trees = trees;
    this.elements = elements;
    this.sources = sources;
    this.library = library;
  }

  /**
   * Lowers the methods of a class and of those inside it: the static ones, or all of a part of
   * networks or of a record.
   */
  void add(TreePath classPath) {
    lowerMembers(classPath);
    failed.putAll(TableStores.in(classPath, trees, sources));
    failed.keySet().forEach(lowered::remove);
  }

  private void lowerMembers(TreePath classPath) {
    TypeElement type = (TypeElement) trees.getElement(classPath);
    boolean part = Parts.isPart(type);
    analyzed.add(type.getQualifiedName().toString());
    boolean record = type.getKind() == ElementKind.RECORD;
    for (Tree member : ((ClassTree) classPath.getLeaf()).getMembers()) {
      TreePath path = new TreePath(classPath, member);
      if (member instanceof ClassTree) {
        lowerMembers(path);
      } else if (member instanceof VariableTree
          && trees.getElement(path) instanceof VariableElement field
          && LowerTable.isTable(field)) {
        lower(JavaTypes.symbol(field), () -> LowerTable.run(path, trees, sources));
      } else if (member instanceof MethodTree m
          && m.getBody() != null
          && trees.getElement(path) instanceof ExecutableElement e
          && (part
              || (record && m.getReturnType() != null)
              || e.getModifiers().contains(Modifier.STATIC))) {
        lower(path, e, type);
      }
    }
    if (record) {
      lowerRecord(classPath, type);
    }
  }

  private void lowerRecord(TreePath path, TypeElement type) {
    for (RecordComponentElement c : type.getRecordComponents()) {
      String symbol = JavaTypes.symbol(c.getAccessor());
      if (!lowered.containsKey(symbol) && !failed.containsKey(symbol)) {
        lower(symbol, () -> new LowerRecord(path, trees, sources).accessor(c));
      }
    }
    for (ExecutableElement c : ElementFilter.constructorsIn(type.getEnclosedElements())) {
      lower(
          JavaTypes.symbol(c),
          () -> new LowerRecord(path, trees, sources).constructor(c, elements, trees));
    }
  }

  private void lower(TreePath path, ExecutableElement method, TypeElement owner) {
    PrimFunc.Kind kind = kind(method, owner);
    String symbol = JavaTypes.symbol(method);
    lower(
        symbol,
        () ->
            method.getKind() == ElementKind.CONSTRUCTOR
                ? LowerConstructor.run(path, trees, sources)
                : attributed(LowerMethod.run(path, kind, trees, sources), owner));
    if (kind == PrimFunc.Kind.EXAMPLE && failed.containsKey(symbol)) {
      failedExamples.add(symbol);
    }
  }

  private void lower(String symbol, Supplier<PrimFunc> lowering) {
    try {
      lowered.put(symbol, lowering.get());
    } catch (UserError e) {
      failed.put(symbol, e.diagnostics());
    }
  }

  private static PrimFunc.Kind kind(ExecutableElement method, TypeElement owner) {
    if (method.getAnnotation(Example.class) != null && method.getParameters().isEmpty()) {
      return PrimFunc.Kind.EXAMPLE;
    }
    if (!isOperator(owner) || !method.getSimpleName().contentEquals("apply")) {
      return PrimFunc.Kind.FUNC;
    }
    return owner.getAnnotation(Checked.class) != null
        ? PrimFunc.Kind.CHECKED
        : PrimFunc.Kind.OPERATOR;
  }

  /** With what annotations say of its class. */
  private static PrimFunc attributed(PrimFunc f, TypeElement owner) {
    Map<PrimFunc.Attribute, String> attributes = new EnumMap<>(PrimFunc.Attribute.class);
    DeviceReader.device(owner).ifPresent(name -> attributes.put(PrimFunc.Attribute.DEVICE, name));
    if (f.isOperator()) {
      ExternalReader.function(owner)
          .ifPresent(name -> attributes.put(PrimFunc.Attribute.EXTERNAL, name));
    }
    return f.withAttributes(attributes);
  }

  static boolean isOperator(TypeElement type) {
    return type.getAnnotation(Operator.class) != null;
  }

  /** The classes that some method calls and that javac, having their source, will analyse yet. */
  Set<String> awaited() {
    Set<String> awaited = new HashSet<>();
    for (PrimFunc f : lowered.values()) {
      for (Invoke call : Invocations.in(f)) {
        library
            .topLevel(JavaTypes.owner(call.symbol()))
            .filter(top -> trees.getTree(top) != null)
            .map(top -> top.getQualifiedName().toString())
            .filter(name -> !analyzed.contains(name))
            .ifPresent(awaited::add);
      }
    }
    return awaited;
  }

  /** The classes whose methods have been lowered. */
  Set<String> analyzed() {
    return analyzed;
  }

  /** The methods of a class with this name, lowered or not. */
  List<String> symbolsOf(String className, String methodName) {
    String prefix = className + "." + methodName + "(";
    List<String> symbols = new ArrayList<>();
    for (String symbol : lowered.keySet()) {
      if (symbol.startsWith(prefix)) {
        symbols.add(symbol);
      }
    }
    failed.keySet().stream().filter(s -> s.startsWith(prefix)).forEach(symbols::add);
    return symbols;
  }

  /** The examples, lowered or not. */
  List<String> examples() {
    return Stream.concat(
            lowered.values().stream()
                .filter(f -> f.kind() == PrimFunc.Kind.EXAMPLE)
                .map(PrimFunc::symbol),
            failedExamples.stream())
        .toList();
  }

  /** What could be lowered of a class and of those inside it, for others to use. */
  IrModule methodsOf(String className) {
    return IrModule.of(
        lowered.values().stream()
            .filter(f -> (JavaTypes.owner(f.symbol()) + ".").startsWith(className + "."))
            .filter(f -> f.kind() != PrimFunc.Kind.EXAMPLE)
            .toList());
  }

  /** The classes of this build that a module has methods of. */
  Set<String> ownersHere(IrModule module) {
    Set<String> owners = new HashSet<>();
    module.functions().keySet().stream()
        .filter(lowered::containsKey)
        .forEach(symbol -> owners.add(JavaTypes.owner(symbol)));
    return owners;
  }

  /**
   * A method with everything that it calls, and so on; nothing if some of that is wrong, which has
   * been reported then.
   */
  Optional<IrModule> close(String symbol, Position wanted) {
    Map<String, PrimFunc> closed = new LinkedHashMap<>();
    List<Diagnostic> mistakes = new ArrayList<>();
    boolean complete = visit(symbol, wanted, List.of(), closed, new HashSet<>(), mistakes);
    sources.report(mistakes);
    return complete ? Optional.of(IrModule.of(closed.values())) : Optional.empty();
  }

  /**
   * Adds a method and all that it calls.
   *
   * @param path the calls in libraries that led to it, innermost first
   */
  private boolean visit(
      String symbol,
      Position call,
      List<Diagnostic.Call> path,
      Map<String, PrimFunc> closed,
      Set<String> seen,
      List<Diagnostic> mistakes) {
    if (!seen.add(symbol)) {
      return true;
    }
    if (failed.containsKey(symbol)) {
      if (reported.add(symbol)) {
        mistakes.addAll(failed.get(symbol));
      }
      return false;
    }
    boolean here = lowered.containsKey(symbol);
    PrimFunc f;
    try {
      f = here ? lowered.get(symbol) : library.find(symbol, call);
    } catch (UserError e) {
      e.diagnostics().stream()
          .filter(d -> reported.add(d.message() + " " + d.arguments()))
          .forEach(d -> mistakes.add(d.calledFrom(path)));
      return false;
    }
    closed.put(symbol, f);
    List<Diagnostic.Call> longer = new ArrayList<>();
    if (!here) {
      longer.add(new Diagnostic.Call(f.userName(), call));
      longer.addAll(path);
    }
    boolean complete = true;
    for (Invoke callee : Invocations.in(f)) {
      complete &= visit(callee.symbol(), callee.position(), longer, closed, seen, mistakes);
    }
    return complete;
  }
}
