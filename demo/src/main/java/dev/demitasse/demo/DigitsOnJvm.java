package dev.demitasse.demo;

import dev.demitasse.F32;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Classifies the test images on the JVM: the counterpart of {@code digits_main.c}.
 *
 * <p>Arguments: the folder of data, and the file that gets ten little-endian floats for each image.
 * What was measured goes to the standard output, a name and a number on each line.
 */
public final class DigitsOnJvm {
  private static final int WARM_UP = 20;
  private static final int PASSES = 21;

  private DigitsOnJvm() {}

  /** Runs the program. */
  public static void main(String[] args) throws IOException {
    TestImages images = TestImages.in(Path.of(args[0]));
    Digits network = DigitsModel.load();
    F32[] inputs = IntStream.range(0, images.count()).mapToObj(images::tensor).toArray(F32[]::new);
    F32[] outputs = new F32[inputs.length];
    long[] passes = new long[PASSES];
    for (int pass = -WARM_UP; pass < PASSES; pass++) {
      long nanoseconds = classifyAll(network, inputs, outputs);
      if (pass >= 0) {
        passes[pass] = nanoseconds;
      }
    }
    Arrays.sort(passes);
    new Answers(Arrays.asList(outputs)).write(Path.of(args[1]));
    System.out.printf(
        Locale.ROOT, "nsPerImage %.1f%n", (double) passes[PASSES / 2] / inputs.length);
  }

  /** Classifies every image once; returns how many nanoseconds that took. */
  private static long classifyAll(Digits network, F32[] inputs, F32[] outputs) {
    long start = System.nanoTime();
    for (int i = 0; i < inputs.length; i++) {
      outputs[i] = network.classify(inputs[i]);
    }
    return System.nanoTime() - start;
  }
}
