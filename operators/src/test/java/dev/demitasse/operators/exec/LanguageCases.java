package dev.demitasse.operators.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Operators of our own that use all of the Java that operators may use. */
final class LanguageCases {

  /**
   * A class with an operator.
   *
   * @param calls of it, in networks
   */
  private record Language(String name, String members, List<Call> calls) {

    String source() {
      return """
      package %s;

      import dev.demitasse.*;
      import java.util.Arrays;

      @Operator
      public final class %s {
        private %2$s() {}

      %s
      }
      """
          .formatted(NetworkCase.PACKAGE, name, members.indent(2));
    }
  }

  /** A call: the type of its result, the expression, the inputs. */
  private record Call(String result, String expression, List<String> inputs) {
    Call(String result, String expression, String... inputs) {
      this(result, expression, List.of(inputs));
    }
  }

  private static final List<Language> OPERATORS = new ArrayList<>();

  private LanguageCases() {}

  private static void put(String name, String members, Call... calls) {
    OPERATORS.add(new Language(name, members, List.of(calls)));
  }

  static void addTo(Networks networks) {
    for (Language operator : OPERATORS) {
      for (Call call : operator.calls()) {
        networks.addReturning(
            NetworkCase.elementType(call.result()),
            operator.name(),
            call.expression(),
            call.inputs().toArray(String[]::new));
      }
    }
  }

  /** The classes of the operators, by name, as Java. */
  static Map<String, String> operators() {
    Map<String, String> sources = new TreeMap<>();
    OPERATORS.forEach(o -> sources.put(o.name(), o.source()));
    return sources;
  }

  // ---- Loops ----

