package dev.demitasse.compiler.frontend;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.IrText;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import java.io.IOException;
import java.io.InputStream;
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
    TypeElement owner = environment.getElementUtils().getTypeElement(JavaTypes.owner(symbol));
    if (owner == null) {
      return Optional.empty();
    }
    TypeElement top = topLevel(owner);
    String className = top.getQualifiedName().toString();
    Optional<IrModule> module = read.get(className);
    if (module == null) {
      module = text(top).map(t -> parsed(t, className, call));
      read.put(className, module);
    }
    return module.flatMap(m -> m.find(symbol));
  }

  private static IrModule parsed(String text, String className, Position call) {
    try {
      return IrText.read(text);
    } catch (IrText.VersionException e) {
      throw new UserError(Message.IR_VERSION, call, className, e.found(), IrText.VERSION);
    }
  }

  private Optional<String> text(TypeElement top) {
    String file = top.getSimpleName() + SUFFIX;
    PackageElement inPackage = environment.getElementUtils().getPackageOf(top);
    String resource = "/" + inPackage.getQualifiedName().toString().replace('.', '/') + "/" + file;
    try (InputStream own = OperatorLibrary.class.getResourceAsStream(resource)) {
      if (own != null) {
        return Optional.of(new String(own.readAllBytes(), StandardCharsets.UTF_8));
      }
      ModuleElement module = environment.getElementUtils().getModuleOf(top);
      boolean named = module != null && !module.isUnnamed();
      Location location = named ? StandardLocation.MODULE_PATH : StandardLocation.CLASS_PATH;
      String prefix = named ? module.getQualifiedName() + "/" : "";
      FileObject found =
          environment.getFiler().getResource(location, prefix + inPackage.getQualifiedName(), file);
      return Optional.of(found.getCharContent(true).toString());
    } catch (IOException | IllegalArgumentException absent) {
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
            .createResource(StandardLocation.CLASS_OUTPUT, inPackage, top.getSimpleName() + SUFFIX);
    try (Writer writer = file.openWriter()) {
      writer.write(IrText.write(sourceFile, module));
    }
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
