package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole messages, as a user sees them. */
class MessagesTest {
  private final Project project;

  MessagesTest(@TempDir Path folder) {
    project = new Project(folder);
  }

  /** A line each for what, reason and fix, without a full stop. */
  @ParameterizedTest
  @EnumSource
  void isWrittenLikeTheOthers(Message message) {
    String text =
        Diagnostic.of(message, Position.NONE, "a", "b", "c", "d", "e", "f", "g")
            .text(Position.NONE);
    String line = "[^\\n]*([^.\\n]|\\.\\.\\.)";
    assertTrue(
        text.matches(
            "\\[[a-z-]+\\] " + line + "(\n  reason: " + line + ")?(\n  fix:    " + line + ")?"),
        text);
  }

  @Test
  void tellsThePathToAPreconditionInALibrary() {
    project.with(
        "ops/Halves.java",
        """
        package ops;

        import dev.demitasse.F32;
        import dev.demitasse.Operator;

        @Operator
        public final class Halves {
          public static F32 apply(F32 x) {
            return apply(x, 2);
          }

          public static F32 apply(F32 x, int parts) {
            if (x.dim(0) % parts != 0) {
              throw new IllegalArgumentException(x.dim(0) + " is no multiple of " + parts);
            }
            return x.slice(0, 0, x.dim(0) / parts);
          }
        }
        """);
    assertEquals("", project.build("lib", "ops/Halves.java").output());
    project.with(
        "Net.java",
        """
        import dev.demitasse.F32;
        import dev.demitasse.Network;
        import dev.demitasse.Shape;
        import ops.Halves;

        @Network
        public class Net {
          public F32 run(@Shape({5}) F32 x) {
            return block(x);
          }

          private F32 block(F32 x) {
            return Halves.apply(x);
          }
        }
        """);
    assertEquals(
        """
        Net.java:13: error: [precondition] 5 is no multiple of 2
            return Halves.apply(x);
                               ^
            at Halves.java:14
            in 'Halves.apply' called at Halves.java:9
            in 'Halves.apply' called at Net.java:13
            in 'Net.block' called at Net.java:9
        1 error
        """,
        project
            .build("out", "-cp", project.path(JavacRun.annotations(), Path.of("lib")), "Net.java")
            .output());
  }

  @Test
  void namesOurOwnMathematics() {
    project.with(
        "Exp.java",
        """
        import dev.demitasse.F32;
        import dev.demitasse.Operator;

        @Operator
        public final class Exp {
          public static F32 apply(F32 x) {
            F32 y = F32.zeros(x.shape());
            for (int i = 0; i < x.size(); i++) {
              y.set(i, (float) Math.exp(x.at(i)));
            }
            return y;
          }
        }
        """);
    assertEquals(
        """
        Exp.java:9: error: [unsupported-call] call of 'java.lang.Math.exp' is not supported
              y.set(i, (float) Math.exp(x.at(i)));
                                       ^
            reason: only static methods of your own or of an operator library can be lowered, and \
        methods of java.lang.Math whose result is exactly specified
            fix:    use Fn.exp(...), whose bits are the same everywhere
        1 error
        """,
        project.build("out", "Exp.java").output());
  }
}
