package dev.demitasse.demo;

import dev.demitasse.F32;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The images that took no part in training, with the digit that each one shows. */
final class TestImages {
  /** Rows of an image, and pixels of a row. */
  static final int SIDE = 8;

  private static final int PIXELS = SIDE * SIDE;
  private static final int WHITE = 16;
  private static final String INK = " .:-=+*#%@";

  private final byte[] pixels;
  private final byte[] labels;

  private TestImages(byte[] pixels, byte[] labels) {
    if (pixels.length != labels.length * PIXELS) {
      throw new IllegalArgumentException(
          labels.length + " labels do not fit " + pixels.length + " bytes of images");
    }
    this.pixels = pixels;
    this.labels = labels;
  }

  /** Returns the file of the images in the demo's folder of data. */
  static Path file(Path data) {
    return data.resolve("digits-test-images.bin");
  }

  /** Reads images and labels from the demo's folder of data. */
  static TestImages in(Path data) throws IOException {
    return new TestImages(
        Files.readAllBytes(file(data)), Files.readAllBytes(data.resolve("digits-test-labels.bin")));
  }

  /** Returns how many images there are. */
  int count() {
    return labels.length;
  }

  /** Returns the digit, 0 to 9, that an image shows. */
  int label(int image) {
    return labels[image];
  }

  /** Returns an image as the network wants it: pixels from 0 to 1, {@code [1, 8, 8, 1]}. */
  F32 tensor(int image) {
    F32 tensor = F32.zeros(1, SIDE, SIDE, 1);
    for (int i = 0; i < PIXELS; i++) {
      tensor.set(i, pixels[PIXELS * image + i] / (float) WHITE);
    }
    return tensor;
  }

  /**
   * Draws one row of an image in characters, two for each pixel.
   *
   * @param row 0 (top) to 7
   */
  String drawing(int image, int row) {
    StringBuilder drawing = new StringBuilder();
    for (int x = 0; x < SIDE; x++) {
      int pixel = pixels[PIXELS * image + SIDE * row + x];
      String ink = INK.substring(pixel * (INK.length() - 1) / WHITE).substring(0, 1);
      drawing.append(ink.repeat(2));
    }
    return drawing.toString();
  }
}
