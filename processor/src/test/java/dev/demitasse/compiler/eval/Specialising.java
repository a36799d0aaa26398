package dev.demitasse.compiler.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Specialiser.Specialised;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import java.util.List;

/** Generic functions as text, with shapes and attributes given. The operator is the first one. */
final class Specialising {

  private Specialising() {}

  static Value tensor(String name, Integer... shape) {
    return new TensorValue(Buffer.of(name, DataType.FLOAT32, List.of(shape)));
  }

  static Value integers(String name, Integer... shape) {
    return new TensorValue(Buffer.of(name, DataType.INT32, List.of(shape)));
  }

  static Value number(int value) {
    return new Scalar(Expr.int32(value));
  }

  static Specialised specialised(String text, Value... arguments) {
    IrModule module = Parser.parse("Op.java", text);
    PrimFunc operator = module.functions().values().iterator().next();
    Specialised result = new Specialiser(module, false).specialise(operator, List.of(arguments));
    Verify.check(result.function());
    return result;
  }

  static void assertMakes(String expected, String text, Value... arguments) {
    assertEquals(
        Printer.text(Parser.parseFunction(expected)),
        Printer.text(specialised(text, arguments).function()));
  }

  static UserError refused(String text, Value... arguments) {
    return assertThrows(UserError.class, () -> specialised(text, arguments));
  }

  static void assertRefused(Message message, int line, String text, Value... arguments) {
    UserError e = refused(text, arguments);
    assertEquals(message, e.diagnostics().get(0).message(), e::getMessage);
    assertEquals(line, e.diagnostics().get(0).position().line(), e::getMessage);
  }
}
