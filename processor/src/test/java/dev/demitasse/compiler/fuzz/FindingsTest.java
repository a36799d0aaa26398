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
    add(
        "gcc negates what is subtracted from zero",
        """
        public static F32 apply(F32 x, U8 codes) {
          F32 y = F32.zeros(x.size(), 4);
          for (int i = 0; i < x.size(); i++) {
            y.set(i, 0, 0f - codes.at(i));
            y.set(i, 1, 0f - Math.abs(x.at(i)));
            y.set(i, 2, (float) (0.0 - Math.sqrt(x.at(i))));
            y.set(i, 3, -0f - codes.at(i));
          }
          return y;
        }

        public static F32 run(F32 x, U8 codes) {
          return apply(x, codes);
        }
        """,
        "F32 9",
        "U8 9");
    add(
        "a helper of constants that multiplies and adds",
        """
        static float bend(float a) {
          if (Fn.mac(a, 3f, 5f) > 2f) {
            a += 1f;
          }
          return a;
        }

        public static F32 apply(F32 x) {
          F32 y = F32.zeros(x.shape());
          for (int i = 0; i < x.size(); i++) {
            y.set(i, x.at(i) + bend(0.5f));
          }
          return y;
        }

        public static F32 run(F32 x) {
          return apply(x);
        }
        """,
        "F32 3");
    add(
        "compilers warn of bits of conditions",
        """
        public static Bool apply(I32 x) {
          Bool y = Bool.zeros(x.size(), 3);
          for (int i = 0; i < x.size(); i++) {
            y.set(i, 0, x.at(i) > 3 | x.at(i) < 1);
            y.set(i, 1, x.at(i) > 1 & x.at(i) < 3);
            y.set(i, 2, x.at(i) > 1 ^ x.at(i) < 3);
          }
          return y;
        }

        public static Bool run(I32 x) {
          return apply(x);
        }
        """,
        "I32 7");
    add(
        "compilers warn of comparisons that are known, and of variables that stay as they are",
        """
        public static I32 apply(I32 x, U8 codes) {
          I32 y = I32.zeros(x.size(), 5);
          for (int i = 0; i < x.size(); i++) {
            int v = x.at(i);
            for (int k = 0; k < 3; k++) {
              v = v >> 32;
              v = Math.max(v, v);
            }
            y.set(i, 0, v);
            y.set(i, 1, v < v ? 1 : 2);
            y.set(i, 2, (-33 | v) == 5 ? 1 : 2);
            y.set(i, 3, (v & 12) != 3 ? 1 : 2);
            y.set(i, 4, ~codes.at(i) != 3 ? 1 : 2);
          }
          return y;
        }

        public static I32 run(I32 x, U8 codes) {
          return apply(x, codes);
        }
        """,
        "I32 7",
        "U8 7");
    add(
        "gcc gets the sign of a rotated number wrong",
        """
        public static I32 apply(U8 codes) {
          I32 y = I32.zeros(codes.size(), 4);
          for (int i = 0; i < codes.size(); i++) {
            y.set(i, 0, Integer.reverse(codes.at(i)) >= 0 ? 1 : 0);
            y.set(i, 1, Integer.reverseBytes(codes.at(i)) >= 0 ? 1 : 0);
            y.set(i, 2, Integer.rotateRight(codes.at(i), 8) >= 0 ? 1 : 0);
            y.set(i, 3, (codes.at(i) << 24) + (codes.at(i) >>> 8) >= 0 ? 1 : 0);
          }
          return y;
        }

        public static I32 run(U8 codes) {
          return apply(codes);
        }
        """,
        "U8 9");
    add(
        "a view stays where it was made, whatever becomes of the number that chose it",
        """
        public static I32 apply(I32 x) {
          I32 y = x.copy().reshape(4, 3);
          I32 row = y.row(y.at(0, 1) & 3);
          y.set(0, 1, y.at(0, 1) + 1);
          row.set(2, 77);
          I32 part = y.slice(0, y.at(0, 1) & 1, 2);
          int[][] table = {{1, 2}, {3, 4}};
          int k = y.at(0, 0) & 1;
          int[] chosen = table[k];
          for (int i = 0; i < 3; i++) {
            y.set(0, 1, i);
            k = i & 1;
            part.set(1, i, chosen[1] + k);
          }
          return y;
        }

        public static I32 run(I32 x) {
          return apply(x);
        }
        """,
        "I32 12");
    add(
        "a guard that others make superfluous still shows what it guards to be safe",
        """
        public static I32 apply(I32 x) {
          I32 y = I32.zeros(2);
          for (int i = 4; i > 0; i--) {
            int g = i / 4 * 2;
            if (g >= 0 && g < 2) {
              int h = (i - g) / 2;
              if (h >= 0 && h < 2) {
                y.set(h, x.at(g) + h);
              }
            }
          }
          return y;
        }

        public static I32 run(I32 x) {
          return apply(x);
        }
        """,
        "I32 2");
    add(
        "compilers warn of negations in comparisons, and of masked products of chosen numbers",
        """
        public static I32 apply(F32 x) {
          I32 y = I32.zeros(x.size(), 4);
          for (int i = 0; i < x.size(); i++) {
            boolean p = x.at(i) > 1f;
            boolean q = x.at(i) < 3f;
            y.set(i, 0, !(p & q) == p ? 1 : 2);
            y.set(i, 1, p != !q ? 1 : 2);
            y.set(i, 2, ((x.at(i) > 1f ? -762962624 : 17) * 64) & 3);
            y.set(i, 3, (int) (x.at(i) > 1f ? 6091057110076684936L : 2147483648L) & 3);
          }
          return y;
        }

        public static I32 run(F32 x) {
          return apply(x);
        }
        """,
        "F32 7");
    add(
        "clang drops a store of what memset has stored before",
        """
        public static I16 apply(I16 x) {
          I16 y = I16.zeros(x.shape());
          for (int i = 5; i >= 0; i--) {
            if (i + 1 < 6) {
              if (i > 1) {
                y.set(i + 1, y.at(0));
              }
              y.set(i, x.at(i));
            }
          }
          return y;
        }

        public static I16 run(I16 x) {
          return apply(x);
        }
        """,
        "I16 6");
    add(
        "gcc warns of a chosen bit in a variable narrower than int",
        """
        public static U16 apply(Bool x, I32 a) {
          U16 y = U16.zeros(x.size(), 6);
          for (int i = 0; i < x.size(); i++) {
            char e = a.at(i) == 3 ? (char) 57647 : x.at(i) ? (char) 1 : (char) 0;
            y.set(i, 3, e);
            char c = x.at(i) ? (char) 0 : (char) 1;
            byte d = a.at(i) < 0 ? (byte) 1 : (byte) 0;
            y.set(i, 0, c);
            y.set(i, 1, (char) d);
            y.set(i, 2, x.at(i) ? a.at(i) < 0 ? (char) 1 : (char) 0 : y.at(0, 1));
            int k = a.at(i) & 3;
            y.set(i, 4, k == 0 ? (char) (i / -7) : k == 1 || k == 2 ? (char) (i & i) : (char) i);
            y.set(i, 5, k == 0 ? y.at(i, 0) : k == 1 || k == 2 ? (char) (k << 1) : y.at(i, 4));
          }
          return y;
        }

        public static U16 run(Bool x, I32 a) {
          return apply(x, a);
        }
        """,
        "Bool 3",
        "I32 3");
    add(
        "compilers take a product that leaps from one end of its type to the other for an overflow",
        """
        public static F32 apply(F32 x) {
          F32 y = x.copy();
          for (int i = -1; i <= 6; i += 5) {
            y.set(Math.min(Math.max(-518686487 * i, 0), 2), y.at(6));
          }
          return y;
        }

        public static F32 run(F32 x) {
          return apply(x);
        }
        """,
        "F32 7");
    add(
        "gcc warns of complements of unsigned numbers",
        """
        public static Bool apply(U16 x, U8 codes) {
          Bool y = Bool.zeros(x.size(), 2);
          for (int i = 0; i < x.size(); i++) {
            y.set(i, 0, (x.at(i) ^ 65535) >= x.at(i));
            y.set(i, 1, (255 ^ codes.at(i)) < codes.at(i));
          }
          return y;
        }

        public static Bool run(U16 x, U8 codes) {
          return apply(x, codes);
        }
        """,
        "U16 5",
        "U8 5");
    add(
        "gcc warns of comparisons of masked numbers that a cast makes narrow again",
        """
        public static Bool apply(I16 x) {
          Bool y = Bool.zeros(x.size(), 5);
          for (int i = 0; i < x.size(); i++) {
            y.set(i, 0, (int) ((long) x.at(i) & Long.MAX_VALUE) != 1333333333);
            y.set(i, 1, (int) (x.at(i) * 3L & 0xffffffffffL) < x.at(i));
            y.set(i, 2, (((char) (byte) x.at(i) | 1) & 7) == 5);
            y.set(i, 3, (-(0 << x.at(i) | 0) & 3) == 1);
            y.set(i, 4, ((i >> i) & 3) == 1);
          }
          return y;
        }

        public static Bool run(I16 x) {
          return apply(x);
        }
        """,
        "I16 5");
    add(
        "the smallest long is no small factor",
        """
        public static I64 apply(I64 x) {
          I64 y = I64.zeros(2);
          if (Long.MIN_VALUE * x.at(0) <= 1L) {
            y.set(0, 1L);
          }
          int w = 3;
          while (w > 0) {
            w -= 1;
            y.set(1, w);
          }
          return y;
        }

        public static I64 run(I64 x) {
          return apply(x);
        }
        """,
        "I64 2");
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