  static {
    put(
        "CountingLoops",
        """
        public static F32 apply(F32 x) {
          int n = x.size();
          F32 y = F32.zeros(8);
          float s = 0;
          for (int i = 0, j = n - 1; i < j; i++, j--) {
            s += x.at(i) * x.at(j);
          }
          y.set(0, s);
          s = 1;
          for (int i = 0; i < n && s < 4f; i++) {
            s += Math.abs(x.at(i));
          }
          y.set(1, s);
          s = 0;
          for (int i = n - 1, k = 1; i >= 0; i -= 2, k *= 3) {
            if (x.at(i) < 0) {
              continue;
            }
            s += x.at(i) + k;
          }
          y.set(2, s);
          for (long k = 0; k < 5; k++) {
            s += k;
          }
          y.set(3, s);
          for (byte b = 10; b > 0; b -= 3) {
            s -= b;
          }
          y.set(4, s);
          int i;
          for (i = 0; i < n; i++) {
            if (x.at(i) > 1f) {
              break;
            }
          }
          y.set(5, i);
          for (i = 1; i < 1000; i *= 2) {
            s++;
          }
          y.set(6, s + i);
          for (int extent : x.shape()) {
            s = s * 2 + extent;
          }
          y.set(7, s);
          return y;
        }
        """,
        new Call("F32", "CountingLoops.apply(a)", "7"),
        new Call("F32", "CountingLoops.apply(a)", "2 3"),
        new Call("F32", "CountingLoops.apply(a)", "1"));
    put(
        "WhileLoops",
        """
        public static F32 apply(F32 x) {
          F32 y = F32.zeros(x.shape());
          int i = 0;
          while (i < x.size()) {
            float a = Math.abs(x.at(i));
            float root = a > 1 ? a : 1;
            int steps = 0;
            do {
              root = 0.5f * (root + a / root);
              steps++;
            } while (steps < 6 && Math.abs(root * root - a) > 0.001f);
            y.set(i, root);
            i++;
          }
          return y;
        }
        """,
        new Call("F32", "WhileLoops.apply(a)", "9"));
    put(
        "Median",
        """
        /** Of each five neighbours, by insertion. */
        public static F32 apply(F32 x) {
          F32 y = F32.zeros(x.size());
          for (int i = 0; i < x.size(); i++) {
            float[] window = new float[5];
            for (int k = 0; k < 5; k++) {
              int at = Math.min(Math.max(i + k - 2, 0), x.size() - 1);
              float v = x.at(at);
              int p = k;
              while (p > 0 && window[p - 1] > v) {
                window[p] = window[p - 1];
                p--;
              }
              window[p] = v;
            }
            y.set(i, window[2]);
          }
          return y;
        }
        """,
        new Call("F32", "Median.apply(a)", "12"));
    put(
        "Search",
        """
        /** Where the first row is that has an element of q, and how often it was not there. */
        public static I32 apply(I32 x, I32 q) {
          I32 y = I32.zeros(q.dim(0), 2);
          queries:
          for (int k = 0; k < q.dim(0); k++) {
            int missed = 0;
            rows:
            for (int i = 0; i < x.dim(0); i++) {
              for (int j = 0; j < x.dim(1); j++) {
                int e = x.at(i, j) & 7;
                if (e == 0) {
                  continue rows;
                }
                if (e == (q.at(k) & 7)) {
                  y.set(k, 0, i);
                  y.set(k, 1, missed);
                  continue queries;
                }
                missed++;
                if (missed > 6) {
                  break rows;
                }
              }
            }
            y.set(k, 0, -1);
            y.set(k, 1, missed);
          }
          return y;
        }
        """,
        new Call("I32", "Search.apply(a, b)", "I32 3 4", "I32 5"));

    // ---- Choices ----

    put(
        "Switches",
        """
        public enum Mode { LOW, HIGH, NONE }

        public static I32 apply(I32 x, Mode mode, String name) {
          I32 y = I32.zeros(x.size(), 4);
          for (int i = 0; i < x.size(); i++) {
            int e = x.at(i);
            int r = 0;
            switch (e & 7) {
              case 0:
                r = 1;
                break;
              case 1:
              case 2:
                r = 2;
              case 3:
                r += 10;
                if (e > 100) {
                  break;
                }
                r++;
              default:
                r += 100;
              case 6:
                r += 1000;
                break;
              case 7:
                r = -1;
            }
            y.set(i, 0, r);
            y.set(i, 1, switch ((byte) e) {
              case 1, 2, 3 -> e * 2;
              case -128 -> 7;
              default -> e >>> 3;
            });
            long l = switch ((char) (e & 3)) {
              case 'a' -> 5;
              case 2 -> {
                if (e < 0) {
                  yield e;
                }
                yield e + 1L;
              }
              default -> 3;
            };
            y.set(i, 2, (int) l);
            y.set(i, 3, level(mode, e) + mode.ordinal());
          }
          switch (name) {
            case "first" -> y.set(0, 0, 77);
            case "none" -> {}
            default -> throw new IllegalArgumentException("no " + name);
          }
          return y;
        }

        static int level(Mode mode, int e) {
          return switch (mode) {
            case LOW -> e > 5 ? 5 : e;
            case HIGH -> Math.max(e, 5);
            case NONE -> {
              int half = e / 2;
              yield half - 1;
            }
          };
        }
        """,
        new Call("I32", "Switches.apply(a, Switches.Mode.LOW, \"first\")", "I32 9"),
        new Call("I32", "Switches.apply(a, Switches.Mode.HIGH, \"none\")", "I32 8"),
        new Call("I32", "Switches.apply(a, Switches.Mode.NONE, \"first\")", "I32 40"));

    // ---- Numbers ----

    put(
        "Narrowing",
        """
        public static I64 apply(I32 x, F64 z) {
          I64 y = I64.zeros(x.size(), 12);
          for (int i = 0; i < x.size(); i++) {
            byte b = (byte) x.at(i);
            short h = (short) x.at(i);
            char c = (char) x.at(i);
            int n = x.at(i);
            long l = n;
            float f = n;
            boolean t = n > 0;
            b += z.at(i);
            y.set(i, 0, b);
            b >>>= 1;
            b ^= c;
            y.set(i, 1, b);
            b--;
            h *= 3.5f;
            h++;
            y.set(i, 2, h);
            c -= 'a';
            c <<= 3;
            y.set(i, 3, c);
            n <<= l;
            n -= 0.5;
            y.set(i, 4, n);
            l <<= n;
            l >>>= b;
            l |= c;
            y.set(i, 5, l);
            f /= 3;
            f %= 7;
            f--;
            y.set(i, 6, (long) f);
            t &= c > 100;
            t |= h == b;
            t ^= !t | l < f;
            y.set(i, 7, t ? 1 : -1);
            n = x.at(i);
            final short other = h;
            if (other != 0) {
              n /= other;
              y.set(i, 8, n % other);
            }
            l %= (n & 31) + 1;
            y.set(i, 9, l);
            y.set(i, 10, (char) z.at(i) + (short) z.at(i) * (byte) z.at(i));
            y.set(i, 11, (char) -n + ('a' + c) - (b < c ? b : c));
          }
          return y;
        }
        """,
        new Call("I64", "Narrowing.apply(a, b)", "I32 40", "F64 40"));

    // ---- Arrays ----

    put(
        "LocalArrays",
        """
        public static I32 apply(I32 x) {
          int[] counts = new int[16];
          for (int i = 0; i < x.size(); i++) {
            counts[x.at(i) & 15]++;
          }
          byte[] last = {1, 2, 3, 4};
          long[] sums = new long[4];
          boolean[] seen = new boolean[4];
          char[] letters = {'a', 98, 'c', (char) x.size()};
          int[][] grid = new int[3][4];
          for (int i = 0; i < x.size(); i++) {
            int k = x.at(i) & 3;
            last[k] += x.at(i);
            sums[k] += x.at(i) * 3L;
            seen[k] |= x.at(i) > 5;
            letters[k]++;
            if (k < 3) {
              grid[k][x.at(i) >> 4 & 3] -= i;
            }
          }
          I32 y = I32.zeros(16 + 4 + 12);
          for (int i = 0; i < counts.length; i++) {
            y.set(i, counts[i]);
          }
          for (int k = 0; k < 4; k++) {
            y.set(16 + k, (int) (last[k] * sums[k] % 1000003) + (seen[k] ? letters[k] : 0));
          }
          for (int i = 0; i < grid.length; i++) {
            for (int j = 0; j < grid[i].length; j++) {
              y.set(20 + i * 4 + j, grid[i][j]);
            }
          }
          return y;
        }
        """,
        new Call("I32", "LocalArrays.apply(a)", "I32 50"));
    put(
        "DeepArrays",
        """
        private static final short[][][] STEPS = {{{1, -2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}};

        public static I32 apply(I32 x) {
          int[][][] counts = new int[2][3][4];
          long[][][][] sums = new long[2][2][2][2];
          int[][] corner = counts[1];
          for (int i = 0; i < x.size(); i++) {
            int a = x.at(i) & 1;
            int b = i % 3;
            int c = x.at(i) >> 8 & 3;
            counts[a][b][c] += STEPS[a][b][c & 1];
            counts[1][2][c]++;
            sums[a][1][c & 1][c >> 1] ^= x.at(i);
          }
          corner[0][0]++;
          I32 y = I32.zeros(24 + 16);
          for (int i = 0; i < 24; i++) {
            y.set(i, counts[i / 12][i / 4 % 3][i % 4]);
          }
          for (int i = 0; i < 16; i++) {
            y.set(24 + i, (int) sums[i >> 3][i >> 2 & 1][i >> 1 & 1][i & 1]);
          }
          return y;
        }
        """,
        new Call("I32", "DeepArrays.apply(a)", "I32 50"));
    put(
        "Tables",
        """
        static final float SCALE = (float) Math.sqrt(2);
        static final double[] POWERS = powers(8);
        static final int[][] STEPS = {{1, 2, 3, 4}, {5, 6, 7, 8}};
        private static final byte[] CODES = {-1, 'a', 3};

        static double[] powers(int n) {
          double[] p = new double[n];
          p[0] = 1;
          for (int i = 1; i < n; i++) {
            p[i] = p[i - 1] * 1.1;
          }
          return p;
        }

        public static F32 apply(F32 x, I32 at) {
          F32 y = F32.zeros(x.shape());
          for (int i = 0; i < x.size(); i++) {
            int k = at.at(i) & 7;
            double v = x.at(i) * POWERS[k] + STEPS[k >> 2][k & 3] * SCALE;
            v += CODES[i % 3] + STEPS[1].length;
            v += CountingTable.ODD[k];
            y.set(i, (float) v);
          }
          return y;
        }
        """,
        new Call("F32", "Tables.apply(a, b)", "20", "I32 20"));
    put(
        "CountingTable",
        """
        public static final short[] ODD = {1, 3, 5, 7, 9, 11, 13, 15};

        public static I32 apply(I32 x) {
          int[] mine = Arrays.copyOf(new int[] {4, 5, 6}, 5);
          int[] more = mine.clone();
          Arrays.fill(more, 1, 3, 7);
          System.arraycopy(more, 0, more, 1, 4);
          int[] some = Arrays.copyOfRange(more, 1, 4);
          add(some, x.at(0));
          int sum = Arrays.equals(mine, more) ? 1 : 2;
          for (int v : some) {
            sum = sum * 31 + v;
          }
          for (int v : more) {
            sum = sum * 31 + v;
          }
          I32 y = I32.zeros(2);
          y.set(0, sum + total(mine[1], x.at(0), 3) + total());
          y.set(1, clamp(x.at(0), 10) + clamp(x.at(1), 3L));
          return y;
        }

        static void add(int[] a, int by) {
          if (by == 3) {
            return;
          }
          for (int i = 0; i < a.length; i++) {
            a[i] += by;
          }
        }

        static int total(int... values) {
          int total = 0;
          for (int v : values) {
            total += v;
          }
          return total;
        }

        static int clamp(int a, int limit) {
          for (int i = 0; i < 10; i++) {
            if (a < i * 5) {
              return i;
            }
            if (a == 77) {
              break;
            }
          }
          return limit;
        }

        static int clamp(int a, long limit) {
          return a > limit ? (int) limit : a;
        }
        """,
        new Call("I32", "CountingTable.apply(a)", "I32 2"));

    // ---- Records ----

    put(
        "Extremes",
        """
        private record Found(F32 values, I32 places) {}

        /** How to look. */
        public record Window(int size, float scale) {
          public Window {
            if (size < 1) {
              throw new IllegalArgumentException("size " + size);
            }
            size = Math.min(size, 8);
          }

          int first(int i) {
            return Math.max(i - size() + 1, 0);
          }

          float scaled(float x) {
            return scale * x;
          }
        }

        private record Best(float value, int place) {
          Best or(Best other) {
            return new Best(
                other.value > value ? other.value : value,
                other.value > value ? other.place : place);
          }
        }

        public static F32 apply(F32 x, Window window) {
          Found found = find(x, window);
          F32 y = F32.zeros(2, x.dim(0));
          for (int i = 0; i < x.dim(0); i++) {
            y.set(0, i, found.values().at(i));
            y.set(1, i, found.places().at(i));
          }
          return y;
        }

        static Found find(F32 x, Window window) {
          F32 values = F32.zeros(x.shape());
          I32 places = I32.zeros(x.shape());
          for (int i = 0; i < x.dim(0); i++) {
            Best best = new Best(window.scaled(x.at(i)), i);
            for (int k = 1; k < window.size; k++) {
              int at = window.first(i) % x.dim(0);
              best = best.or(new Best(window.scaled(x.at(at)), at + k));
            }
            values.set(i, best.value());
            places.set(i, best.place());
          }
          return new Found(values, places);
        }
        """,
        new Call("F32", "Extremes.apply(a, new Extremes.Window(3, 2f))", "9"),
        new Call("F32", "Extremes.apply(a, new Extremes.Window(30, -1f))", "5"));

    put(
        "Late",
        """
        enum Side { FRONT, BACK }

        /** Puts zeros before or behind the last axis. */
        public static F32 apply(F32 x, boolean front) {
          Side side;
          F32 from;
          int[] shape;
          if (front) {
            side = Side.FRONT;
            from = x.copy();
            shape = x.shape();
          } else {
            side = Side.BACK;
            from = x.transpose(1, 0);
            shape = from.shape();
          }
          shape[x.rank() - 1] += 2;
          F32 y = F32.zeros(shape);
          for (Side each : Side.values()) {
            if (each != side) {
              continue;
            }
            F32 middle = y.slice(1, each == Side.FRONT ? 2 : 0, from.dim(1));
            for (int i = 0; i < from.dim(0); i++) {
              F32 row = middle.row(i);
              for (int j = 0; j < row.dim(0); j++) {
                row.set(new int[] {j}, from.at(new int[] {i, j}) * (1 + each.ordinal()));
              }
            }
          }
          return y;
        }
        """,
        new Call("F32", "Late.apply(a, true)", "2 3"),
        new Call("F32", "Late.apply(a, false)", "2 3"));

    put(
        "Halves",
        """
        public record Parts(F32 low, F32 high) {
          F32 both() {
            return low;
          }
        }

        /** Splits by sign. */
        public static Parts apply(F32 x) {
          F32 low = F32.zeros(x.shape());
          F32 high = F32.zeros(x.shape());
          for (int i = 0; i < x.size(); i++) {
            low.set(i, Math.min(x.at(i), 0f));
            high.set(i, Math.max(x.at(i), 0f));
          }
          return new Parts(low, high);
        }
        """,
        new Call("F32", "Halves.apply(a).high()", "7"),
        new Call("F32", "Halves.apply(Halves.apply(a).high()).low()", "7"));

    // ---- Any rank ----

    put(
        "AnyRank",
        """
        /** Sums along an axis, and reverses the others. */
        public static F32 apply(F32 x, int axis, int[] weights) {
          int[] shape = new int[x.rank() - 1];
          int size = 1;
          for (int d = 0, e = 0; d < x.rank(); d++) {
            if (d == axis) {
              continue;
            }
            shape[e] = x.dim(d);
            size *= shape[e];
            e++;
          }
          F32 y = F32.zeros(shape);
          for (int i = 0; i < size; i++) {
            float sum = 0;
            for (int k = 0; k < x.dim(axis); k++) {
              sum += x.slice(axis, k, 1).at(i) * weights[k % weights.length];
            }
            y.set(size - 1 - i, sum);
          }
          return y;
        }
        """,
        new Call("F32", "AnyRank.apply(a, 0, new int[] {1, 2})", "3 2"),
        new Call("F32", "AnyRank.apply(a, 1, new int[] {1, 2, 5})", "3 4 2"),
        new Call("F32", "AnyRank.apply(a, 2, new int[] {3})", "2 3 2"));
  }
}
