package dev.demitasse.demo;

import dev.demitasse.F32;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a network said about each image.
 *
 * @param outputs for each image the probabilities of the ten digits, {@code [1, 10]}
 */
record Answers(List<F32> outputs) {
  /** How many digits there are. */
  static final int DIGITS = 10;

  Answers {
    outputs = List.copyOf(outputs);
  }

  /** Reads a file of little-endian floats, ten for each image. */
  static Answers read(Path file) throws IOException {
    FloatBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    List<F32> outputs = new ArrayList<>();
    while (values.hasRemaining()) {
      float[] output = new float[DIGITS];
      values.get(output);
      outputs.add(F32.of(output, 1, DIGITS));
    }
    return new Answers(outputs);
  }

  /** Writes the file that {@link #read} reads. */
  void write(Path file) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(outputs.size() * DIGITS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (F32 output : outputs) {
      bytes.asFloatBuffer().put(output.toArray());
      bytes.position(bytes.position() + DIGITS * Float.BYTES);
    }
    Files.write(file, bytes.array());
  }

  /** Returns the most probable digit of an image; of equals the smallest. */
  int digit(int image) {
    F32 output = outputs.get(image);
    int best = 0;
    for (int digit = 1; digit < DIGITS; digit++) {
      if (output.at(digit) > output.at(best)) {
        best = digit;
      }
    }
    return best;
  }

  /** Returns the probability, 0 to 1, of {@link #digit} as the network sees it. */
  float confidence(int image) {
    return outputs.get(image).at(digit(image));
  }

  /** Returns the numbers of the images whose digit is not the one that the image shows. */
  List<Integer> wrong(TestImages images) {
    return IntStream.range(0, images.count())
        .filter(i -> digit(i) != images.label(i))
        .boxed()
        .toList();
  }

  /** Returns of how many images all ten outputs agree, bit for bit; all NaNs count as one. */
  int countEqual(Answers others) {
    return (int)
        IntStream.range(0, Math.min(outputs.size(), others.outputs.size()))
            .filter(i -> outputs.get(i).equals(others.outputs.get(i)))
            .count();
  }
}
