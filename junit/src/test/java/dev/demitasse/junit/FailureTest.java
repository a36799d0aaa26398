package dev.demitasse.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.junit.fixture.AcmeRelu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where the C does something else than the Java: it is changed behind the build. */
class FailureTest {
  private static final Map<String, String> SOURCES =
      Map.of(
          "Tripled",
          """
          import dev.demitasse.*;

          @Operator
          public final class Tripled {
            private Tripled() {}

            public static F32 apply(F32 x) {
              F32 y = F32.zeros(x.shape());
              for (int i = 0; i < x.size(); i++) {
                y.set(i, x.at(i) * 3f);
              }
              return y;
            }
          }
          """,
          "Sums",
          """
          import dev.demitasse.*;
          import dev.demitasse.operators.Add;

          @Network
          public class Sums {
            public record Result(F32 tripled, F32 sums) {}

            @State F32 sums = F32.zeros(2, 3);

            public Result run(@Shape({2, 3}) F32 x) {
              F32 tripled = Tripled.apply(x);
              sums = Add.apply(sums, tripled);
              return new Result(tripled, sums);
            }
          }
          """,
          "Picked",
          """
          import dev.demitasse.*;

          @Operator
          @Checked
          public final class Picked {
            private Picked() {}

            public static I32 apply(I32 index) {
              int[] table = {1, 2, 3};
              I32 y = I32.zeros(1);
              y.set(0, table[index.at(0)]);
              return y;
            }
          }
          """,
          "Element",
          """
          import dev.demitasse.*;

          @Network
          public class Element {
            public I32 run(@Shape({1}) I32 index) {
              return Picked.apply(index);
            }
          }
          """,
          "Once",
          """
          import dev.demitasse.*;

          @Network
          public class Once {
            public F32 run(@Shape({2, 3}) F32 x) {
              return Tripled.apply(x);
            }
          }
          """);

  /** The network of the tests that fail. */
  private static Class<?> network;

  /** What a test does again. */
  private static String file;

  private static F32 x(int run) {
    return F32.of(new float[] {1, 2, 3, run, 5, Float.NaN}, 2, 3);
  }

  @TempDir Path folder;
  private Compiled compiled;
  private ClassLoader usual;

  @BeforeEach
  void compile() throws IOException {
    Tools.require(Machine.CORTEX_M4);
    compiled = Compiled.of(folder, SOURCES);
    usual = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(compiled.loader());
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(usual);
  }

  @RunOn({Machine.JVM, Machine.NATIVE, Machine.CORTEX_M4})
  static class ThreeRuns {
    @Test
    void calls(Target target) {
      for (int run = 1; run <= 3; run++) {
        target.run(network, x(run));
      }
    }
  }

  @RunOn({Machine.NATIVE})
  static class Again {
    @Test
    void again(Target target) {
      target.replay(file);
    }
  }

  private static final String PRODUCT = "y[i] = x[i] * 3.0f;";

  private void change(String from, String to) throws IOException {
    compiled.change("tvmgen_once.c", from, to);
  }

  private void changeProduct(String className, String product) throws Exception {
    network = compiled.type(className);
    compiled.change("tvmgen_" + className.toLowerCase(Locale.ROOT) + ".c", "x[i] * 3.0f", product);
  }

  private static String path(String test, String machine) {
    return "target/demitasse/replay/%s.%s-%s.safetensors"
        .formatted(FailureTest.class.getName(), test, machine);
  }

  private static String message(String machine, String call, String file) {
    return """
    'Sums' gives other bits on %s than on the JVM: 1 of 6 elements of 'tripled', 1 of 6 elements of 'sums'
      first [1, 0]: 9.0 (0x41100000) on the JVM, 12.0 (0x41400000) on %s
      in call %s
      again: target.replay("%s");\
    """
        .formatted(machine, machine, call, file);
  }

  private static final String THIRD = "(x[3] == 3.0f && i == 3 ? x[i] * 4.0f : x[i] * 3.0f)";

