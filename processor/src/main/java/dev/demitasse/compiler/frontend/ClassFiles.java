package dev.demitasse.compiler.frontend;

import dev.demitasse.runtime.WeightsResource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * The hashes of class files: a lowered form belongs to the very class file that it was written
 * with. Nothing else of a class tells that its bodies are other ones.
 */
final class ClassFiles {
  private final ProcessingEnvironment environment;

  ClassFiles(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  /** The hash of a class file that javac has just written. */
  Optional<String> written(TypeElement type) {
    Elements elements = environment.getElementUtils();
    String inPackage = elements.getPackageOf(type).getQualifiedName().toString();
    String binaryName = elements.getBinaryName(type).toString();
    String file = binaryName.substring(binaryName.lastIndexOf('.') + 1) + ".class";
    try (InputStream in =
        environment
            .getFiler()
            .getResource(StandardLocation.CLASS_OUTPUT, inPackage, file)
            .openInputStream()) {
      return Optional.of(hash(in));
    } catch (IOException noClassOutput) {
      return besideSource(type, file);
    }
  }

  /** Where class files lie if there is no class output. */
  private Optional<String> besideSource(TypeElement type, String file) {
    URI source = environment.getElementUtils().getFileObjectOf(type).toUri();
    if (!"file".equals(source.getScheme())) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(Path.of(source).resolveSibling(file))) {
      return Optional.of(hash(in));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** The hash of the class file that javac found for a class, if it was that what it found. */
  Optional<String> found(TypeElement type) {
    JavaFileObject file = environment.getElementUtils().getFileObjectOf(type);
    if (file == null || file.getKind() != JavaFileObject.Kind.CLASS) {
      return Optional.empty();
    }
    try (InputStream in = file.openInputStream()) {
      return Optional.of(hash(in));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static String hash(InputStream in) throws IOException {
    return WeightsResource.sha256(in.readAllBytes());
  }
}
