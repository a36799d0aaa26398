package dev.demitasse.crt;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime's own tests, in {@code src/test/c}, with several compilers and their options. */
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

  private String compile(CCompiler compiler, String source) {
    String standard = source.endsWith(".cc") ? "-std=c++17" : "-std=c99";
    String object = folder.resolve(source.substring(1).replace('/', '_') + ".o").toString();
    compiler.compile(standard, POOL, "-c", "-o" + object, source);
    return object;
  }
}
