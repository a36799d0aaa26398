package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that differ in numbers only call one C function, and give it the numbers. */
class SharedScalarsTest {
  private static final String IMPORTS =
      """
      import dev.demitasse.F32;
      import dev.demitasse.I32;
      import dev.demitasse.Network;
      import dev.demitasse.Operator;
      import dev.demitasse.Shape;

      """;

  private static final String REQUANTIZE =
      IMPORTS
          + """
          @Operator
          public final class Requantize {
            private Requantize() {}

            public static I32 apply(I32 x, float scale, long factor, int zeroPoint, int first) {
              I32 y = I32.zeros(x.shape());
              for (int i = first; i < x.size(); i++) {
                float scaled = x.at(x.size() - 1 - i) * scale + 0.5f;
                y.set(i, Math.max((int) (scaled * factor) + zeroPoint, zeroPoint));
              }
              return y;
            }
          }
          """;

  private static final String NET =
      IMPORTS
          + """
          @Network
          public class Net {
            public I32 run(@Shape({2, 3}) I32 x) {
              I32 a = Requantize.apply(x, 0.3f, 5, 7, 0);
              I32 b = Requantize.apply(a, -1.7f, 5, -100, 0);
              I32 c = Requantize.apply(b, 0.3f, 8, 7, 0);
              return Requantize.apply(c, 0.3f, 5, 7, 1);
            }
          }
          """;

  private static final String MAIN =
      """
      #include "tvmgen_net.h"
      #include "tvmgen_net_packed.h"
      #include <stdio.h>

      static int32_t x[6] = {3, -100, 2000000000, 0, 77, -5};
      static int32_t y[6];
      static int64_t shape[2] = {2, 3};
      static int64_t memory[TVMGEN_NET_WORKSPACE_SIZE / 8 + 2];

      static DLTensor tensor(void *data, int64_t *extents, int32_t ndim, uint8_t code, uint8_t bits) {
        DLTensor t;
        t.data = data;
        t.device.device_type = kDLCPU;
        t.device.device_id = 0;
        t.ndim = ndim;
        t.dtype.code = code;
        t.dtype.bits = bits;
        t.dtype.lanes = 1;
        t.shape = extents;
        t.strides = NULL;
        t.byte_offset = 0;
        return t;
      }

      static void print(int32_t status) {
        printf("%ld:", (long)status);
        for (int i = 0; i < 6; i++) {
          printf(" %ld", (long)y[i]);
          y[i] = 0;
        }
        printf("\\n");
      }

      int main(void) {
        struct tvmgen_net_inputs inputs = {x};
        struct tvmgen_net_outputs outputs = {y};
        struct tvmgen_net_workspace_pools pools = {memory};
        int64_t bytes = TVMGEN_NET_WORKSPACE_SIZE;
        DLTensor in = tensor(x, shape, 2, kDLInt, 32);
        DLTensor out = tensor(y, shape, 2, kDLInt, 32);
        DLTensor pool = tensor(memory, &bytes, 1, kDLUInt, 8);
        TVMValue args[5];
        int codes[5] = {kTVMDLTensorHandle, kTVMDLTensorHandle, kTVMDLTensorHandle, kTVMArgInt, kTVMArgInt};
        TVMValue result;
        int code;

        print(tvmgen_net_run(&inputs, &outputs, &pools));
        args[0].v_handle = &in;
        args[1].v_handle = &out;
        args[2].v_handle = &pool;
        print(tvmgen_net_packed_run(args, codes, 3, &result, &code, NULL));

        codes[2] = kTVMArgFloat;
        args[2].v_float64 = 0.25;
        args[3].v_int64 = 3;
        print(tvmgen_net_requantize_packed(args, codes, 4, &result, &code, NULL));
        print(tvmgen_net_requantize_packed(args, codes, 3, &result, &code, NULL));
        args[3].v_int64 = INT64_C(2147483648);
        print(tvmgen_net_requantize_packed(args, codes, 4, &result, &code, NULL));
        printf("%s\\n", TVMGetLastError());
        args[3].v_int64 = 3;
        codes[2] = kTVMArgInt;
        print(tvmgen_net_requantize_packed(args, codes, 4, &result, &code, NULL));
        printf("%s\\n", TVMGetLastError());
        return 0;
      }
      """;

  private static final Path CRT = Path.of("..", "crt").toAbsolutePath();

  @TempDir private Path folder;
  private Project project;
  private Described net;

  @BeforeEach
  void generate() {
    project =
        new Project(folder)
            .with("Requantize.java", REQUANTIZE)
            .with("Net.java", NET)
            .with("main.c", MAIN);
    CProgram.generate(
        project, "-Ademitasse.entry=both", "-Ademitasse.packed=all", "-Ademitasse.checks=full");
    net = new Described(folder.resolve("out"));
  }

  /** What the operator above does. */
  private static int[] requantized(int[] x, float scale, long factor, int zeroPoint, int first) {
    int[] y = new int[x.length];
    for (int i = first; i < x.length; i++) {
      float scaled = x[x.length - 1 - i] * scale + 0.5f;
      y[i] = Math.max((int) (scaled * factor) + zeroPoint, zeroPoint);
    }
    return y;
  }

  private static String line(int status, int... y) {
    StringBuilder text = new StringBuilder(status + ":");
    for (int i = 0; i < 6; i++) {
      text.append(' ').append(y.length == 0 ? 0 : y[i]);
    }
    return text.append('\n').toString();
  }

  @Test
  void givesTheBitsOfTheJvm() {
    int[] x = {3, -100, 2000000000, 0, 77, -5};
    int[] a = requantized(x, 0.3f, 5, 7, 0);
    int[] b = requantized(a, -1.7f, 5, -100, 0);
    int[] c = requantized(b, 0.3f, 8, 7, 0);
    String y = line(0, requantized(c, 0.3f, 5, 7, 1));
    String expected =
        y
            + y
            + line(0, requantized(x, 0.25f, 5, 3, 0))
            + line(0x800)
            + line(0x803)
            + "tvmgen_net_requantize_packed.zeroPoint: out of range\n"
            + line(0x801)
            + "tvmgen_net_requantize_packed.scale: wrong type of number\n";
    CProgram.all(project, "main.c", "-I" + CRT + "/include", CRT + "/src/main/c/last_error.c")
        .forEach(program -> assertEquals(expected, program.run()));
  }

  @Test
  void headerSaysWhatTheNumbersAre() {
    String header = net.text("c/tvmgen_net_operators.h");
    assertTrue(
        header.contains(
            """
             * @param y int32_t[2][3]
             * @param scale 0.3f or -1.7f
             * @param zeroPoint 7 or -100
             */
            int32_t tvmgen_net_requantize(const int32_t *restrict x,
                                          int32_t *restrict y,
                                          float scale,
                                          int32_t zeroPoint);
            """),
        header);
    long functions =
        Pattern.compile("int32_t tvmgen_net_requantize").matcher(header).results().count();
    assertEquals(3, functions, "one for the power of two, one for another loop");
  }

  @Test
  void jsonHasTheirValues() {
    JsonArray calls = net.json("c/tvmgen_net.json").getAsJsonArray("operators");
    JsonArray parameters = calls.get(1).getAsJsonObject().getAsJsonArray("parameters");
    assertEquals(
        "{\"name\":\"scale\",\"type\":\"float32\",\"value\":\"-1.7f\"}",
        parameters.get(2).toString());
    JsonObject zeroPoint = parameters.get(3).getAsJsonObject();
    assertEquals("-100", zeroPoint.get("value").getAsString());
  }
}
