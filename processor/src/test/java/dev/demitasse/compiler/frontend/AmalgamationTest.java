package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks in one header and one source. */
class AmalgamationTest {
  private static final Path CRT = Path.of("..", "crt", "include").toAbsolutePath();

  @TempDir private Path folder;

  /** It is the same network: so its code has the same hash. */
  @Test
  void hasWhatSeveralFilesHave() {
    String packed = "-Ademitasse.entry=both";
    Described several = Described.in(folder.resolve("several"), packed);
    Described one = Described.in(folder.resolve("one"), packed, "-Ademitasse.amalgamated=on");
    String header = one.text("c/tvmgen_net.h");
    assertTrue(header.startsWith(several.text("c/tvmgen_net.h")), header);
    for (String end : List.of("_operators.h", "_packed.h")) {
      assertTrue(header.contains(several.text("c/tvmgen_net" + end)), header);
    }
    String source = one.text("c/tvmgen_net.c");
    assertEquals(
        List.of("#include \"tvmgen_net.h\""),
        source.lines().filter(line -> line.startsWith("#include \"")).toList());
    for (String end : List.of("_weights.c", "_packed.c", ".c")) {
      String part = several.text("c/tvmgen_net" + end).replaceAll("#include \"\\w+\\.h\"\n\n?", "");
      assertTrue(source.contains(part), source);
    }
  }

  /** The function that runs the network is declared in the same file. */
  @Test
  void saysWhereTheFunctionIs() {
    Described net = Described.in(folder, "-Ademitasse.entry=packed", "-Ademitasse.amalgamated=on");
    String header = net.text("c/tvmgen_net.h");
    assertTrue(
        header.contains(" * The end of this file declares the function that runs it.\n"), header);
  }

  @Test
  void isInTheModelLibrary() throws IOException {
    Described net = Described.in(folder, "-Ademitasse.mlf=folder", "-Ademitasse.amalgamated=on");
    assertEquals(
        List.of(
            "codegen/host/include/tvmgen_net.h",
            "codegen/host/src/tvmgen_net.c",
            "metadata.json",
            "src/net.ir",
            "tvmgen_net.json"),
        new Project(net.file("mlf/net")).resources("."));
    String json = Files.readString(net.file("mlf/net/tvmgen_net.json"));
    assertTrue(json.contains("\"files\": [\"tvmgen_net.h\", \"tvmgen_net.c\"]"), json);
  }

  /** Names of tables and operators that the packed functions of the same file have, too. */
  @ParameterizedTest
  @ValueSource(strings = {"off", "on"})
  void sharesNoNameWithPackedFunctions(String amalgamated) {
    Project project =
        new Project(folder)
            .with(
                "Names.java",
                """
                import dev.demitasse.F32;
                import dev.demitasse.Operator;

                @Operator
                public final class Names {
                  private static final float[] SHAPE_0 = {3, 5};
                  private static final float[] NET_RUN_ARGUMENTS = {7, 11};

                  public static F32 apply(F32 x) {
                    F32 y = F32.zeros(x.dim(0));
                    for (int i = 0; i < x.dim(0); i++) {
                      y.set(i, x.at(i) * SHAPE_0[i] + NET_RUN_ARGUMENTS[i]);
                    }
                    return y;
                  }
                }
                """)
            .with(
                "Net.java",
                """
                import dev.demitasse.F32;
                import dev.demitasse.Network;
                import dev.demitasse.Shape;

                @Network
                public class Net {
                  public F32 run(@Shape({2}) F32 x) {
                    return Names.apply(x);
                  }
                }
                """)
            .with(
                "main.c",
                """
                #include "tvmgen_net.h"
                #include <stdio.h>

                int main(void) {
                  float x[2] = {1.0f, 2.0f};
                  float y[2] = {0.0f, 0.0f};
                  int status = (int)tvmgen_net___tvm_main__(x, y);
                  printf("%d %g %g", status, (double)y[0], (double)y[1]);
                  return 0;
                }
                """);
    CProgram.generate(
        project,
        "-Ademitasse.entry=both",
        "-Ademitasse.packed=all",
        "-Ademitasse.amalgamated=" + amalgamated);
    for (CProgram program : CProgram.all(project, "-I" + CRT, "main.c")) {
      assertEquals("0 10 21", program.run());
    }
  }
}
