package dev.demitasse.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells the user, in plain text of at most 100 columns, what happens and what came out. */
final class Report {
  private static final int DRAWN = 4;
  private static final int WRONG_DRAWN = 2;

  private final PrintStream out;

  /** Makes a report that is printed to {@code out}, line by line. */
  Report(PrintStream out) {
    this.out = out;
  }

  /** Prints what this is. */
  void title(String title) {
    line("");
    line("%s", title);
    line("");
  }

  /**
   * Prints that javac is done.
   *
   * @param generated the folder of the generated C
   */
  void compiledJava(double seconds, Path generated) throws IOException {
    int files = 0;
    int lines = 0;
    try (Stream<Path> sources = Files.list(generated)) {
      for (Path source : sources.toList()) {
        files++;
        lines += Files.readAllLines(source).size();
      }
    }
    step(
        "javac",
        seconds,
        "Digits.java with the processor: %d lines of C in %d files",
        lines,
        files);
  }

  /** Prints what the processor costs. */
  void processor(JavaBuild.Cost cost) {
    line(
        "%29s in a warm javac: %.2f s, of which the processor's %.2f s (medians of %d)",
        "", cost.javac() + cost.processor(), cost.processor(), JavaBuild.COMPILATIONS);
  }

  /** Prints that the C compiler is done. */
  void compiledC(double seconds, String compiler) {
    step("cc", seconds, "no warnings from %s", compiler);
    line("%29s %s", "", String.join(" ", NativeBuild.FLAGS));
  }

  /** Prints that all images have been classified. */
  void ran(String where, double seconds, Run run) {
    int images = run.answers().outputs().size();
    step("run " + where, seconds, "%d images that took no part in training, many times", images);
  }

  /** Prints the results. */
  void results(Results results) {
    figures(results);
    confusion(results.images(), results.c().answers());
    drawings(results.images(), results.c().answers());
  }

  private void figures(Results results) {
    int images = results.images().count();
    line("");
    fact("accuracy", "%.1f %%, %d of %d images", results.accuracy(), results.right(), images);
    fact("C equals Java", "bit for bit, %d of %d outputs", results.equalOutputs(), images);
    fact(
        "time per image",
        "%.1f us in C, %.1f us on the JVM (medians of passes)",
        micros(results.c()),
        micros(results.jvm()));
    fact("workspace", "%d bytes, the caller's; nothing is allocated", results.c().workspaceBytes());
    String machine = System.getProperty("os.arch");
    size("operators", results.operators(), machine + " code, constants, unwind tables");
    size("weights", results.weights(), "constants");
  }

  private void size(String what, NativeBuild.Size size, String text) {
    fact(what, "%d bytes text (%s), %d data, %d bss", size.text(), text, size.data(), size.bss());
  }

  private static double micros(Run run) {
    return run.nsPerImage() / 1000;
  }

  private void confusion(TestImages images, Answers answers) {
    int[][] counts = new int[Answers.DIGITS][Answers.DIGITS];
    for (int i = 0; i < images.count(); i++) {
      counts[images.label(i)][answers.digit(i)]++;
    }
    line("");
    line("  %-16s%s", "read as", row(IntStream.range(0, Answers.DIGITS).mapToObj(String::valueOf)));
    for (int digit = 0; digit < Answers.DIGITS; digit++) {
      Stream<String> cells =
          IntStream.of(counts[digit]).mapToObj(n -> n == 0 ? "." : String.valueOf(n));
      line("  %-14s %d%s", digit == 0 ? "shown" : "", digit, row(cells));
    }
  }

  private static String row(Stream<String> cells) {
    return cells.map(cell -> format("%4s", cell)).collect(Collectors.joining());
  }

  private void drawings(TestImages images, Answers answers) {
    List<Integer> drawn = drawn(images, answers);
    line("");
    for (int row = 0; row < TestImages.SIDE; row++) {
      int y = row;
      line("  %s", beside(drawn.stream().map(i -> images.drawing(i, y))));
    }
    line("  %s", beside(drawn.stream().map(i -> caption(i, images.label(i), answers))));
    line("");
  }

  private static String caption(int image, int label, Answers answers) {
    return format(
        "%d, read as %d (%.0f %%)", label, answers.digit(image), 100 * answers.confidence(image));
  }

  private static String beside(Stream<String> texts) {
    return texts.map(text -> format("%-24s", text)).collect(Collectors.joining());
  }

  /** Returns a few images: some that were read rightly, and the first that were misread. */
  private static List<Integer> drawn(TestImages images, Answers answers) {
    List<Integer> wrong = answers.wrong(images).stream().limit(WRONG_DRAWN).toList();
    Stream<Integer> right =
        IntStream.range(0, DRAWN)
            .map(i -> i * images.count() / DRAWN)
            .filter(i -> answers.digit(i) == images.label(i))
            .boxed();
    return Stream.concat(right.limit(DRAWN - wrong.size()), wrong.stream()).toList();
  }

  private void step(String what, double seconds, String format, Object... values) {
    line("  %-14s %8.2f s   %s", what, seconds, format(format, values));
  }

  private void fact(String name, String format, Object... values) {
    line("  %-16s %s", name, format(format, values));
  }

  private void line(String format, Object... values) {
    out.println(format(format, values).stripTrailing());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
