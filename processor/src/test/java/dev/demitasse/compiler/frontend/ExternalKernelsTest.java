package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.F32;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that call C functions of others, from their Java to the bits that they compute. */
class ExternalKernelsTest {
  private static final String IMPORTS =
      """
      import dev.demitasse.External;
      import dev.demitasse.F32;
      import dev.demitasse.Network;
      import dev.demitasse.Operator;
      import dev.demitasse.Shape;

      """;

  /** With an attribute of every type that C can have. */
  private static final String MIX =
      IMPORTS
          + """
          @Operator
          @External
          public final class AcmeMix {
            private AcmeMix() {}

            public static F32 apply(
                F32 x, float f, boolean half, byte b, short s, char c, int i, long n, double d) {
              F32 y = F32.zeros(x.shape());
              float more = b + s + c + i + (float) n + (float) d;
              for (int k = 0; k < x.size(); k++) {
                y.set(k, (half ? x.at(k) * 0.5f : x.at(k)) * f + more);
              }
              return y;
            }
          }
          """;

  /** With records in and out, and a helper that nobody else calls. */
  private static final String SWAP =
      IMPORTS
          + """
          @Operator
          @External("acme_swap_f32")
          public final class AcmeSwap {
            private AcmeSwap() {}

            public record Pair(F32 left, F32 right) {}

            public static Pair apply(Pair in) {
              F32 left = F32.zeros(in.right().shape());
              for (int i = 0; i < left.size(); i++) {
                left.set(i, negated(in.right().at(i)));
              }
              return new Pair(left, in.left());
            }

            private static float negated(float a) {
              float b = -a;
              return b;
            }
          }
          """;

  private static final String TWICE =
      IMPORTS
          + """
          @Operator
          public final class Twice {
            private Twice() {}

            public static F32 apply(F32 x) {
              F32 y = F32.zeros(x.shape());
              for (int i = 0; i < x.size(); i++) {
                y.set(i, x.at(i) + x.at(i));
              }
              return y;
            }
          }
          """;

  /** Kernels between operators, of a view with strides, of other shapes, with other numbers. */
  private static final String NET =
      IMPORTS
          + """
          @Network
          public class Net {
            public F32 run(@Shape({2, 3}) F32 x) {
              F32 a = AcmeMix.apply(
                  Twice.apply(x).transpose(1, 0), 0.1f, true, (byte) -128, (short) 300, 'A',
                  Integer.MIN_VALUE, 1L << 40, 1e-3);
              F32 b = AcmeMix.apply(
                  a.slice(0, 1, 2), -0f, false, (byte) 1, (short) -1, 'z', 0, -1, Double.MAX_VALUE);
              var pair = AcmeSwap.apply(new AcmeSwap.Pair(a, b));
              return Twice.apply(pair.right());
            }
          }
          """;

  private static final String KERNELS =
      """
      #include "tvmgen_net_operators.h"

      extern int32_t acme_status;
      int32_t acme_status;

      int32_t acme_mix(const float *x, float *y, float f, bool half, int8_t b, int16_t s,
                       uint16_t c, int32_t i, int64_t n, double d) {
        const float more = (float)((int32_t)((uint32_t)(b + s + c) + (uint32_t)i)) + (float)n;
        int k;
        for (k = 0; k < (n > 0 ? 6 : 4); k++) {
          y[k] = (half ? x[k] * 0.5f : x[k]) * f + (more + (float)d);
        }
        return acme_status;
      }

      int32_t acme_swap_f32(const float *left, const float *right, float *y_left, float *y_right) {
        int k;
        for (k = 0; k < 4; k++) {
          y_left[k] = -right[k];
        }
        for (k = 0; k < 6; k++) {
          y_right[k] = left[k];
        }
        return 0;
      }
      """;

