package dev.demitasse.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs other programs. */
final class Command {
  private Command() {}

  /** Runs a program and writes the times of what it has run to the file that is named first. */
  private static final String TIMED = "file=$1; shift; \"$@\"; s=$?; times > \"$file\"; exit $s";

  /** The second line that {@code times} prints: user and system time of what has ended. */
  private static final Pattern TIMES =
      Pattern.compile("\\A.*\\R(\\d+)m(\\d+\\.\\d+)s \\d+m\\d+\\.\\d+s");

  /**
   * How long a program took, with those that it has run itself.
   *
   * @param wallMs by the clock on the wall
   * @param userMs of a processor core, outside the operating system
   */
  record Time(long wallMs, long userMs) {}

  /**
   * Runs a program to its end.
   *
   * @return what it wrote, to both streams
   * @throws Failure if it does not start or ends with another code than 0
   */
  static String run(Path folder, List<String> words) throws IOException {
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
      builder.environment().put("LC_ALL", "C"); // a point in numbers
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new Failure("'%s' does not start: %s".formatted(words.get(0), e.getMessage()));
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new Failure("exit code %d of: %s%n%s".formatted(status, quoted(words), output));
    }
    return output;
  }

  private static String quoted(List<String> words) {
    return String.join(" ", words);
  }

  /** The same, for how long it takes. */
  static Time time(Path folder, List<String> words) throws IOException {
    Path file = Files.createTempFile(folder, "times", "");
    List<String> shell = new ArrayList<>(List.of("sh", "-c", TIMED, "sh", file.toString()));
    shell.addAll(words);
    long start = System.nanoTime();
    run(folder, shell);
    long wall = System.nanoTime() - start;
    Time time = new Time(wall / 1_000_000, userMs(Files.readString(file)));
    Files.delete(file);
    return time;
  }

  /** Reads what {@code times} of a shell has printed. */
  static long userMs(String times) {
    Matcher line = TIMES.matcher(times);
    if (!line.find()) {
      throw new Failure("'times' of sh prints what is not understood: " + times);
    }
    return Math.round(
        (60 * Integer.parseInt(line.group(1)) + Double.parseDouble(line.group(2))) * 1000);
  }

  /** Returns the first line that a program writes about itself. */
  static String version(String program) throws IOException {
    return run(Path.of("."), List.of(program, "--version")).lines().findFirst().orElse(program);
  }
}
