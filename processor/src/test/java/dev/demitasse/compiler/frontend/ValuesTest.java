package dev.demitasse.compiler.frontend;

import static dev.demitasse.compiler.frontend.Lowered.lowered;
import static dev.demitasse.compiler.frontend.Lowered.module;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Numbers, arrays, fields and attributes of Java in the generic form of the IR. */
class ValuesTest {

  /** Compares what statements become, with {@code int n} before and a {@code return} behind. */
  private static void check(String statements, String expected) {
    String text = lowered("int n = x.dim(0); n += 0;\n" + statements + "\nreturn x;\n");
    String before = "  var n: i32 = dim(x, 0)\n  n = n\n";
    assertEquals(before, text.substring(0, before.length()));
    assertEquals(
        expected, text.substring(before.length(), text.length() - "  return x\n}\n".length()));
  }

  // ---- Numbers ----

  @Test
  void assignmentsNarrowAsJavaDoes() {
    check(
        """
        byte b = 'a';
        short h = (byte) 200;
        char c = 98;
        long l = 3;
        b += 1.5;
        b >>>= 1;
        h++;
        c--;
        l <<= n;
        n <<= 33L;
        """,
        """
          var b: i8 = 97:i8
          var h: i16 = -56:i16
          var c: u16 = 98:u16
          var l: i64 = 3:i64
          b = cast<i8>(cast<f64>(b) + 0x1.8p0:f64)
          b = cast<i8>(cast<i32>(b) >>> 1)
          h = cast<i16>(cast<i32>(h) + 1)
          c = cast<u16>(cast<i32>(c) - 1)
          l = l << cast<i64>(n)
          n = n << 1
        """);
  }

  @Test
  void elementsNarrowToo() {
    check(
        """
        byte[] a = new byte[4];
        a[n] += 3;
        a[1]++;
        char[] cs = {'a', 98};
        boolean[] flags = {true, n > 3};
        flags[0] ^= flags[1];
        """,
        """
          let a: i8[] = array<i8>(4)
          a[n] = cast<i8>(cast<i32>(a[n]) + 3)
          a[1] = cast<i8>(cast<i32>(a[1]) + 1)
          let cs: u16[] = array<u16>{97:u16, 98:u16}
          let flags: bool[] = array<bool>{true, n > 3}
          flags[0] = flags[0] ^ flags[1]
        """);
  }

  @Test
  void castsGoThroughIntAndWrap() {
    check(
        """
        double d = n;
        char c = (char) -1;
        int i = (int) 1e20;
        byte b = (byte) d;
        c = (char) d;
        long l = (long) d;
        """,
        """
          let d: f64 = cast<f64>(n)
          var c: u16 = 65535:u16
          let i: i32 = 2147483647
          let b: i8 = cast<i8>(d)
          c = cast<u16>(d)
          let l: i64 = cast<i64>(d)
        """);
  }

  @Test
  void mixedOperandsMeetInTheWiderType() {
    check(
        """
        char c = (char) n;
        long l = n;
        boolean t = c == 'a' && 3L > n;
        t &= n > 3;
        t = !t | n == 3 ^ t;
        int code = 'a' + c;
        l = ~l;
        n = -(byte) n;
        double d = c * 2.5;
        """,
        """
          let c: u16 = cast<u16>(n)
          var l: i64 = cast<i64>(n)
          var t: bool = cast<i32>(c) == 97 && 3:i64 > cast<i64>(n)
          t = t & n > 3
          t = !t | n == 3 ^ t
          let code: i32 = 97 + cast<i32>(c)
          l = l ^ -1:i64
          n = neg(cast<i32>(cast<i8>(n)))
          let d: f64 = cast<f64>(c) * 0x1.4p1:f64
        """);
  }

  @Test
  void divisorsOfIntegersAreToBeProved() {
    check(
        """
        short h = 2;
        h += 0;
        long l = n / 3;
        n = n / h;
        l %= n;
        n /= 0;
        float q = n / 2f;
        q = 1 / q;
        q = q % 3;
        """,
        """
          var h: i16 = 2:i16
          h = h
          var l: i64 = cast<i64>(n / 3)
          n = n / divisor(cast<i32>(h))
          l = l % divisor(cast<i64>(n))
          n = n / divisor(0)
          var q: f32 = cast<f32>(n) / 0x1.0p1:f32
          q = 0x1.0p0:f32 / q
          q = invoke<f32> "dev.demitasse.runtime.JavaLang.floatRemainder(f32,f32)"(q, 0x1.8p1:f32)
        """);
  }

