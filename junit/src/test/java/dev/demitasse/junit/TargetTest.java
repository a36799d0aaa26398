package dev.demitasse.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.F32;
import dev.demitasse.F64;
import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.junit.fixture.Attributes;
import dev.demitasse.junit.fixture.Gathered;
import dev.demitasse.junit.fixture.Lookup;
import dev.demitasse.junit.fixture.Mixer;
import dev.demitasse.junit.fixture.MixerModel;
import dev.demitasse.junit.fixture.Overloads;
import dev.demitasse.junit.fixture.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Calls of operators and networks, on all kinds of machines, and what is said of wrong ones. */
@RunOn({Machine.JVM, Machine.NATIVE, Machine.CORTEX_M4})
class TargetTest {
  private static final F32 X = F32.of(new float[] {1, -2, 3, Float.NaN, -0f, 0.1f}, 2, 3);
  private static final F32 FACTORS = F32.of(new float[] {3, 0.1f, -1e30f}, 3);

  private static Mixer.Signal signal(int run) {
    I8 codes = I8.zeros(2, 5);
    for (int i = 0; i < codes.size(); i++) {
      codes.set(i, (byte) (20 * i - 17 * run));
    }
    return new Mixer.Signal(F32.of(new float[] {run - 1.5f, 0.25f * run, -run}, 3), codes);
  }

  @Test
  void operatorGivesWhatTheJvmGives(Target target) {
    F32 y = target.apply(Scale.class, X, FACTORS);
    assertEquals(Scale.apply(X, FACTORS), y);
    assertEquals(Scale.apply(y, FACTORS), target.apply(Scale.class, y, FACTORS));
    F32 oneRow = X.row(0).reshape(1, 3);
    assertEquals(Scale.apply(oneRow, FACTORS), target.apply(Scale.class, oneRow, FACTORS));
  }

  @Test
  void inputsAreThoseOfTheCall(Target target) {
    F32 x = X.copy();
    F32 y = target.apply(Scale.class, x, FACTORS);
    x.set(0, 7);
    y.set(0, 7);
  }

  @Test
  void attributesAreThoseOfTheCall(Target target) {
    float[] unusual = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, 1e9f
    };
    for (float f : unusual) {
      F64 y =
          target.apply(
              Attributes.class,
              F64.of(new double[] {1, 2}, 2),
              Byte.MIN_VALUE,
              Short.MIN_VALUE,
              '\uffff',
              Integer.MIN_VALUE,
              Long.MIN_VALUE,
              f,
              (double) -f,
              true,
              "\u00e9 \"\\n\"\n",
              new Attributes.Settings(f, Attributes.Kind.NEGATED, new int[][] {{1}, {-2}}));
      assertEquals(1, y.at(10));
    }
  }

  @Test
  void overloadIsTheOneThatJavaTakes(Target target) {
    F32 x = F32.of(new float[] {1, 2}, 2);
    assertEquals(Overloads.apply(x, 3), target.apply(Overloads.class, x, 3));
    assertEquals(Overloads.apply(x, 3f), target.apply(Overloads.class, x, 3f));
    assertEquals(Overloads.apply(x, (short) 3), target.apply(Overloads.class, x, (short) 3));
    I8 codes = I8.of(new byte[] {1, -128}, 2);
    assertEquals(Overloads.apply(codes, -1), target.apply(Overloads.class, codes, -1));
    Overloads.Pair pair = new Overloads.Pair(x, FACTORS);
    assertEquals(Overloads.apply(pair), target.apply(Overloads.class, pair));
    assertEquals(Overloads.apply(pair, x, x), target.apply(Overloads.class, pair, x, x));
    F32[] xs = {x};
    assertEquals(Overloads.apply(pair, xs), target.apply(Overloads.class, pair, xs));
  }

  @Test
  void preconditionsAreThoseOfTheJava(Target target) {
    assertMessage(
        "2 factors for depth 3", () -> target.apply(Scale.class, X, F32.of(new float[] {1, 2}, 2)));
  }

  @Test
  void networkKeepsItsStatesUntilAReset(Target target) {
    for (int pass = 0; pass < 2; pass++) {
      Mixer mixer = MixerModel.load();
      for (int run = 0; run < 3; run++) {
        Mixer.Mixed expected = mixer.mix(signal(run), FACTORS);
        assertEquals(expected, target.run(Mixer.class, signal(run), FACTORS));
      }
      target.reset();
    }
  }

  @Test
  void dataThatBreaksAPromiseIsFoundOnAllMachines(Target target) {
    I32 inside = I32.of(new int[] {0, 1}, 2);
    I32 outside = I32.of(new int[] {0, 2}, 2);
    target.apply(Gathered.class, X, inside);
    assertThrows(IndexOutOfBoundsException.class, () -> target.apply(Gathered.class, X, outside));
    target.apply(Gathered.class, X, inside);
    target.run(Lookup.class, X, inside);
    target.run(Lookup.class, X, inside);
    assertThrows(IndexOutOfBoundsException.class, () -> target.run(Lookup.class, X, outside));
    assertEquals(F32.zeros(2, 3), target.run(Lookup.class, X, inside));
  }

  @Test
  void saysWhatIsNoOperatorOrNetwork(Target target) {
    assertMessage(
        "java.lang.String is not an operator: it has no @Operator",
        () -> target.apply(String.class, X));
    assertMessage(
        Mixer.class.getName()
            + " is not an operator: it has no @Operator; networks are run by 'run'",
        () -> target.apply(Mixer.class, X));
    assertMessage(
        "java.lang.String is not a network: it has no @Network", () -> target.run(String.class, X));
    assertMessage(
        Scale.class.getName()
            + " is not a network: it has no @Network; operators are run by 'apply'",
        () -> target.run(Scale.class, X));
  }

  @Test
  void saysWhatArgumentsThereAre(Target target) {
    assertMessage(
        "no 'apply' of Scale takes (F32[2, 3], Integer); there is apply(F32, F32)",
        () -> target.apply(Scale.class, X, 3));
    assertMessage(
        "no 'apply' of Scale takes (F32[2, 3], null); there is apply(F32, F32)",
        () -> target.apply(Scale.class, X, null));
    String takes =
        "'mix' of Mixer takes (F32[3] signal_levels, I8[2, 5] signal_codes, F32[3] more)";
    assertMessage(
        takes + ", but is given (Signal, F32[2, 3])", () -> target.run(Mixer.class, signal(1), X));
    assertMessage(takes + ", but is given (Signal)", () -> target.run(Mixer.class, signal(1)));
    assertMessage(
        takes + ", but is given (F32[3], I8[2, 5], F32[3])",
        () -> target.run(Mixer.class, FACTORS, signal(1).codes(), FACTORS));
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
