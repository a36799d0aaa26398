package dev.demitasse.compiler.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random programs have the same results on the JVM, as IR and as C.
 *
 * <p>C compilers take their time: those for a batch of programs are some of all, in turn. {@code
 * -Ddemitasse.fuzz.programs=200000} runs more programs than usual, with fewer compilers for each;
 * {@code -Ddemitasse.fuzz.seed=…} begins with another program.
 */
class FuzzTest {
  private static final int USUAL = 2000;
  private static final int PROGRAMS = Integer.getInteger("demitasse.fuzz.programs", USUAL);
  private static final long SEED = Long.getLong("demitasse.fuzz.seed", 1);
  private static final int BATCH = 100;
  private static final int SHOWN = 5;
  private static final Path FIGURES = Path.of("target", "fuzz.json");

  @Test
  void everywhereTheSameBits() throws IOException, InterruptedException, ExecutionException {
    Figures figures = new Figures(SEED);
    Fuzzer fuzzer = new Fuzzer(figures);
    List<Fuzzer.Difference> found = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<List<Fuzzer.Difference>>> batches = new ArrayList<>();
      for (int begin = 0; begin < PROGRAMS; begin += BATCH) {
        List<Configuration> configurations = configurations(begin / BATCH);
        long first = SEED + begin;
        int count = Math.min(BATCH, PROGRAMS - begin);
        batches.add(
            threads.submit(() -> fuzzer.differences(programs(first, count), configurations)));
      }
      for (Future<List<Fuzzer.Difference>> batch : batches) {
        found.addAll(batch.get());
        batch.get().forEach(System.err::println);
        figures.write(FIGURES);
      }
    }
    assertEquals(PROGRAMS, figures.programs() + figures.broken());
    assertEquals("", report(found));
  }

  private static List<Program> programs(long first, int count) {
    return LongStream.range(first, first + count).mapToObj(Generator::program).toList();
  }

  private static List<Configuration> configurations(int batch) {
    List<Configuration> all = Configuration.available();
    int some = PROGRAMS <= BATCH ? all.size() : PROGRAMS <= USUAL ? all.size() / 2 : 1;
    return Stream.iterate(batch * some, i -> i + 1)
        .limit(some)
        .map(i -> all.get(i % all.size()))
        .toList();
  }

  private static String report(List<Fuzzer.Difference> found) {
    StringBuilder text = new StringBuilder();
    for (Fuzzer.Difference difference : found.subList(0, Math.min(SHOWN, found.size()))) {
      text.append(difference).append('\n').append(difference.program().source()).append('\n');
    }
    return text.append(found.size() > SHOWN ? "and more, " + found.size() : "").toString();
  }

  /** What a compiler could do wrong is found. */
  @ParameterizedTest(name = "{0} for {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shifts by more than there are bits | & 31\\)              | )
          a signed sum overflows             | \\(uint32_t\\)       | (int32_t)
          NaN becomes the largest int        | \\(x != x \\? 0 : INT32_MIN\\) | INT32_MAX
          a loop begins late                 | for \\(int32_t i = 0 | for (int32_t i = 1
          a comparison is turned around      | (\\w) < (\\w)        | $1 > $2
          a quotient for a remainder         | (\\w) % (\\w)        | $1 / $2
          """)
  void findsDefects(String defect, String right, String wrong) throws IOException {
    UnaryOperator<String> edit = text -> text.replaceAll(right, wrong);
    List<Fuzzer.Difference> found =
        new Fuzzer(new Figures(1), edit)
            .differences(programs(1, 80), List.of(Configuration.GCC_SANITIZED));
    assertFalse(found.isEmpty(), defect);
  }
}
