package dev.demitasse.compiler.frontend;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.IrText;
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
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
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
  private final Map<String, Optional<IrModule>> read = new HashMap<>();

  OperatorLibrary(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  /**
   * The method with this symbol, if its class has a lowered form.
   *
   * @param call is blamed if that form is of another version
   */
  Optional<PrimFunc> find(String symbol, Position call) {
    return topLevel(JavaTypes.owner(symbol))
        .flatMap(top -> module(top, call))
        .flatMap(module -> module.find(symbol));
  }

  private Optional<IrModule> module(TypeElement top, Position call) {
    String className = top.getQualifiedName().toString();
    Optional<IrModule> module = read.get(className);
    if (module == null) {
      module = text(top).map(t -> parsed(t, className, call));
      read.put(className, module);
    }
    return module;
  }

  private static IrModule parsed(String text, String className, Position call) {
    try {
      return IrText.read(text);
    } catch (IrText.VersionException e) {
      throw new UserError(Message.IR_VERSION, call, className, e.found(), IrText.VERSION);
    }
  }

  private Optional<String> text(TypeElement top) {
    PackageElement inPackage = environment.getElementUtils().getPackageOf(top);
    String packageName = inPackage.getQualifiedName().toString();
    String file = top.getSimpleName() + SUFFIX;
    ModuleElement module = environment.getElementUtils().getModuleOf(top);
    boolean named = module != null && !module.isUnnamed();
    return own("/" + packageName.replace('.', '/') + "/" + file)
        .or(() ->
            named
                ? resource(
                    StandardLocation.MODULE_PATH,
                    module.getQualifiedName() + "/" + packageName,
                    file)
                : resource(StandardLocation.CLASS_PATH, packageName, file))
        // Of an earlier build of the same module, part of which is built again.
        .or(() -> resource(StandardLocation.CLASS_OUTPUT, packageName, file));
  }

  private static Optional<String> own(String resource) {
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

  /** Stores the lowered methods of a class beside its class file. */
  void write(TypeElement top, String sourceFile, IrModule module) throws IOException {
    String inPackage =
        environment.getElementUtils().getPackageOf(top).getQualifiedName().toString();
    FileObject file =
        environment
            .getFiler()
            .createResource(
                StandardLocation.CLASS_OUTPUT, inPackage, top.getSimpleName() + SUFFIX, top);
    try (Writer writer = file.openWriter()) {
      writer.write(IrText.write(sourceFile, module));
    }
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
