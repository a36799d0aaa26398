package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is called around the steps of networks that are to be profiled, and only of those. */
class ProfileHooksTest {
  private static final String IMPORTS =
      """
      import dev.demitasse.CInterface;
      import dev.demitasse.F32;
      import dev.demitasse.Network;
      import dev.demitasse.Operator;
      import dev.demitasse.Shape;

      """;

  private final Project project;

  ProfileHooksTest(@TempDir Path folder) {
    this.project = new Project(folder);
  }

  /** An operator that doubles, and a network that calls it. */
  private void write(String operator, String network, String annotation) {
    project
        .with(
            operator + ".java",
            IMPORTS
                + """
                @Operator
                public final class $ {
                  public static F32 apply(F32 x) {
                    F32 y = F32.zeros(x.shape());
                    for (int i = 0; i < x.size(); i++) {
                      y.set(i, x.at(i) + x.at(i));
                    }
                    return y;
                  }
                }
                """
                    .replace("$", operator))
        .with(
            network + ".java",
            IMPORTS
                + """
                @Network
                $annotation$
                public class $network$ {
                  public F32 run(@Shape({2}) F32 began) {
                    return $operator$.apply(began.reshape(1, 2)).reshape(2);
                  }
                }
                """
                    .replace("$annotation$", annotation)
                    .replace("$network$", network)
                    .replace("$operator$", operator));
  }

  private String c(String file) throws IOException {
    return Files.readString(project.root().resolve("out/META-INF/demitasse/c").resolve(file));
  }

  @Test
  void areInTheNetworksThatSaySo() throws IOException {
    write("Twice", "Net", "");
    write("Twice", "Timed", "@CInterface(profile = \"on\")");
    CProgram.generate(project);
    for (String file : List.of("tvmgen_net.c", "tvmgen_net.h", "tvmgen_net_operators.h")) {
      assertFalse(c(file).contains("profile"), file);
    }
    assertTrue(c("tvmgen_timed.c").contains("  began_1 = tvmgen_timed_profile_begin(0);\n"));
    String one = c("tvmgen_net.c");
    CProgram.generate(project, "-Ademitasse.profile=on");
    String other = c("tvmgen_net.c");
    assertEquals(
        one,
        other
            .lines()
            .filter(line -> !line.contains("began_1") && !line.contains("profile"))
            .map(line -> line + "\n")
            .reduce("", String::concat));
    assertTrue(other.length() > one.length());
  }

  @Test
  void shareNoNameWithOperators() {
    write("ProfileBegin", "Net", "");
    project.with(
        "main.c",
        """
        #include "tvmgen_net.h"
        #include <stdio.h>

        uint32_t tvmgen_net_profile_begin(int32_t step) { return 41u + (uint32_t)step; }
        void tvmgen_net_profile_end(int32_t step, uint32_t began) {
          printf("%d %d", (int)step, (int)began);
        }

        int main(void) {
          float x[2] = {1.0f, 2.0f};
          float y[2] = {0.0f, 0.0f};
          int status = (int)tvmgen_net___tvm_main__(x, y);
          printf(" %d %g %g", status, (double)y[0], (double)y[1]);
          return 0;
        }
        """);
    CProgram.generate(project, "-Ademitasse.profile=on");
    for (CProgram program : CProgram.all(project, "main.c")) {
      assertEquals("0 41 0 2 4", program.run());
    }
  }
}
