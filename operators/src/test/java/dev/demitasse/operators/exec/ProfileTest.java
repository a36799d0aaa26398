package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks with {@code profile = on} count each step of each run, however they are called, and give
 * the bits of the JVM.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "profiling.md");
  private static final Pattern C = Pattern.compile("(?s)```c\n(.*?)```\n");
  private static final Pattern RUN = Pattern.compile("REQUIRE\\(\\w+_run\\(.*\\) == 0\\)");

  /** The program of a combination, and behind it the table of what its runs have counted. */
  private static final String PROFILED =
      """
      $define$
      #include <demitasse/profile.h>
      #define main combination
      $program$
      #undef main

      DEMITASSE_PROFILE($p$, $M$_STEPS);

      $counter$
      int main(void) {
        const uint32_t began = demitasse_cycles();
        const int status = combination();
        const uint32_t cycles = demitasse_cycles() - began;
        uint64_t sum = 0;
        for (int32_t i = 0; i < $p$_profile.length; i++) {
          sum += $p$_profile.counts[i].cycles;
        }
        if (status == 0) {
          demitasse_profile_print(&$p$_profile, putchar);
        }
        return status == 0 && sum > cycles ? 2 : status;
      }
      """;

  /** Each reading is one more than the last. */
  private static final String FAKE =
      """
      uint32_t demitasse_cycles(void) {
        static uint32_t readings = UINT32_MAX - 2;
        return readings++;
      }
      """;

  /** A network that the C of the guide goes with. */
  private static final String DIGITS =
      """
      package networks;

      import dev.demitasse.*;
      import dev.demitasse.operators.*;

      @Network
      public class Digits {
        public F32 classify(@Shape({1, 8, 8, 1}) F32 image) {
          F32 h = MaxPool2d.apply(Sigmoid.apply(image), 2);
          return Softmax.apply(h.reshape(1, h.size()));
        }
      }
      """;

  @TempDir private static Path folder;

  /** Each entry, with and without structs of pools, states and wrappers. */
  private final List<Combination> combinations =
      Combination.all().stream()
          .filter(c -> c.checks().equals("pointers") && c.systemLib().equals("off"))
          .filter(c -> c.packsOperators() == c.state() && c.hasPool() == c.isStatic())
          .toList();

  private InterfaceBuild build;

  @BeforeAll
  void compile() throws IOException {
    build = InterfaceBuild.of(folder, combinations, "profile=on");
  }

  private static String program(InterfaceBuild build, Combination c, String define, String counter)
      throws IOException {
    return PROFILED
        .replace("$define$", define)
        .replace("$counter$", counter)
        .replace("$program$", build.program(c))
        .replace("$M$", c.macro())
        .replace("$p$", "tvmgen_" + c.cName());
  }

  /** The table if each call of each step takes one cycle. */
  private String expected(Combination c) throws IOException {
    long runs = RUN.matcher(build.program(c)).results().count();
    String json = Files.readString(build.cFolder().resolve("tvmgen_" + c.cName() + ".json"));
    StringBuilder table = new StringBuilder();
    table.append("step   calls         cycles    per call      %  cycles/MAC  operator\n");
    int steps = 0;
    var operators = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("operators");
    for (var operator : operators) {
      JsonObject o = operator.getAsJsonObject();
      table.append(
          "%4d%8d%15d%12d%7.1f%12s  %s: %s, N%d.java:%d\n"
              .formatted(
                  steps,
                  runs,
                  runs,
                  1,
                  100.0 / operators.size(),
                  o.get("title").getAsString().equals("Dense")
                      ? "%.2f".formatted(1.0 / (2 * 3 * 4))
                      : "-",
                  o.get("title").getAsString(),
                  o.get("symbol").getAsString(),
                  c.number(),
                  line(c, o.get("title").getAsString())));
      steps++;
    }
    return table.append(" all%23d\n".formatted(runs * steps)).toString();
  }

  /** The line of the network that calls what begins with this operator, or has the state. */
  private static int line(Combination c, String title) {
    String call = title.equals("Copy") ? "@State" : title.replaceAll(",.*", "") + ".apply(";
    List<String> lines = c.source().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(call)) {
        return i + 1;
      }
    }
    throw new IllegalStateException("no call of " + title);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GCC, -std=c99",
    "CLANG, -std=c99",
    "GXX, -xc++ -std=c++17",
    "CLANGXX, -xc++ -std=c++17"
  })
  void everyStepOfEveryRunIsCounted(CCompiler compiler, String dialect) throws IOException {
    assertCounts(build, compiler, dialect);
  }

  @Test
  void inOneSourceToo() throws IOException {
    Path place = Files.createDirectory(folder.resolve("amalgamated"));
    InterfaceBuild one = InterfaceBuild.of(place, combinations, "profile=on", "amalgamated=on");
    assertCounts(one, CCompiler.GCC, "-std=c99");
  }

  private void assertCounts(InterfaceBuild build, CCompiler compiler, String dialect)
      throws IOException {
    InterfaceBuild.Toolchain tools = build.toolchain(compiler, dialect);
    List<String> mistakes = new ArrayList<>();
    for (Combination c : combinations) {
      String program = program(build, c, "#define DEMITASSE_CYCLES_OWN", FAKE);
      Command.Ended ended = build.run(c.cName(), program, tools);
      if (!ended.equals(new Command.Ended(0, expected(c)))) {
        mistakes.add(c + ": " + ended + expected(c));
      }
    }
    assertEquals("", String.join("\n", mistakes));
  }

  /** What is between the steps takes time, too, so that the sum is less than the whole. */
  @Test
  void stepsAreNoLongerThanTheWhole() throws IOException {
    InterfaceBuild.Toolchain tools = build.toolchain(CCompiler.GCC, "-std=gnu11 -O2");
    String program = program(build, combinations.get(0), "#define DEMITASSE_CYCLES_CLOCK", "");
    assertEquals(0, build.run("clock", program, tools).status());
  }

  @Test
  void cOfTheGuideRuns() throws IOException {
    Path place = Files.createDirectory(folder.resolve("guide"));
    JavaBuild digits = JavaBuild.of(place, Map.of("Digits", DIGITS), List.of("profile=on"));
    List<String> examples =
        C.matcher(Files.readString(GUIDE)).results().map(r -> r.group(1)).toList();
    assertEquals(2, examples.size());
    List<String> flags =
        List.of("-std=c99", "-I" + digits.cFolder(), "-I" + InterfaceBuild.CRT.resolve("include"));
    List<Path> files = new ArrayList<>();
    for (String example : examples) {
      files.add(Files.writeString(place.resolve("guide" + files.size() + ".c"), example));
    }
    files.add(digits.cFolder().resolve("tvmgen_digits.c"));
    CCompiler.GCC.require();
    assertEquals(new Command.Ended(0, ""), CCompiler.GCC.compile(place, flags, files));
    List<Path> program = List.of(Path.of("guide0.o"), Path.of("tvmgen_digits.o"));
    assertEquals(new Command.Ended(0, ""), CCompiler.GCC.link(place, List.of(), program, "guide"));
    List<String> table = Command.run(place, List.of("./guide")).messages().lines().toList();
    assertEquals(List.of("0      10", "1      10"), List.of(row(table, 1), row(table, 2)));
    assertTrue(table.get(1).endsWith(", Digits.java:9"), table::toString);
  }

  private static String row(List<String> table, int index) {
    return table.get(index).strip().substring(0, 9);
  }
}
