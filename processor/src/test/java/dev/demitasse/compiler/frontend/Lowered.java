package dev.demitasse.compiler.frontend;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.demitasse.compiler.entry.ProcessorEntry;
import dev.demitasse.compiler.ir.IrText;
import dev.demitasse.compiler.ir.Printer;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.tools.StandardLocation;

/** Java in, the generic form of the IR out. */
final class Lowered {

  private Lowered() {}

  /** What the body of {@code static F32 apply(F32 x)} becomes, behind the head of the function. */
  static String lowered(String body) {
    String function = module("public static F32 apply(F32 x) {\n" + body + "}\n");
    return function.substring(function.indexOf('\n') + 1);
  }

  /** What the members of an operator {@code ops.Op} become. */
  static String module(String members) {
    String source =
        """
        package ops;
        import dev.demitasse.*;
        import java.util.Arrays;
        @Operator public final class Op {
        """
            + members
            + "}\n";
    Compilation compilation =
        javac()
            .withProcessors(new ProcessorEntry())
            .compile(JavaFileObjects.forSourceString("ops.Op", source));
    assertThat(compilation).succeeded();
    try {
      String text =
          compilation
              .generatedFile(StandardLocation.CLASS_OUTPUT, "ops/Op.ir")
              .orElseThrow()
              .getCharContent(false)
              .toString();
      return Printer.text(IrText.read(text).module());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