  // ---- Arrays ----

  @Test
  void arraysOfArraysAreMadeRowByRow() {
    check(
        """
        int[][] a = new int[2][n];
        int[][] b = {{1, 2}, new int[] {3, n}};
        a[1][n] += b[0][1];
        n = a.length + a[0].length;
        int[] row = a[1].clone();
        """,
        """
          let a: i32[][] = array<i32[]>{array<i32>(n), array<i32>(n)}
          let b: i32[][] = array<i32[]>{array<i32>{1, 2}, array<i32>{3, n}}
          a[1][n] = a[1][n] + b[0][1]
          n = length(a) + length(a[0])
          let row: i32[] = clone(a[1])
        """);
  }

  @Test
  void methodsOfArraysAreCalledByTheirTypes() {
    check(
        """
        int[] s = x.shape();
        Arrays.fill(s, 'a');
        int[] t = Arrays.copyOfRange(s, 1, Arrays.copyOf(s, n).length);
        if (Arrays.equals(s, t)) {
          System.arraycopy(s, 0, t, 1, n);
        }
        """,
        """
          let s: i32[] = shape(x)
          let fill: void = invoke<void> "java.util.Arrays.fill(i32[],i32)"(s, 97)
          let t: i32[] = invoke<i32[]> "java.util.Arrays.copyOfRange(i32[],i32,i32)"(s, 1, length(invoke<i32[]> "java.util.Arrays.copyOf(i32[],i32)"(s, n)))
          if invoke<bool> "java.util.Arrays.equals(i32[],i32[])"(s, t) {
            let arraycopy: void = invoke<void> "java.lang.System.arraycopy(i32[],i32,i32[],i32,i32)"(s, 0, t, 1, n)
          }
        """);
  }

  // ---- Fields, attributes, helpers ----

  @Test
  void staticFinalFieldsAreConstantsOrFunctions() {
    assertEquals(
        """
        table "ops.Op.ROOT()"() -> f32 {
          return 0x1.6a09e6p0:f32
        }

        table "ops.Op.PAIRS()"() -> i32[][] {
          return array<i32[]>{array<i32>{1, 2}, invoke<i32[]> "ops.Op.make(i32)"(2)}
        }

        func "ops.Op.make(i32)"(n: i32) -> i32[] {
          return array<i32>{n, n}
        }

        operator "ops.Op.apply(tensor<f32>)"(x: tensor<f32>) -> tensor<f32> {
          let a: f32 = invoke<f32> "ops.Op.ROOT()"() * 0x1.0p1:f32
          let b: i32 = invoke<i32[][]> "ops.Op.PAIRS()"()[1][0] + 3
          return x
        }
        """,
        module(
            """
            static final float ROOT = (float) Math.sqrt(2);
            static final int[][] PAIRS = {{1, 2}, make(2)};
            static final int THREE = 3;
            static int[] make(int n) {
              return new int[] {n, n};
            }
            public static F32 apply(F32 x) {
              float a = ROOT * 2;
              int b = PAIRS[1][0] + Op.THREE;
              return x;
            }
            """));
  }

  @Test
  void enumsAndStringsAreCompared() {
    assertEquals(
        """
        operator "ops.Op.apply(tensor<f32>,text,enum ops.Op.Mode)"(x: tensor<f32>, s: text, m: enum ops.Op.Mode) -> tensor<f32> {
          var n: i32 = select(same(m, enum ops.Op.Mode#A), 0, select(same(m, enum ops.Op.Mode#B), 1, 2))
          if same(s, "on") || !same("off", s) {
            n = 7
          }
          if same(s, "x") {
            n = 8
          } else {
            if same(m, enum ops.Op.Mode#A) && !same(m, enum ops.Op.Mode#C) {
              reject join("no ", s, " ", m, 32:u16, 98:u16)
            }
          }
          return x
        }
        """,
        module(
            """
            enum Mode { A, B, C }
            public static F32 apply(F32 x, String s, Mode m) {
              int n = m.ordinal();
              if (s.equals("on") || !"off".equals(s)) {
                n = 7;
              }
              switch (s) {
                case "x" -> n = 8;
                default -> {
                  if (m.equals(Mode.A) && m != Mode.C) {
                    throw new IllegalArgumentException("no " + s + " " + m + ' ' + 'b');
                  }
                }
              }
              return x;
            }
            """));
  }

