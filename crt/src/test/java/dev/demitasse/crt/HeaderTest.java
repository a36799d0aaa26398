package dev.demitasse.crt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers compile without a warning in both languages, and types have TVM's layout. */
class HeaderTest {
  private static final String FIRMWARE =
      """
      #include <demitasse/crt.h>
      #include <demitasse/crt.h>
      #include <stdint.h>

      DEMITASSE_CONST_SECTION DEMITASSE_ALIGNED(16) static const int8_t weights[4] = {1, 2, 3, 4};
      DEMITASSE_WORKSPACE_SECTION DEMITASSE_ALIGNED(16) static uint8_t workspace[64];

      typedef char ok_is_zero[DEMITASSE_OK == 0 ? 1 : -1];
      typedef char errors_are_negative[DEMITASSE_TOO_SMALL < 0 ? 1 : -1];

      int32_t run(void);
      int32_t run(void) {
        workspace[0] = (uint8_t)weights[3];
        return (uintptr_t)workspace % 16u == 0u ? DEMITASSE_OK : DEMITASSE_MISALIGNED;
      }
      """;

  private static final String PROFILE =
      """
      #include <demitasse/profile.h>

      uint32_t net_profile_begin(int32_t step);
      void net_profile_end(int32_t step, uint32_t began);
      #define STEPS(S) S("Dense", "net_dense", "Net.java", 12, 640)
      DEMITASSE_PROFILE(net, STEPS);

      void print(int (*put)(int));
      void print(int (*put)(int)) {
        demitasse_cycles_start();
        demitasse_profile_print(&net_profile, put);
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -xc -std=c99",
        "gcc -xc -std=c99 -m32",
        "clang -xc -std=c99",
        "clang -xc -std=c99 -m32",
        "arm-none-eabi-gcc -xc -std=c99 -mcpu=cortex-m4 -mthumb",
        "arm-none-eabi-gcc -xc -std=c99 -mcpu=cortex-m4 -mthumb -fno-short-enums",
        "g++ -xc++ -std=c++17",
        "g++ -xc++ -std=c++17 -m32",
        "clang++ -xc++ -std=c++17",
        "arm-none-eabi-g++ -xc++ -std=c++17 -mcpu=cortex-m4 -mthumb",
      })
  void compilesWithoutWarning(String line) throws IOException {
    CCompiler compiler = CCompiler.of(line);
    compile(compiler, FIRMWARE);
    for (String header : CCompiler.files("include", ".h")) {
      compile(compiler, "#include \"%1$s\"\n#include \"%1$s\"\nvoid f(void);\n".formatted(header));
    }
  }

  /** Each counter of cycles, chosen by the target or by name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -xc -std=c99",
        "gcc -xc -std=c99 -m32",
        "gcc -xc -std=c99 -DDEMITASSE_CYCLES_CLOCK",
        "gcc -xc -std=c99 -DDEMITASSE_CYCLES_OWN",
        "clang -xc -std=c99 --target=riscv32 -ffreestanding",
        "arm-none-eabi-gcc -xc -std=c99 -mcpu=cortex-m0 -mthumb",
        "arm-none-eabi-gcc -xc -std=c99 -mcpu=cortex-m4 -mthumb",
        "arm-none-eabi-gcc -xc -std=c99 -mcpu=cortex-m33 -mthumb",
        "arm-none-eabi-g++ -xc++ -std=c++17 -mcpu=cortex-m0 -mthumb",
        "arm-none-eabi-g++ -xc++ -std=c++17 -mcpu=cortex-m7 -mthumb",
      })
  void profileHasACounter(String line) throws IOException {
    compile(CCompiler.of(line), PROFILE);
  }

  /** The numbers of TVM's objects, beside the sums that demitasse/abi.h asserts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -xc -std=c99 -DSIZE=48 -DSHAPE=24 -DOFFSET=40 -DMETADATA=80",
        "gcc -xc -std=c99 -m32 -DSIZE=36 -DSHAPE=20 -DOFFSET=28 -DMETADATA=60",
        "arm-none-eabi-gcc -xc -std=c99 -mcpu=cortex-m4 -mthumb"
            + " -DSIZE=40 -DSHAPE=20 -DOFFSET=32 -DMETADATA=80",
        "arm-none-eabi-g++ -xc++ -std=c++17 -mcpu=cortex-m4 -mthumb"
            + " -DSIZE=40 -DSHAPE=20 -DOFFSET=32 -DMETADATA=80",
      })
  void typesHaveTheLayoutOfTvm(String line) throws IOException {
    compile(
        CCompiler.of(line),
        """
        #include <demitasse/abi.h>
        DEMITASSE_ASSERT(size, sizeof(DLTensor) == SIZE);
        DEMITASSE_ASSERT(shape, offsetof(DLTensor, shape) == SHAPE);
        DEMITASSE_ASSERT(offset, offsetof(DLTensor, byte_offset) == OFFSET);
        DEMITASSE_ASSERT(metadata, sizeof(struct TVMMetadata) == METADATA);
        """);
  }

  private void compile(CCompiler compiler, String text) throws IOException {
    Path source = Files.writeString(folder.resolve("source"), text);
    compiler.compile("-c", "-o" + folder.resolve("object"), source.toString());
  }
}