  private static final String MAIN =
      """
      #include "tvmgen_net.h"
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>

      #ifdef KERNELS
      extern int32_t acme_status;
      #endif

      static int64_t memory[TVMGEN_NET_WORKSPACE_SIZE / 8 + 2];

      int main(int argc, char **argv) {
        float x[6] = {0.1f, -2.5f, 3e5f, -0.0f, 1e-40f, 7.0f};
        float y[6] = {0};
        struct tvmgen_net_inputs inputs;
        struct tvmgen_net_outputs outputs;
        struct tvmgen_net_workspace_pools pools;
        int i;
      #ifdef KERNELS
        acme_status = argc > 1 ? atoi(argv[1]) : 0;
      #else
        (void)argc;
        (void)argv;
      #endif
        pools.workspace = memory + ((uintptr_t)memory % 16 == 0 ? 0 : 1);
        tvmgen_net_set_x(&inputs, x);
        tvmgen_net_set_output(&outputs, y);
        printf("%d", (int)tvmgen_net_run(&inputs, &outputs, &pools));
        for (i = 0; i < 6; i++) {
          uint32_t bits;
          memcpy(&bits, &y[i], 4);
          printf(" %08x", (unsigned)bits);
        }
        return 0;
      }
      """;

  private final Project project;

  ExternalKernelsTest(@TempDir Path folder) {
    project =
        new Project(folder)
            .with("AcmeMix.java", MIX)
            .with("AcmeSwap.java", SWAP)
            .with("Twice.java", TWICE)
            .with("Net.java", NET)
            .with("kernels.c", KERNELS)
            .with("main.c", MAIN);
  }

  private Path out() {
    return project.root().resolve("out");
  }

  private String c(String file) throws IOException {
    return Files.readString(out().resolve("META-INF/demitasse/c").resolve(file));
  }