  @Test
  void firstDifferenceIsShown() throws Exception {
    changeProduct("Sums", THIRD);
    TestRun run = TestRun.of(ThreeRuns.class);
    assertEquals(1, run.passed());
    assertEquals(
        List.of(
            message("native", "3 of 3", path("ThreeRuns.calls", "native")),
            message("cortex-m4", "3 of 3", path("ThreeRuns.calls", "cortex-m4"))),
        run.failures());
    StackTraceElement first = run.throwables().get(0).getStackTrace()[0];
    assertEquals(ThreeRuns.class.getName(), first.getClassName());
    assertEquals("calls", first.getMethodName());
  }

  @Test
  void whatFailedIsDoneAgain() throws Exception {
    changeProduct("Sums", THIRD);
    TestRun.of(ThreeRuns.class);
    file = path("ThreeRuns.calls", "cortex-m4");
    assertEquals(
        List.of(message("native", "3 of 3", path("Again.again", "native"))),
        TestRun.of(Again.class).failures());
    compiled.change("tvmgen_sums.c", THIRD, "x[i] * 3.0f");
    assertEquals(1, TestRun.of(Again.class).passed());
  }

  @Test
  void saysWhichFileIsNotThere() throws Exception {
    file = "target/nowhere.safetensors";
    assertEquals(
        List.of("there is no file '" + Path.of(file).toAbsolutePath() + "'"),
        TestRun.of(Again.class).failures());
  }

  /** A network without states is run again with the inputs of one call only. */
  @Test
  void inputsAndOutputsAreSaved() throws Exception {
    changeProduct("Once", THIRD);
    TestRun.of(ThreeRuns.class);
    Safetensors saved = Safetensors.read(Path.of(path("ThreeRuns.calls", "native")));
    assertEquals(
        List.of("0/x0", "jvm/output", "native/output"), List.copyOf(saved.tensors().keySet()));
    assertEquals(x(3), saved.tensors().get("0/x0"));
    assertEquals(
        Map.of("class", "Once", "method", "run(dev.demitasse.F32)", "calls", "[[\"0/x0\"]]"),
        saved.texts());
  }

  private List<String> failures(Map<String, String> settings, String what) throws Exception {
    changeProduct("Once", "(x[3] == 2.0f ? " + what + " : x[i] * 3.0f)");
    return TestRun.of(ThreeRuns.class, settings).failures();
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void crashesAreShown() throws Exception {
    List<String> failures = failures(Map.of(), "*(volatile const float *)(uintptr_t)0xf0000000u");
    assertContains(failures.get(0), "'Once' on native crashed with signal 11\n  in call 2 of 3\n");
    assertContains(
        failures.get(1), "'Once' on cortex-m4 crashed: access to where no memory is (f0000000)");
    assertContains(failures.get(1), "\n  in call 2 of 3\n  again: target.replay(");
  }

  @Test
  void whatDoesNotEndIsEnded() throws Exception {
    network = compiled.type("Once");
    change(PRODUCT, "for (volatile int k = x[3] == 2.0f; k != 0; k = 1) {\n}\n" + PRODUCT);
    List<String> failures =
        TestRun.of(ThreeRuns.class, Map.of("demitasse.timeout", "4")).failures();
    assertContains(
        failures.get(0), "'Once' on native did not come to its end in 4 s\n  in call 2 of 3\n");
    assertContains(
        failures.get(1), "'Once' on cortex-m4 did not come to its end in 4 s\n  in call 2 of 3\n");
  }

  @Test
  void statusIsShown() throws Exception {
    network = compiled.type("Once");
    change(PRODUCT, PRODUCT + "if (x[3] == 2.0f) {\nreturn -5;\n}\n");
    List<String> failures = TestRun.of(ThreeRuns.class).failures();
    assertContains(
        failures.get(0), "'Once' on native returned -5 instead of 0\n  in call 2 of 3\n");
    assertContains(
        failures.get(1), "'Once' on cortex-m4 returned -5 instead of 0\n  in call 2 of 3\n");
  }

  @Test
  void sanitizersAreAnOption() throws Exception {
    List<String> failures =
        failures(Map.of("demitasse.native.sanitizers", "on"), "x[i + 4 * (int32_t)x[3]]");
    assertContains(failures.get(0), "AddressSanitizer: global-buffer-overflow");
    assertContains(failures.get(0), "\n  in call 2 of 3\n");
  }

  @Test
  void warningsAreErrors() throws Exception {
    List<String> failures = failures(Map.of(), "(double)x[i]");
    assertContains(failures.get(0), "gcc does not accept the C of 'Once':\n");
    assertContains(failures.get(0), "-Werror=float-conversion");
    assertContains(failures.get(1), "arm-none-eabi-gcc does not accept tvmgen_once.c of 'Once'");
    assertContains(failures.get(1), "-Werror=float-conversion");
  }

  @Test
  void saysThatTheProcessorDidNotRun() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    network = Compiled.of(other, SOURCES, "-proc:none").type("Once");
    String message =
        "Once was compiled without Demitasse's annotation processor: there is no C of it in "
            + other.resolve("META-INF/demitasse/c")
            + "; the build needs it on its processor path";
    assertEquals(List.of(message, message, message), TestRun.of(ThreeRuns.class).failures());
  }

