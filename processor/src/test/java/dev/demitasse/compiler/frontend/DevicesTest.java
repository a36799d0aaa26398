package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What networks do before, around and behind the calls on devices. */
class DevicesTest {
  private static final String IMPORTS =
      """
      import dev.demitasse.Device;
      import dev.demitasse.External;
      import dev.demitasse.F32;
      import dev.demitasse.Network;
      import dev.demitasse.Operator;
      import dev.demitasse.Shape;
      import dev.demitasse.State;

      """;

  /** An operator that adds a number. */
  private static String adding(String annotations, String name) {
    return IMPORTS
        + """
        @Operator
        $annotations$
        public final class $name$ {
          private $name$() {}

          public static F32 apply(F32 x, float by) {
            F32 y = F32.zeros(x.shape());
            for (int i = 0; i < x.size(); i++) {
              y.set(i, x.at(i) + by);
            }
            return y;
          }
        }
        """
            .replace("$annotations$", annotations)
            .replace("$name$", name);
  }

  private static String network(String expression) {
    return IMPORTS
        + """
        @Network
        public class Net {
          public F32 run(@Shape({2}) F32 x) {
            return $;
          }
        }
        """
            .replace("$", expression);
  }

  /** Notes what is called with which context, and fails at the step, or from the step on. */
  private static final String MAIN =
      """
      #include "tvmgen_net.h"
      #include "tvmgen_net_operators.h"
      #include <stdio.h>
      #include <stdlib.h>

      #ifndef STATIC
      static int64_t memory[TVMGEN_NET_WORKSPACE_SIZE / 8 + 2];
      #endif
      static int dsp, ethos_u;
      static int steps, first, last;

      static int32_t step(const char *what, int right) {
        steps++;
        printf("%s%s ", what, right ? "" : "?");
        return steps >= first && steps <= last ? 100 + steps : 0;
      }

      int32_t TVMDeviceDspActivate(void *c) { return step("+dsp", c == &dsp); }
      int32_t TVMDeviceDspOpen(void *c) { return step("dsp(", c == &dsp); }
      int32_t TVMDeviceDspClose(void *c) { return step(")dsp", c == &dsp); }
      int32_t TVMDeviceDspDeactivate(void *c) { return step("-dsp", c == &dsp); }
      int32_t TVMDeviceEthosUActivate(void *c) { return step("+npu", c == &ethos_u); }
      int32_t TVMDeviceEthosUOpen(void *c) { return step("npu(", c == &ethos_u); }
      int32_t TVMDeviceEthosUClose(void *c) { return step(")npu", c == &ethos_u); }
      int32_t TVMDeviceEthosUDeactivate(void *c) { return step("-npu", c == &ethos_u); }

      int32_t acme_add(const float *x, float *y, float by, void *c) {
        y[0] = x[0] + by;
        y[1] = x[1] + by;
        return step("add", c == &ethos_u);
      }

      int main(int argc, char **argv) {
        float x[2] = {1.0f, 2.0f};
        float y[2] = {0.0f, 0.0f};
        struct tvmgen_net_inputs inputs;
        struct tvmgen_net_outputs outputs;
      #ifndef STATIC
        struct tvmgen_net_workspace_pools pools;
      #endif
        struct tvmgen_net_devices devices;
        int status;
        first = argc > 1 ? atoi(argv[1]) : 0;
        last = argc > 2 ? atoi(argv[2]) : first;
        devices.dsp = &dsp;
        devices.ethos_u = &ethos_u;
        tvmgen_net_set_x(&inputs, x);
        tvmgen_net_set_output(&outputs, y);
      #ifdef STATIC
        status = (int)tvmgen_net_run(&inputs, &outputs, &devices);
      #else
        pools.workspace = memory + ((uintptr_t)memory % 16 == 0 ? 0 : 1);
        status = (int)tvmgen_net_run(&inputs, &outputs, &pools, first < 0 ? 0 : &devices);
      #endif
        printf("%d %g %g", status, (double)y[0], (double)y[1]);
        return 0;
      }
      """;

