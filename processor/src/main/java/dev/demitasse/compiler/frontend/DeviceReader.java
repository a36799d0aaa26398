package dev.demitasse.compiler.frontend;

import com.sun.source.util.Trees;
import dev.demitasse.Device;
import dev.demitasse.compiler.codegen.CNames;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** Reads and checks where {@code @Device} places an operator, a network or a part of one. */
final class DeviceReader {
  /** No two such names give the same name of a hook. */
  private static final String NAME = "[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*";

  private DeviceReader() {}

  /** The name of the device, if a class says one. */
  static Optional<String> device(TypeElement type) {
    return Optional.ofNullable(type.getAnnotation(Device.class)).map(Device::value);
  }

  /** Checks a class with the annotation. */
  static void check(TypeElement type, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    Position p = sources.position(trees.getPath(type));
    if (!Linker.isOperator(type) && !Parts.isPart(type)) {
      mistakes.add(Diagnostic.of(Message.DEVICE_CLASS, p, type.getSimpleName()));
      return;
    }
    String name = device(type).orElseThrow();
    if (!name.matches(NAME) || !CNames.isIdentifier(name)) {
      String why =
          CNames.isReserved(name)
              ? CNames.reasonAgainst(name)
              : "it must be lower-case words with underscores between them, each with a letter"
                  + " first";
      mistakes.add(Diagnostic.of(Message.C_NAME, p, name, why, "name it with @Device(\"...\")"));
    }
  }
}