  @RunOn({Machine.JVM, Machine.NATIVE})
  static class OfAnOperator {
    @Test
    void calls(Target target) {
      target.apply(network, x(1));
    }
  }

  @Test
  void whatTheCompilerRefusesIsShown() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    network = Compiled.of(other, SOURCES, "-proc:none").type("Tripled");
    TestRun run = TestRun.of(OfAnOperator.class);
    assertEquals(1, run.passed());
    String failure = run.failures().get(0);
    assertContains(failure, "Tripled (F32[2, 3]) cannot be compiled to C\n");
    assertContains(failure, "error: [");
    assertContains(failure, "return Tripled.apply(x0);");
  }

  @RunOn({Machine.JVM, Machine.NATIVE, Machine.CORTEX_M4})
  static class Outside {
    @Test
    void calls(Target target) {
      I32 index = I32.of(new int[] {7}, 1);
      target.run(network, I32.zeros(1));
      assertThrows(IndexOutOfBoundsException.class, () -> target.run(network, index));
    }
  }

  @Test
  void checksThatAreMissingAreShown() throws Exception {
    network = compiled.type("Element");
    compiled.change("tvmgen_element.c", "return -5;", "return 0;");
    TestRun run = TestRun.of(Outside.class);
    assertEquals(1, run.passed());
    assertContains(
        run.failures().get(0),
        "'Element' returned 0 on native, where the JVM throws an exception\n  again: ");
    assertContains(
        run.failures().get(1),
        "'Element' returned 0 on cortex-m4, where the JVM throws an exception\n  again: ");
  }

  @RunOn(
      value = {Machine.JVM, Machine.NATIVE, Machine.CORTEX_M4},
      kernels = "src/test/c/acme_relu.c")
  static class Kernel {
    @Test
    void staysBelow(Target target) {
      target.apply(AcmeRelu.class, I8.of(new byte[] {-128, -1, 1, 127}, 4), 4, 0);
    }

    @Test
    void isHit(Target target) {
      target.apply(AcmeRelu.class, I8.of(new byte[] {4, 5, 6}, 3), 3, 5);
    }
  }

  @Test
  void kernelsAreComparedWithTheirJava() {
    TestRun run = TestRun.of(Kernel.class);
    assertEquals(4, run.passed());
    assertContains(run.failures().get(0), "first [1]: 5 (0x05) on the JVM, 0 (0x00) on native");
    assertContains(run.failures().get(1), "first [1]: 5 (0x05) on the JVM, 0 (0x00) on cortex-m4");
  }

  @Test
  void networksOfJarsAreFound() throws Exception {
    network = compiled.inJar(folder.resolve("networks.jar")).type("Once");
    assertEquals(3, TestRun.of(ThreeRuns.class).passed());
  }
}
