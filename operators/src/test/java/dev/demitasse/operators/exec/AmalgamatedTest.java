package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A network in one header and one source compiles alone, without a warning, has the symbols that it
 * has in several, and gives the bits of the JVM.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmalgamatedTest {
  @TempDir private static Path folder;

  /** Each value of each member with each entry, not each with each other. */
  private final List<Combination> combinations =
      Combination.all().stream()
          .filter(c -> c.packsOperators() == (c.isFull() || c.state() || c.mapsIo()))
          .filter(c -> c.mapsIo() || !c.checks().equals("off"))
          .filter(c -> c.hasSystemLib() == c.isFull() && c.hasPool() == c.isStatic())
          .toList();

  private InterfaceBuild build;

  @BeforeAll
  void compile() throws IOException {
    build = InterfaceBuild.of(folder, combinations, "amalgamated=on");
  }

  @Test
  void combinationsHaveAllValues() {
    assertEquals(
        Set.of("off", "pointers", "full"),
        combinations.stream().map(Combination::checks).collect(Collectors.toSet()));
    for (String entry : List.of("c", "packed", "both")) {
      List<Combination> own = combinations.stream().filter(c -> c.entry().equals(entry)).toList();
      assertTrue(own.stream().anyMatch(Combination::state), own::toString);
      assertTrue(own.stream().anyMatch(Combination::isStatic), own::toString);
      assertTrue(own.stream().anyMatch(Combination::packsOperators), own::toString);
      assertTrue(own.stream().anyMatch(c -> !c.packsOperators()), own::toString);
    }
    assertTrue(combinations.stream().anyMatch(Combination::mapsIo));
    assertTrue(combinations.stream().anyMatch(Combination::hasSystemLib));
  }

  @Test
  void filesAreTwoAndTheJson() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (Combination c : combinations) {
      List.of(".c", ".h", ".json").forEach(end -> expected.add("tvmgen_" + c.cName() + end));
    }
    try (Stream<Path> files = Files.list(build.cFolder())) {
      assertEquals(
          expected,
          files
              .map(f -> f.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GCC, -std=c99",
    "CLANG, -std=c99",
    "GXX, -xc++ -std=c++17",
    "CLANGXX, -xc++ -std=c++17"
  })
  void everyCombinationRuns(CCompiler compiler, String dialect) throws IOException {
    List<String> mistakes = build.mistakes(combinations, build.toolchain(compiler, dialect));
    assertEquals("", String.join("\n", mistakes));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GCC, -std=gnu11 -O3 -march=native -ffp-contract=fast",
    "CLANG, -std=gnu11 -O3 -march=native -ffp-contract=fast",
    "GXX, -xc++ -std=c++17 -O2",
    "CLANGXX, -xc++ -std=c++17 -O2"
  })
  void sourceCompilesAlone(CCompiler compiler, String flags) throws IOException {
    compiler.require();
    assertEquals(new Command.Ended(0, ""), compile(build, compiler, flags).ended());
  }

  /** Headers are included together, and no symbol is there twice. */
  @Test
  void networksGoIntoOneProgram() throws IOException {
    InterfaceBuild.Toolchain tools = build.toolchain(CCompiler.GCC, "-std=c99");
    List<Combination> several = combinations.stream().filter(c -> !c.hasSystemLib()).toList();
    StringBuilder main = new StringBuilder();
    List<Path> files = new ArrayList<>();
    for (Combination c : several) {
      main.append("#include \"tvmgen_%s.h\"\n".formatted(c.cName()));
      files.add(build.cFolder().resolve("tvmgen_" + c.cName() + ".c"));
    }
    Path place = Files.createDirectory(folder.resolve("together"));
    files.add(
        Files.writeString(place.resolve("main.c"), main + "int main(void) {\n  return 0;\n}\n"));
    assertEquals(new Command.Ended(0, ""), tools.compiler().compile(place, tools.flags(), files));
    List<Path> objects = new ArrayList<>(tools.runtime());
    files.forEach(f -> objects.add(Path.of(f.getFileName().toString().replace(".c", ".o"))));
    Command.Ended linked = tools.compiler().link(place, List.of(), objects, "main");
    assertEquals(new Command.Ended(0, ""), linked);
    assertEquals(0, Command.run(place, List.of("./main")).status());
  }

  private record Compiled(Path folder, Command.Ended ended) {}

  private Compiled compile(InterfaceBuild networks, CCompiler compiler, String flags)
      throws IOException {
    Path objects = Files.createTempDirectory(folder, "objects");
    List<String> words = new ArrayList<>(List.of(flags.split(" ")));
    words.add("-I" + InterfaceBuild.CRT.resolve("include"));
    List<Path> files = new ArrayList<>();
    for (Combination c : combinations) {
      networks.sources(c).forEach(name -> files.add(networks.cFolder().resolve(name)));
    }
    return new Compiled(objects, compiler.compile(objects, words, files));
  }

  @Test
  void symbolsAreThoseOfSeveralFiles() throws IOException {
    CCompiler.GCC.require();
    Path place = Files.createDirectory(folder.resolve("several"));
    InterfaceBuild several = InterfaceBuild.of(place, combinations, "amalgamated=off");
    List<String> expected = symbols(compile(several, CCompiler.GCC, "-std=c99 -O2"));
    assertTrue(expected.size() > 5 * combinations.size(), expected::toString);
    assertEquals(expected, symbols(compile(build, CCompiler.GCC, "-std=c99 -O2")));
  }

  /** What objects define for others, with the kind. */
  private static List<String> symbols(Compiled compiled) {
    assertEquals(new Command.Ended(0, ""), compiled.ended());
    String objects = "nm -g --defined-only -P *.o";
    return Command.run(compiled.folder(), List.of("sh", "-c", objects))
        .messages()
        .lines()
        .filter(line -> !line.endsWith(":"))
        .map(line -> line.replaceAll("^(\\S+ \\S).*", "$1"))
        .sorted()
        .toList();
  }
}