  private final Project project;

  DevicesTest(@TempDir Path folder) {
    project = new Project(folder).with("main.c", MAIN);
  }

  /** An operator of ours on one, then a kernel on another. */
  private void writeTwoDevices() {
    project
        .with("OnDsp.java", adding("@Device(\"dsp\")", "OnDsp"))
        .with("AcmeAdd.java", adding("@External @Device(\"ethos_u\")", "AcmeAdd"))
        .with("Net.java", network("AcmeAdd.apply(OnDsp.apply(x, 1f), 2f)"));
  }

  private String c(String file) throws IOException {
    return Files.readString(project.root().resolve("out/META-INF/demitasse/c").resolve(file));
  }

  @Test
  void endWhatTheyBeganWhateverFails() {
    writeTwoDevices();
    CProgram.generate(project);
    for (CProgram program : CProgram.all(project, "main.c")) {
      String all = "+dsp +npu dsp( )dsp npu( add )npu -npu -dsp ";
      assertEquals(all + "0 4 5", program.run());
      assertEquals("+dsp 101 0 0", program.run("1"));
      assertEquals("+dsp +npu -dsp 102 0 0", program.run("2"));
      assertEquals("+dsp +npu dsp( -npu -dsp 103 0 0", program.run("3"));
      assertEquals("+dsp +npu dsp( )dsp -npu -dsp 104 0 0", program.run("4"));
      assertEquals("+dsp +npu dsp( )dsp npu( -npu -dsp 105 0 0", program.run("5"));
      assertEquals(all + "106 4 5", program.run("6"));
      assertEquals(all + "107 4 5", program.run("7"));
      assertEquals(all + "108 4 5", program.run("8"));
      assertEquals(all + "109 4 5", program.run("9"));
      assertEquals(all + "106 4 5", program.run("6", "9"));
      assertEquals("-2 0 0", program.run("-1"));
    }
  }

  @Test
  void comeBehindWhateverElseTheCallerBrings() {
    writeTwoDevices();
    CProgram.generate(project, "-Ademitasse.workspace=static");
    for (CProgram program : CProgram.all(project, "-DSTATIC", "main.c")) {
      assertEquals("+dsp +npu dsp( )dsp npu( add )npu -npu -dsp 0 4 5", program.run());
    }
  }

  /** A step of a profile is a call with Open and Close, and ends whatever fails. */
  @Test
  void areWithinTheStepsOfAProfile() throws IOException {
    writeTwoDevices();
    project.with(
        "main.c",
        MAIN
            + """

            uint32_t tvmgen_net_profile_begin(int32_t i) {
              printf("<%d ", (int)i);
              return 7;
            }

            void tvmgen_net_profile_end(int32_t i, uint32_t began) {
              printf("%d>%s ", (int)i, began == 7 ? "" : "?");
            }
            """);
    CProgram.generate(project, "-Ademitasse.profile=on");
    for (CProgram program : CProgram.all(project, "main.c")) {
      String all = "+dsp +npu <0 dsp( )dsp 0> <1 npu( add )npu 1> -npu -dsp ";
      assertEquals(all + "0 4 5", program.run());
      assertEquals("+dsp +npu -dsp 102 0 0", program.run("2"));
      assertEquals("+dsp +npu <0 dsp( 0> -npu -dsp 103 0 0", program.run("3"));
      assertEquals("+dsp +npu <0 dsp( )dsp 0> -npu -dsp 104 0 0", program.run("4"));
      assertEquals(all + "106 4 5", program.run("6"));
    }
    assertTrue(
        c("tvmgen_net.h")
            .contains(
                """
                #define TVMGEN_NET_STEPS(S) \\
                  S("OnDsp", "tvmgen_net_on_dsp", "Net.java", 12, 0) \\
                  S("AcmeAdd", "acme_add", "Net.java", 12, 0)

                """),
        c("tvmgen_net.h"));
  }

