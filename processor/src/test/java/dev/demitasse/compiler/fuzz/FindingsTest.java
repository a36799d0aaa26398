package dev.demitasse.compiler.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.fuzz.Program.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What random programs have brought to light, each as the smallest program that shows it. */
class FindingsTest {
  private final Map<String, Program> programs = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> everywhereTheSameBits() throws IOException {
    add(
        "helpers called with constants by helpers that are",
        """
        public static F32 apply(F32 x) {
          F32 y = F32.zeros(x.shape());
          float c = Fn.sigmoid(2.5f);
          for (int i = 0; i < x.size(); i++) {
            y.set(i, x.at(i) + c);
          }
          return y;
        }

        public static F32 run(F32 x) {
          return apply(x);
        }
        """,
        "F32 5");
    add(
        "gcc takes the factor out of a clamped product that wraps",
        """
        public static I32 apply(I32 x) {
          I32 y = I32.zeros(x.size(), 6);
          for (int i = 0; i < x.size(); i++) {
            y.set(i, Math.min(Math.max(i * -650671536, 0), 2) * 2, 1);
          }
          return y;
        }

        public static I32 run(I32 x) {
          return apply(x);
        }
        """,
        "I32 7");
    List<Fuzzer.Difference> found =
        new Fuzzer(new Figures(0))
            .differences(List.copyOf(programs.values()), Configuration.available());
    List<DynamicTest> tests = new ArrayList<>();
    programs.forEach((name, program) ->
        tests.add(
            DynamicTest.dynamicTest(
                name,
                () ->
                    assertEquals(
                        List.of(),
                        found.stream().filter(d -> d.program().equals(program)).toList()))));
    return tests.stream();
  }

  /** Adds a program with these inputs: each a type, then extents. */
  private void add(String name, String members, String... inputs) {
    int number = programs.size();
    List<Input> read = Stream.of(inputs).map(Input::of).toList();
    programs.put(name, new Program(number, read, Program.source(number, members)));
  }
}
