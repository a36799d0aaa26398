package dev.demitasse.compiler.frontend;

import dev.demitasse.Operator;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.IrText;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;

/**
 * Lowered methods in jars: beside {@code Relu.class} lies {@code Relu.ir}, the text of its static
 * methods in the generic form. Those of {@code dev.demitasse.Fn} come with the compiler.
 */
final class OperatorLibrary {
  private static final String SUFFIX = ".ir";

  private final ProcessingEnvironment environment;
  private final ClassFiles classFiles;
  private final Map<String, Optional<IrModule>> read = new HashMap<>();

  OperatorLibrary(ProcessingEnvironment environment) {
    this.environment = environment;
    this.classFiles = new ClassFiles(environment);
  }

  /**
   * The method with this symbol.
   *
   * @param call is blamed if there is no such method, or its lowered form cannot be used
   */
  PrimFunc find(String symbol, Position call) {
    Optional<PrimFunc> ofArrays = ArrayMethods.find(symbol);
    if (ofArrays.isPresent()) {
      return ofArrays.get();
    }
    String method = symbol.substring(0, symbol.indexOf('('));
    TypeElement top =
        topLevel(JavaTypes.owner(symbol))
            .orElseThrow(() -> new UserError(Message.NO_CLASS, call, method));
    IrModule module =
        module(top, call)
            .orElseThrow(() -> new UserError(Message.NO_BODY, call, method, fix(symbol, top)));
    return module
        .find(symbol)
        .orElseThrow(() -> new UserError(Message.IR_METHOD, call, method, top.getQualifiedName()));
  }

  /** What gives a method without a lowered form one: the builds of libraries keep operators. */
  private String fix(String symbol, TypeElement top) {
    TypeElement owner = environment.getElementUtils().getTypeElement(JavaTypes.owner(symbol));
    boolean isNative =
        ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
            .filter(m -> m.getModifiers().contains(Modifier.NATIVE))
            .anyMatch(m -> JavaTypes.symbol(m).equals(symbol));
    if (isNative) {
      return "write it in Java; C of others is called by operators with @External";
    }
    String fix = "build the library it is in with the Demitasse processor";
    return top.getAnnotation(Operator.class) != null
        ? fix
        : fix + " and -Ademitasse.library=" + top.getQualifiedName();
  }

  private Optional<IrModule> module(TypeElement top, Position call) {
    String className = top.getQualifiedName().toString();
    Optional<IrModule> module = read.get(className);
    if (module == null) {
      module =
          own(top)
              .map(text -> parsed(text, className, call).module())
              .or(() -> text(top).map(text -> fresh(parsed(text, className, call), top, call)));
      read.put(className, module);
    }
    return module;
  }

  private static IrText parsed(String text, String className, Position call) {
    try {
      return IrText.read(text);
    } catch (IrText.VersionException e) {
      throw new UserError(Message.IR_VERSION, call, className, e.found(), IrText.VERSION);
    } catch (Parser.ParseException e) {
      throw new UserError(Message.IR_UNREADABLE, call, className, e.line(), e.expected());
    }
  }

  /** The methods, if they are those of the class files that javac found. */
  private IrModule fresh(IrText stored, TypeElement top, Position call) {
    for (String owner : owners(stored.module())) {
      TypeElement type = environment.getElementUtils().getTypeElement(owner);
      boolean stale =
          type == null
              || classFiles
                  .found(type)
                  .filter(hash -> !hash.equals(stored.classFiles().get(binaryName(type))))
                  .isPresent();
      if (stale) {
        throw new UserError(Message.IR_STALE, call, top.getQualifiedName());
      }
    }
    return stored.module();
  }

  private String binaryName(TypeElement type) {
    return environment.getElementUtils().getBinaryName(type).toString();
  }

  /** The classes that a module has methods of. */
  private static Set<String> owners(IrModule module) {
    return module.functions().keySet().stream().map(JavaTypes::owner).collect(Collectors.toSet());
  }

  private Optional<String> text(TypeElement top) {
    String packageName = packageName(top);
    String file = top.getSimpleName() + SUFFIX;
    ModuleElement module = environment.getElementUtils().getModuleOf(top);
    boolean named = module != null && !module.isUnnamed();
    Optional<String> found =
        named
            ? resource(
                StandardLocation.MODULE_PATH, module.getQualifiedName() + "/" + packageName, file)
            : resource(StandardLocation.CLASS_PATH, packageName, file);
    return found.or(() -> earlier(top));
  }

  private String packageName(TypeElement type) {
    return environment.getElementUtils().getPackageOf(type).getQualifiedName().toString();
  }

  /** What an earlier build of the same module has stored, part of which is built again. */
  private Optional<String> earlier(TypeElement top) {
    return resource(StandardLocation.CLASS_OUTPUT, packageName(top), top.getSimpleName() + SUFFIX);
  }

  private Optional<String> own(TypeElement top) {
    String resource = "/" + packageName(top).replace('.', '/') + "/" + top.getSimpleName() + SUFFIX;
    try (InputStream in = OperatorLibrary.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> resource(Location location, String inPackage, String file) {
    try {
      FileObject found = environment.getFiler().getResource(location, inPackage, file);
      return Optional.of(found.getCharContent(true).toString());
    } catch (IOException | IllegalArgumentException | NullPointerException absent) {
      // The last one is how javac says that a module is not on the path.
      return Optional.empty();
    }
  }

  /** Whether an earlier build has stored methods of a class, which is one of its own file. */
  boolean wasStored(String className) {
    TypeElement type = environment.getElementUtils().getTypeElement(className);
    return topLevel(type).equals(type) && earlier(type).isPresent();
  }

  /**
   * Stores the lowered methods of a class beside its class file.
   *
   * @param written whether javac has written the class file of a class
   * @return false if it has not, and nothing could be stored yet
   */
  boolean write(TypeElement top, IrModule module, Predicate<TypeElement> written)
      throws IOException {
    Map<String, String> hashes = new HashMap<>();
    for (String owner : owners(module)) {
      TypeElement type = environment.getElementUtils().getTypeElement(owner);
      if (!written.test(type)) {
        return false;
      }
      classFiles.written(type).ifPresent(hash -> hashes.put(binaryName(type), hash));
    }
    String source = module.functions().values().iterator().next().position().file();
    FileObject file =
        environment
            .getFiler()
            .createResource(
                StandardLocation.CLASS_OUTPUT, packageName(top), top.getSimpleName() + SUFFIX, top);
    try (Writer writer = file.openWriter()) {
      writer.write(new IrText(source, hashes, module).write());
    }
    return true;
  }

  /** The class of its own file that the class with this name is in, if there is such a class. */
  Optional<TypeElement> topLevel(String className) {
    return Optional.ofNullable(environment.getElementUtils().getTypeElement(className))
        .map(OperatorLibrary::topLevel);
  }

  /** The class of its own file that {@code type} is in. */
  static TypeElement topLevel(TypeElement type) {
    Element e = type;
    while (e.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
      e = e.getEnclosingElement();
    }
    return (TypeElement) e;
  }
}
