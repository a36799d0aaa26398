package dev.demitasse.crt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime's own tests, in {@code src/test/c}, with several compilers and their options. */
@Execution(ExecutionMode.CONCURRENT)
class RuntimeTest {
  private static final String SANITIZE = "-fsanitize=address,undefined -fno-sanitize-recover=all ";
  private static final String POOL = "-DDEMITASSE_CRT_POOL_BYTES=8192";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O0",
        "gcc -O2",
        "clang -O2",
        "gcc -O1 -DTVM_CRT_STACK_ALLOCATOR_ENABLE_LIFO_CHECK " + SANITIZE,
        "clang -O1 " + SANITIZE,
        "gcc -O2 -m32 -msse2 -mfpmath=sse",
        "gcc -O1 -m32 -msse2 -mfpmath=sse " + SANITIZE,
      })
  void testsPass(String line) {
    assumeTrue(
        System.getenv("CI") != null || Files.exists(Path.of("/usr/include/doctest/doctest.h")),
        "doctest is not installed (Debian package: doctest-dev)");
    CCompiler c = CCompiler.of(line);
    CCompiler cpp = CCompiler.of(line.replace("gcc", "g++").replace("clang", "clang++") + " -O0");
    List<String> objects = new ArrayList<>();
    for (String source : CCompiler.files("src/main/c", ".c")) {
      objects.add(compile(c, source));
    }
    for (String source : CCompiler.files("src/test/c", ".c")) {
      objects.add(compile(c, source));
    }
    for (String source : CCompiler.files("src/test/c", ".cc")) {
      objects.add(compile(cpp, source));
    }
    Path program = folder.resolve("tests");
    objects.add("-o" + program);
    cpp.compile(objects);
    String report = CCompiler.outputOf(List.of(program.toString()));
    assertTrue(report.contains("Status: SUCCESS!"), report);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -xc -std=gnu11 -O3",
        "clang -xc -std=c99 -O3",
        "g++ -xc++ -std=c++17",
        "clang++ -xc++ -std=c++17",
        "arm-none-eabi-gcc -xc -std=c99 -mcpu=cortex-m4 -mthumb -Os",
        "arm-none-eabi-g++ -xc++ -std=c++17 -mcpu=cortex-m4 -mthumb -Os",
      })
  void sourcesCompileWithoutWarning(String line) {
    CCompiler compiler = CCompiler.of(line);
    for (String source : CCompiler.files("src/main/c", ".c")) {
      compiler.compile("-c", "-o" + folder.resolve("object"), source);
      compiler.compile(POOL, "-c", "-o" + folder.resolve("object"), source);
    }
  }

  /** Its last line fails a check on purpose, and so it ends. */
  @Test
  void firmwareWrittenForTvmRuns() {
    CCompiler gcc = CCompiler.of("gcc -std=gnu11 -O2 -I" + CCompiler.ROOT.resolve("src/test/tvm"));
    List<String> arguments = new ArrayList<>(CCompiler.files("src/main/c", ".c"));
    arguments.addAll(CCompiler.files("src/test/tvm", ".c"));
    Path program = folder.resolve("firmware");
    arguments.add("-o" + program);
    gcc.compile(arguments);
    String report = CCompiler.outputOf(List.of("sh", "-c", program + " 2>&1; echo $?"));
    String[] lines = report.split("\n", -1);
    assertEquals("1.0 2.0 3.0", lines[0]);
    assertTrue(
        lines[1].endsWith(": check failed: TVMAotExecutor_GetNumInputs(executor) < 1: the end"),
        report);
    assertEquals("TVMPlatformAbort: 0x00000500", lines[2]);
    assertEquals("255", lines[3]);
  }

  /** What a C++ firmware defines is in the image as it is, not made when it starts. */
  @ParameterizedTest
  @ValueSource(strings = {"g++ -O0", "clang++ -O0"})
  void tablesOfCppNeedNoCode(String line) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("firmware.cc"),
            """
            #include "tvmgen_many.h"
            #include "tvmgen_tiny.h"
            #define FUNCTIONS(F) TVMGEN_TINY_FUNCTIONS(F) TVMGEN_MANY_FUNCTIONS(F)
            DEMITASSE_SYSTEM_LIB(FUNCTIONS);
            """);
    Path object = folder.resolve("firmware.o");
    CCompiler.of(line + " -std=c++17")
        .compile(
            "-I" + CCompiler.ROOT.resolve("src/test/c"), "-c", source.toString(), "-o" + object);
    String functions =
        CCompiler.outputOf(List.of("nm", object.toString()))
            .lines()
            .filter(symbol -> symbol.matches(".* [tT] .*"))
            .map(symbol -> symbol.substring(symbol.lastIndexOf(' ') + 1))
            .collect(Collectors.joining(" "));
    assertEquals("TVMSystemLibEntryPoint", functions);
  }

  private String compile(CCompiler compiler, String source) {
    String standard = source.endsWith(".cc") ? "-std=c++17" : "-std=c99";
    String object = folder.resolve(source.substring(1).replace('/', '_') + ".o").toString();
    compiler.compile(standard, POOL, "-c", "-o" + object, source);
    return object;
  }
}
