package dev.demitasse.compiler.frontend;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Type;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Checks the class of an operator: its {@code apply} methods, whatever else it has. */
final class OperatorReader {

  private OperatorReader() {}

  static void check(TypeElement type, Position p, List<Diagnostic> mistakes) {
    List<ExecutableElement> applies =
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(m -> m.getSimpleName().contentEquals("apply"))
            .toList();
    if (applies.isEmpty()) {
      report(type, p, "has no method 'apply'", "add 'public static F32 apply(...)'", mistakes);
    }
    for (ExecutableElement apply : applies) {
      if (!apply.getModifiers().contains(Modifier.STATIC)) {
        report(type, p, "has an 'apply' that is not static", "make 'apply' static", mistakes);
      } else if (JavaTypes.of(apply.getReturnType())
          .filter(Type.TensorType.class::isInstance)
          .isEmpty()) {
        report(type, p, "has an 'apply' that returns no tensor", "return a tensor", mistakes);
      }
    }
    if (type.getNestingKind() == NestingKind.LOCAL) {
      report(type, p, "is inside a method", "make it a class of its own", mistakes);
    }
  }

  private static void report(
      TypeElement type, Position p, String what, String fix, List<Diagnostic> mistakes) {
    mistakes.add(Diagnostic.of(Message.OPERATOR_CLASS, p, type.getSimpleName(), what, fix));
  }
}
