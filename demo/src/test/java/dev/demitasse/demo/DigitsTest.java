package dev.demitasse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.F32;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Digits} on the JVM, as its author would test it. */
class DigitsTest {
  private final Digits network = DigitsModel.load();
  private final TestImages images;

  DigitsTest() throws IOException {
    images = TestImages.in(Path.of("data"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, 200, 300, 359})
  void recognisesAnImage(int image) {
    Answers answer = answers(IntStream.of(image));
    assertEquals(images.label(image), answer.digit(0));
    assertTrue(answer.confidence(0) > 0.5f, answer::toString);
  }

  @Test
  void recognisesNearlyAllImages() {
    List<Integer> wrong = answers(IntStream.range(0, images.count())).wrong(images);
    assertTrue(wrong.size() <= 0.03 * images.count(), () -> "misread: " + wrong);
  }

  @Test
  void answersWithProbabilities() {
    F32 output = network.classify(images.tensor(0));
    float sum = 0;
    for (int digit = 0; digit < Answers.DIGITS; digit++) {
      assertTrue(output.at(digit) >= 0, output::toString);
      sum += output.at(digit);
    }
    assertEquals(1, sum, 1e-6);
  }

  private Answers answers(IntStream numbers) {
    return new Answers(numbers.mapToObj(i -> network.classify(images.tensor(i))).toList());
  }
}
