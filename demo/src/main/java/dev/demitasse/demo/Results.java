package dev.demitasse.demo;

import java.util.Locale;

/**
 * What the demo found out.
 *
 * @param images the images that were classified
 * @param c the run of the generated C
 * @param jvm the run of the same Java
 * @param operators the size of the generated operators
 * @param weights the size of the generated weights
 */
record Results(
    TestImages images, Run c, Run jvm, NativeBuild.Size operators, NativeBuild.Size weights) {
  private static final double LEAST_ACCURACY = 97;

  /** Returns how many images the C classified correctly. */
  int right() {
    return images.count() - c.answers().wrong(images).size();
  }

  /** Returns the percentage of the images that the C classified correctly. */
  double accuracy() {
    return 100.0 * right() / images.count();
  }

  /** Returns of how many images the outputs of C and JVM agree, bit for bit. */
  int equalOutputs() {
    return c.answers().countEqual(jvm.answers());
  }

  /**
   * Refuses results that are not what the demo promises.
   *
   * @throws DemoFailure if outputs differ or too few images are classified correctly
   */
  void check() {
    if (equalOutputs() != images.count()) {
      throw new DemoFailure(
          "C and JVM disagree on " + (images.count() - equalOutputs()) + " images");
    }
    if (accuracy() < LEAST_ACCURACY) {
      throw new DemoFailure("an accuracy of less than " + LEAST_ACCURACY + " %");
    }
  }

  /** Returns the figures as JSON, for other programs. */
  String json() {
    return String.format(
        Locale.ROOT,
        """
        {
          "accuracy": %.2f,
          "images": %d,
          "equalOutputs": %d,
          "workspaceBytes": %d,
          "textBytes": %d,
          "nsPerImageC": %.1f,
          "nsPerImageJvm": %.1f
        }
        """,
        accuracy(),
        images.count(),
        equalOutputs(),
        c.workspaceBytes(),
        operators.text(),
        c.nsPerImage(),
        jvm.nsPerImage());
  }
}
