package dev.demitasse.compiler.frontend;

import com.sun.source.util.Trees;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Checks the class of an operator: its {@code apply} methods, whatever else it has. */
final class OperatorReader {

  private OperatorReader() {}

  static void check(TypeElement type, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    Position p = sources.position(trees.getPath(type));
    List<ExecutableElement> applies =
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(m -> m.getSimpleName().contentEquals("apply"))
            .toList();
    if (applies.isEmpty()) {
      report(type, p, "has no method 'apply'", "add 'public static F32 apply(...)'", mistakes);
    }
    for (ExecutableElement apply : applies) {
      Position at = sources.position(trees.getPath(apply));
      if (!apply.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC))) {
        report(type, at, "has an 'apply' that is not public static", "make it so", mistakes);
      } else if (!JavaTypes.isTensorOrWrong(apply.getReturnType())
          && !JavaTypes.isRecordOfTensors(apply.getReturnType())) {
        report(
            type,
            at,
            "has an 'apply' that returns no tensor",
            "return a tensor, or a record of tensors",
            mistakes);
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
