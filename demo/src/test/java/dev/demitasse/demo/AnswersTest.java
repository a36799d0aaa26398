package dev.demitasse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Answers}: what the demo's claims rest on. */
class AnswersTest {
  private static final F32 THREE = output(0.1f, 0, 0, 0.6f, 0, 0.3f, 0, 0, 0, 0);
  private static final F32 FIVE = output(0.1f, 0, 0, 0.3f, 0, 0.6f, 0, 0, 0, 0);

  @Test
  void readsWhatWasWritten(@TempDir Path folder) throws IOException {
    Answers answers = new Answers(List.of(THREE, FIVE));
    Path file = folder.resolve("answers of two.bin");
    answers.write(file);
    assertEquals(answers, Answers.read(file));
  }

  @Test
  void takesTheMostProbableDigit() {
    Answers answers = new Answers(List.of(THREE, FIVE));
    assertEquals(3, answers.digit(0));
    assertEquals(0.6f, answers.confidence(1));
  }

  @Test
  void countsEqualImages() {
    Answers answers = new Answers(List.of(THREE, FIVE));
    assertEquals(2, answers.countEqual(new Answers(List.of(THREE, FIVE.copy()))));
    assertEquals(1, answers.countEqual(new Answers(List.of(THREE, THREE))));
    assertEquals(1, answers.countEqual(new Answers(List.of(THREE))));
  }

  @Test
  void tellsZeroesApartButNotNaNs() {
    F32 zero = output(0, 0, 0, 0, 0, 0, 0, 0, 0, Float.NaN);
    F32 otherNan = output(0, 0, 0, 0, 0, 0, 0, 0, 0, Float.intBitsToFloat(0x7fc00001));
    F32 negative = output(-0.0f, 0, 0, 0, 0, 0, 0, 0, 0, Float.NaN);
    Answers answers = new Answers(List.of(zero, zero));
    assertEquals(1, answers.countEqual(new Answers(List.of(otherNan, negative))));
  }

  private static F32 output(float... probabilities) {
    return F32.of(probabilities, 1, Answers.DIGITS);
  }
}