  /** In one file with the rest, the header has the hooks and kernels. */
  @Test
  void areDeclaredInAnAmalgamatedHeader() {
    writeTwoDevices();
    project.with("main.c", MAIN.replace("#include \"tvmgen_net_operators.h\"\n", ""));
    CProgram.generate(project, "-Ademitasse.amalgamated=on");
    for (CProgram program : CProgram.all(project, "main.c")) {
      assertEquals("+dsp +npu dsp( )dsp npu( add )npu -npu -dsp 0 4 5", program.run());
    }
  }

  /** A kernel as its Java keeps its device: the interface of the network is the same. */
  @Test
  void stayWhereTheReferenceIsCompiled() {
    writeTwoDevices();
    project.with(
        "main.c",
        MAIN.replace(
            "int32_t acme_add(",
            "int32_t acme_add(const float *, float *, float, void *);\n\nint32_t acme_add("));
    CProgram.generate(project, "-Ademitasse.external=reference");
    for (CProgram program : CProgram.all(project, "main.c")) {
      assertEquals("+dsp +npu dsp( )dsp npu( )npu -npu -dsp 0 4 5", program.run());
    }
  }

  /** Each operator with the device that it is called on. */
  private List<String> placed() throws IOException {
    return Pattern.compile("(TVMDevice\\w+Open|(?<=status = )tvmgen_net_(?!on_devices)\\w+)\\(")
        .matcher(c("tvmgen_net.c"))
        .results()
        .map(r -> r.group(1))
        .toList();
  }

  @Test
  void areSaidByTheOperatorThePartOrTheNetwork() throws IOException {
    project
        .with("Add.java", adding("", "Add"))
        .with("OnDsp.java", adding("@Device(\"dsp\")", "OnDsp"))
        .with(
            "Part.java",
            IMPORTS
                + """
                @Device("fpga")
                public class Part {
                  @State F32 last = F32.zeros(2);

                  public F32 run(F32 x) {
                    F32 y = Add.apply(last, 1f);
                    last = x;
                    return OnDsp.apply(helped(y), 1f);
                  }

                  static F32 helped(F32 x) {
                    return Add.apply(x.reshape(2, 1), 2f).reshape(2);
                  }
                }
                """)
        .with(
            "Net.java",
            IMPORTS
                + """
                @Network
                @Device("npu")
                public class Net {
                  final Part part = new Part();

                  public F32 run(@Shape({2}) F32 x) {
                    return Add.apply(part.run(x), 3f);
                  }
                }
                """);
    CProgram.generate(project);
    assertEquals(
        List.of(
            "TVMDeviceFpgaOpen",
            "tvmgen_net_add_add",
            "TVMDeviceDspOpen",
            "tvmgen_net_on_dsp",
            "TVMDeviceNpuOpen",
            "tvmgen_net_add",
            "tvmgen_net_copy"),
        placed());
    assertTrue(
        c("tvmgen_net.h")
            .contains("struct tvmgen_net_devices {\n  void *fpga;\n  void *dsp;\n  void *npu;\n};"),
        c("tvmgen_net.h"));
  }

  @Test
  void haveDeclaredHooks() throws IOException {
    project
        .with("OnDsp.java", adding("@Device(\"ethos_u\")", "OnDsp"))
        .with("Net.java", network("OnDsp.apply(x, 1f)"));
    CProgram.generate(project);
    String header = c("tvmgen_net_operators.h");
    assertEquals(
        """
        /**
         * Device 'ethos_u', which the firmware brings: a run of the network is between Activate and
         * Deactivate, each call on the device between Open and Close.
         *
         * @param context the member of the struct of devices
         * @return 0; any other status ends the run
         */
        int32_t TVMDeviceEthosUActivate(void *context);
        int32_t TVMDeviceEthosUOpen(void *context);
        int32_t TVMDeviceEthosUClose(void *context);
        int32_t TVMDeviceEthosUDeactivate(void *context);

        """,
        header.substring(header.indexOf("/**"), header.indexOf("/**\n * OnDsp")));
  }
}