  @Test
  void helpersMayStoreToArraysAndReturnEarly() {
    assertEquals(
        """
        func "ops.Op.add(f32[],f32)"(a: f32[], by: f32) -> void {
          block end {
            if by == 0x0.0p0:f32 {
              leave end
            }
            for i in 0 to length(a) {
              a[i] = a[i] + by
            }
          }
        }

        operator "ops.Op.apply(tensor<f32>)"(x: tensor<f32>) -> tensor<f32> {
          let a: f32[] = array<f32>(3)
          let add: void = invoke<void> "ops.Op.add(f32[],f32)"(a, 0x1.0p1:f32)
          return x
        }
        """,
        module(
            """
            static void add(float[] a, float by) {
              if (by == 0) {
                return;
              }
              for (int i = 0; i < a.length; i++) {
                a[i] += by;
              }
            }
            public static F32 apply(F32 x) {
              float[] a = new float[3];
              add(a, 2);
              return x;
            }
            """));
  }

  @Test
  void variablesMayGetTheirValuesLater() {
    check(
        """
        F32 y;
        int k;
        int[] a;
        String s;
        ElementType e;
        if (n > 3) {
          y = x.row(0);
          k = 3;
          a = new int[n];
          s = "many";
          e = ElementType.I8;
        } else {
          y = x;
          k = 4;
          a = x.shape();
          s = "few";
          e = ElementType.F64;
        }
        s += k;
        """,
        """
          var y: tensor<f32> = x
          var k: i32 = 0
          var a: i32[] = array<i32>{}
          var s: text = ""
          var e: enum dev.demitasse.ElementType = enum dev.demitasse.ElementType#F32
          if n > 3 {
            y = row(x, 0)
            k = 3
            a = array<i32>(n)
            s = "many"
            e = enum dev.demitasse.ElementType#I8
          } else {
            y = x
            k = 4
            a = shape(x)
            s = "few"
            e = enum dev.demitasse.ElementType#F64
          }
          s = join(s, join(k))
        """);
  }

  // ---- Records ----

  @Test
  void recordsHaveTheirConstructorAndAccessors() {
    assertEquals(
        """
        func "ops.Op.Pair.k()"(this: object ops.Op.Pair) -> i32 {
          return field<i32> "k"(this) + 1
        }

        func "ops.Op.Pair.sum(object ops.Op.Pair)"(this: object ops.Op.Pair, other: object ops.Op.Pair) -> i32 {
          return field<i32> "k"(this) + field<i32> "k"(other) + invoke<i32> "ops.Op.Pair.k()"(other) + invoke<i32> "ops.Op.Pair.k()"(this)
        }

        func "ops.Op.Pair.left()"(this: object ops.Op.Pair) -> tensor<f32> {
          return field<tensor<f32>> "left"(this)
        }

        func "ops.Op.Pair.<init>(tensor<f32>,i32)"(left: tensor<f32>, k: i32) -> object ops.Op.Pair {
          return object ops.Op.Pair{"left": left, "k": k}
        }

        func "ops.Op.Size.n()"(this: object ops.Op.Size) -> i32 {
          return field<i32> "n"(this)
        }

        func "ops.Op.Size.<init>(i32)"(var n: i32) -> object ops.Op.Size {
          if n < 0 {
            reject join("n is ", n)
          }
          n = n * 2
          return object ops.Op.Size{"n": n}
        }

        operator "ops.Op.apply(tensor<f32>,object ops.Op.Size)"(x: tensor<f32>, size: object ops.Op.Size) -> tensor<f32> {
          let p: object ops.Op.Pair = invoke<object ops.Op.Pair> "ops.Op.Pair.<init>(tensor<f32>,i32)"(x, invoke<i32> "ops.Op.Size.n()"(size))
          let sum: i32 = invoke<i32> "ops.Op.Pair.sum(object ops.Op.Pair)"(p, p)
          return invoke<tensor<f32>> "ops.Op.Pair.left()"(p)
        }
        """,
        module(
            """
            record Pair(F32 left, int k) {
              public int k() {
                return k + 1;
              }
              int sum(Pair other) {
                return this.k + other.k + other.k() + k();
              }
            }
            public record Size(int n) {
              public Size {
                if (n < 0) {
                  throw new IllegalArgumentException("n is " + n);
                }
                n *= 2;
              }
            }
            public static F32 apply(F32 x, Size size) {
              Pair p = new Pair(x, size.n());
              int sum = p.sum(p);
              return p.left();
            }
            """));
  }
}