  /** The status and the bits of the output, as the C program prints them. */
  private String onJvm() throws IOException, ReflectiveOperationException {
    URL[] classes = {out().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes)) {
      Class<?> net = loader.loadClass("Net");
      F32 x = F32.of(new float[] {0.1f, -2.5f, 3e5f, -0f, 1e-40f, 7f}, 2, 3);
      F32 y = (F32) net.getMethod("run", F32.class).invoke(net.getConstructor().newInstance(), x);
      StringJoiner text = new StringJoiner(" ", "0 ", "");
      for (int i = 0; i < y.size(); i++) {
        text.add("%08x".formatted(Float.floatToRawIntBits(y.at(i))));
      }
      return text.toString();
    }
  }

  @Test
  void computeTheBitsOfTheirJava() throws IOException, ReflectiveOperationException {
    CProgram.generate(project);
    String expected = onJvm();
    for (CProgram program : CProgram.all(project, "-DKERNELS", "main.c", "kernels.c")) {
      assertEquals(expected, program.run(), program::toString);
    }
  }

  @Test
  void areNotNeededWhereTheReferenceIsCompiled() throws IOException, ReflectiveOperationException {
    CProgram.generate(project, "-Ademitasse.external=reference");
    String expected = onJvm();
    for (CProgram program : CProgram.all(project, "main.c")) {
      assertEquals(expected, program.run(), program::toString);
    }
    assertFalse(c("tvmgen_net_operators.h").contains("Kernel"));
    assertTrue(c("tvmgen_net.c").contains("int32_t tvmgen_net_acme_mix("));
  }

  @Test
  void endTheNetworkWithTheirStatus() {
    CProgram.generate(project);
    for (CProgram program : CProgram.all(project, "-DKERNELS", "main.c", "kernels.c")) {
      assertEquals("-77 00000000 00000000", program.run("-77").substring(0, 21));
    }
  }

  /** Neither their bodies nor helpers of these, and no operator joined with them. */
  @Test
  void areOnlyCalled() throws IOException {
    CProgram.generate(project);
    String source = c("tvmgen_net.c");
    assertEquals(
        List.of(
            "tvmgen_net_twice",
            "tvmgen_net_copy",
            "acme_mix",
            "acme_mix",
            "acme_swap_f32",
            "tvmgen_net_twice_1"),
        Pattern.compile("status = (\\w+)\\(")
            .matcher(source)
            .results()
            .map(r -> r.group(1))
            .toList());
    assertFalse(source.contains("negated"), source);
  }

  @Test
  void havePrototypesWithAllTheShapes() throws IOException {
    CProgram.generate(project);
    String header = c("tvmgen_net_operators.h");
    assertEquals(
        """
        /**
         * Kernel that does what AcmeMix does: see AcmeMix.java.
         *
         * @param x float[3][2] or float[2][2]
         * @param y float[3][2] or float[2][2]
         * @param f attribute of AcmeMix
         * @param half attribute of AcmeMix
         * @param b attribute of AcmeMix
         * @param s attribute of AcmeMix
         * @param c attribute of AcmeMix
         * @param i attribute of AcmeMix
         * @param n attribute of AcmeMix
         * @param d attribute of AcmeMix
         * @return 0; the network ends with any other status
         */
        int32_t acme_mix(const float *restrict x,
                         float *restrict y,
                         float f,
                         bool half,
                         int8_t b,
                         int16_t s,
                         uint16_t c,
                         int32_t i,
                         int64_t n,
                         double d);

        /**
         * Kernel that does what AcmeSwap does: see AcmeSwap.java.
         *
         * @param in_left float[3][2]
         * @param in_right float[2][2]
         * @param left float[2][2]
         * @param right float[3][2]
         * @return 0; the network ends with any other status
         */
        int32_t acme_swap_f32(const float *restrict in_left,
                              const float *restrict in_right,
                              float *restrict left,
                              float *restrict right);

        """,
        header.substring(
            header.indexOf("/**\n * Kernel"), header.lastIndexOf("#ifdef __cplusplus")));
  }

  /** Of inputs, of variables for what lies between, of the status. */
  @Test
  void areNotHiddenByOtherThingsOfTheirName() throws IOException, ReflectiveOperationException {
    project
        .with(
            "Status.java",
            MIX.replace("@External", "@External(\"status\")").replace("AcmeMix", "Status"))
        .with(
            "Net.java",
            IMPORTS
                + """
                @Network
                public class Net {
                  public F32 run(@Shape({2, 3}) F32 acme_mix) {
                    F32 a =
                        AcmeMix.apply(
                            acme_mix, 1f, true, (byte) 2, (short) 3, 'A', 4, 5, Double.NaN);
                    return Status.apply(a, 1f, true, (byte) 2, (short) 3, 'A', 4, 5, 6d);
                  }
                }
                """)
        .with("main.c", MAIN.replace("set_x", "set_acme_mix"))
        .with(
            "kernels.c",
            KERNELS
                + KERNELS
                    .substring(
                        KERNELS.indexOf("int32_t acme_mix("), KERNELS.indexOf("int32_t acme_swap"))
                    .replace("acme_mix", "status"));
    CProgram.generate(project);
    String expected = onJvm();
    for (CProgram program : CProgram.all(project, "-DKERNELS", "main.c", "kernels.c")) {
      assertEquals(expected, program.run(), program::toString);
    }
  }

  @Test
  void ofConstantsAreDoneByTheirJava() throws IOException {
    project.with(
        "Net.java",
        IMPORTS
            + """
            @Network
            public class Net {
              public F32 run(@Shape({2}) F32 x) {
                F32 none = F32.zeros(2);
                return AcmeSwap.apply(
                        new AcmeSwap.Pair(
                            AcmeMix.apply(
                                none, 1f, true, (byte) 2, (short) 3, 'A', 5, 6, Double.NaN),
                            x))
                    .right();
              }
            }
            """);
    CProgram.generate(project);
    assertFalse(c("tvmgen_net_operators.h").contains("acme_mix("));
    assertTrue(c("tvmgen_net_weights.c").contains("    NAN, NAN,"), c("tvmgen_net_weights.c"));
  }

  /** The lowered form in a jar says which function stands for the operator. */
  @Test
  void comeFromLibraries() throws IOException {
    Path lib = Files.createDirectories(project.root().resolve("lib"));
    List<Path> operators =
        Stream.of("AcmeMix.java", "AcmeSwap.java", "Twice.java")
            .map(project.root()::resolve)
            .toList();
    assertEquals(List.of(), JavacRun.of(lib, operators).reports());
    CProgram.generate(project);
    String before = c("tvmgen_net.c");
    String path = project.path(JavacRun.annotations(), lib);
    Path other = Files.createDirectories(project.root().resolve("other"));
    List<Path> net = List.of(project.root().resolve("Net.java"));
    assertEquals(List.of(), JavacRun.of(other, net, "-cp", path).reports());
    assertEquals(before, Files.readString(other.resolve("META-INF/demitasse/c/tvmgen_net.c")));
  }
}
