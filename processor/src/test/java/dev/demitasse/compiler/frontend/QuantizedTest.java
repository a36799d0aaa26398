package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the header and the JSON say of the real numbers that integers stand for. */
class QuantizedTest {
  private static final String NET =
      """
      import dev.demitasse.F32;
      import dev.demitasse.I16;
      import dev.demitasse.I32;
      import dev.demitasse.I8;
      import dev.demitasse.Network;
      import dev.demitasse.Quantized;
      import dev.demitasse.Shape;
      import dev.demitasse.U8;

      @Network
      public class Net {
        record Sound(
            @Shape({4}) @Quantized(scale = 0.003921569f, zeroPoint = 255) U8 left,
            @Shape({4}) I8 right) {}

        record Result(
            @Quantized(scale = 1.4e-45f, zeroPoint = -128) I8 soft,
            @Quantized(scale = 3.4028235e38f, zeroPoint = Integer.MIN_VALUE) I32 loud) {}

        public Result run(
            Sound sound,
            @Shape({}) @Quantized(scale = 1, zeroPoint = Integer.MAX_VALUE) I32 gain) {
          return new Result(sound.right(), gain);
        }
      }
      """;

  /** Each number as the compiler reads it: the bits of the scale, and the zero point. */
  private static final String MAIN =
      """
      #include "tvmgen_net.h"
      #include <stdio.h>
      #include <string.h>

      static void print(float scale, int32_t zero) {
        uint32_t bits;
        memcpy(&bits, &scale, sizeof bits);
        printf("%08lx %ld\\n", (unsigned long)bits, (long)zero);
      }

      int main(void) {
        print(TVMGEN_NET_SOUND_LEFT_SCALE, 1 - TVMGEN_NET_SOUND_LEFT_ZERO_POINT);
        print(TVMGEN_NET_GAIN_SCALE, TVMGEN_NET_GAIN_ZERO_POINT);
        print(TVMGEN_NET_SOFT_SCALE, 1 -TVMGEN_NET_SOFT_ZERO_POINT);
        print(TVMGEN_NET_LOUD_SCALE, TVMGEN_NET_LOUD_ZERO_POINT);
      #ifdef TVMGEN_NET_SOUND_RIGHT_SCALE
      #error "nobody said so"
      #endif
        return 0;
      }
      """;

  @TempDir private Path folder;
  private Project project;

  @BeforeEach
  void generate() {
    project = new Project(folder).with("Net.java", NET).with("main.c", MAIN);
    CProgram.generate(project);
  }

  private static String line(float scale, int zero) {
    return "%08x %d%n".formatted(Float.floatToIntBits(scale), zero);
  }

  @Test
  void macrosAreReadAsTheFloatsThatJavaHas() {
    String expected =
        line(0.003921569f, -254)
            + line(1f, Integer.MAX_VALUE)
            + line(1.4e-45f, 129)
            + line(3.4028235e38f, Integer.MIN_VALUE);
    CProgram.all(project, "main.c").forEach(program -> assertEquals(expected, program.run()));
  }

  @Test
  void jsonHasTheNumbersAndTheirMacros() {
    JsonObject json = new Described(folder.resolve("out")).json("c/tvmgen_net.json");
    JsonObject left = json.getAsJsonArray("inputs").get(0).getAsJsonObject();
    assertEquals(0.003921569f, left.get("scale").getAsFloat());
    assertEquals(255, left.get("zero_point").getAsInt());
    JsonObject macros = left.getAsJsonObject("macros");
    assertEquals("TVMGEN_NET_SOUND_LEFT_SCALE", macros.get("scale").getAsString());
    assertEquals("TVMGEN_NET_SOUND_LEFT_ZERO_POINT", macros.get("zero_point").getAsString());
    for (JsonElement output : json.getAsJsonArray("outputs")) {
      assertEquals(
          output.getAsJsonObject().get("member").getAsString().equals("soft") ? -128 : -0x80000000,
          output.getAsJsonObject().get("zero_point").getAsInt());
    }
    assertFalse(json.getAsJsonArray("inputs").get(1).getAsJsonObject().has("scale"));
  }
}
