package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generated C refuses to be compiled where it would compute other bits, and says why. */
class GuardTest {
  private static final NetworkCase NETWORK =
      new NetworkCase(
          "Guarded", 0, ElementType.F32, List.of(NetworkCase.Input.of("2 3")), "Softmax.apply(a)");

  @TempDir private static Path folder;

  private static Path sources;

  @BeforeAll
  static void build() throws IOException {
    sources = JavaBuild.of(folder.resolve("classes"), List.of(NETWORK), List.of()).cFolder();
  }

  private static Command.Ended compile(CCompiler compiler, String file, String... flags) {
    compiler.require();
    return compiler.compile(folder, List.of(flags), List.of(sources.resolve(file)));
  }

  private static void assertRefused(String reason, Command.Ended ended) {
    assertNotEquals(0, ended.status());
    assertTrue(ended.messages().contains(reason), ended::messages);
  }

  @ParameterizedTest
  @EnumSource(names = {"GCC", "CLANG"})
  void refusesFastMath(CCompiler compiler) {
    String reason = "this file needs IEEE arithmetic: compile it without -ffast-math";
    assertRefused(reason, compile(compiler, "tvmgen_guarded_0.c", "-std=c99", "-ffast-math"));
    assertRefused(reason, compile(compiler, "tvmgen_guarded_0.c", "-std=c99", "-Ofast"));
    assertRefused(
        reason, compile(compiler, "tvmgen_guarded_0.c", "-std=c99", "-ffinite-math-only"));
  }

  @Test
  void refusesTheX87Unit() {
    assumeTrue(CCompiler.isForX86());
    assertRefused(
        "this file needs floats computed as floats",
        compile(CCompiler.GCC, "tvmgen_guarded_0.c", "-std=c99", "-O2", "-mfpmath=387"));
  }

  @ParameterizedTest
  @EnumSource
  void compilesTheFileOfConstantsWithoutAny(CCompiler compiler) {
    String language = compiler.name().endsWith("XX") ? "-std=c++17" : "-std=c99";
    String kind = compiler.name().endsWith("XX") ? "-xc++" : "-xc";
    Command.Ended ended = compile(compiler, "tvmgen_guarded_0_weights.c", kind, language);
    assertEquals(new Command.Ended(0, ""), ended);
    assertTrue(Files.exists(folder.resolve("tvmgen_guarded_0_weights.o")));
  }
}
