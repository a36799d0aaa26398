package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where javac finds errors of its own, it says them, and we add nothing and write nothing. */
class BrokenJavaTest {
  private static final String IMPORTS = "import dev.demitasse.*;\n";
  private static final String GOOD =
      """
      @Operator
      final class Same {
        public static F32 apply(F32 x) {
          return x.copy();
        }
      }

      @Network
      class Good {
        public F32 run(@Shape({4}) F32 x) {
          return Same.apply(x);
        }
      }
      """;

  @TempDir Path folder;

  private JavacRun compile(String... parts) throws IOException {
    Path file = Files.writeString(folder.resolve("test.java"), IMPORTS + String.join("\n", parts));
    return JavacRun.of(Files.createDirectories(folder.resolve("out")), List.of(file));
  }

  private void onlyJavacComplains(String... parts) throws IOException {
    JavacRun run = compile(parts);
    assertFalse(run.success());
    assertEquals(1, run.reports().size(), run.reports().toString());
    assertFalse(run.reports().get(0).text().startsWith("["), run.reports().toString());
    assertEquals(List.of(), run.written());
  }

  @Test
  void unknownNameInAnotherClass() throws IOException {
    onlyJavacComplains(GOOD, "class Other { int a = unknown; }");
  }

  @Test
  void unknownNameInAClassBefore() throws IOException {
    onlyJavacComplains("class Other { int a = unknown; }", GOOD);
  }

  @Test
  void unknownNamesInAnOperator() throws IOException {
    onlyJavacComplains(
        """
        @Operator
        final class Wrong {
          public static F32 apply(F32 x) {
            return helper(x, unknown);
          }

          static F32 helper(F32 x, int n) {
            return x;
          }
        }
        """,
        GOOD);
  }

  @Test
  void unknownOperatorInANetwork() throws IOException {
    onlyJavacComplains(
        """
        @Network
        class Wrong {
          public F32 run(@Shape({4}) F32 x) {
            return Unknown.apply(x);
          }
        }
        """);
  }

  @Test
  void unknownClassInAnOperator() throws IOException {
    onlyJavacComplains(
        """
        @Operator
        final class Wrong {
          public static F32 apply(F32 x) {
            var a = new Unknown();
            return x;
          }
        }
        """,
        GOOD);
  }

  @Test
  void missingReturn() throws IOException {
    onlyJavacComplains(
        """
        @Operator
        final class Wrong {
          public static F32 apply(F32 x) {
            if (x.rank() > 1) {
              return x;
            }
          }
        }
        """,
        GOOD);
  }

  @Test
  void uninitialisedVariable() throws IOException {
    onlyJavacComplains(
        GOOD,
        """
        class Wrong {
          int f() {
            int a;
            return a;
          }
        }
        """);
  }

  @Test
  void unknownTypesInSignatures() throws IOException {
    onlyJavacComplains(
        GOOD,
        """
        @Network
        class Wrong {
          public F32 run(@Shape({4}) Unknown x) {
            return F32.zeros(4);
          }
        }
        """);
  }

  @Test
  void unknownTypeOfAWeight() throws IOException {
    onlyJavacComplains(
        GOOD,
        """
        @Network
        class Wrong {
          @Weight Unknown kernel;

          public F32 run(@Shape({4}) F32 x) {
            return x;
          }
        }
        """);
  }

  @Test
  void unknownResultOfAnOperator() throws IOException {
    onlyJavacComplains(
        GOOD,
        """
        @Operator
        final class Wrong {
          public static Unknown apply(F32 x) {
            return null;
          }
        }
        """);
  }

  @Test
  void unknownImport() throws IOException {
    onlyJavacComplains("import no.such.Thing;", GOOD);
  }

  @Test
  void syntax() throws IOException {
    onlyJavacComplains(GOOD, "class Wrong { int a = ; }");
  }

  /** Who uses the companion of a network that is wrong has done nothing wrong. */
  @Test
  void companionsOfWrongNetworksAreThere() throws IOException {
    JavacRun run =
        compile(
            """
            @Network
            class Wrong {
              public F32 run(F32 x) {
                return x;
              }
            }

            @Network
            abstract class Abstract {
              public F32 run(@Shape({1}) F32 x) {
                return x;
              }
            }

            class Uses {
              F32 y = WrongModel.load().run(F32.zeros(1));
              F32 z = AbstractModel.load().run(F32.zeros(1));
            }
            """);
    assertEquals(
        List.of("shape-missing", "network-class"),
        run.reports().stream().map(r -> r.text().replaceAll("(?s).*\\[(.*?)\\].*", "$1")).toList());
  }
}
