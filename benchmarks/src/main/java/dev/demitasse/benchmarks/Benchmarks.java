package dev.demitasse.benchmarks;

import dev.demitasse.boards.BoardException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.TypeConversionException;

/** The command line. {@code README.md} of this module says how to use it. */
@Command(
    name = "benchmarks",
    description = "Measures what generated C takes, and compares what was measured.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:something could not be measured, or is worse than before",
      "2:it was called in a wrong way"
    },
    subcommands = {Measure.class, Compare.class, Tables.class})
final class Benchmarks {
  /** ONNX Runtime needs more stack than threads of Java have. */
  private static final long STACK_BYTES = 16 << 20;

  private Benchmarks() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    new Thread(null, () -> System.exit(commandLine().execute(args)), "benchmarks", STACK_BYTES)
        .start();
  }

  private static Figure figure(String name) {
    return Figure.of(name)
        .orElseThrow(() -> new TypeConversionException("'%s' is no figure".formatted(name)));
  }

  /** The command line, without an end of the JVM. */
  static CommandLine commandLine() {
    IExecutionExceptionHandler handler =
        (e, command, result) -> {
          if (e instanceof Failure || e instanceof BoardException) {
            command.getErr().println("benchmarks: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
          }
          if (e instanceof IOException) {
            command.getErr().println("benchmarks: cannot be read or written: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
          }
          throw e;
        };
    return new CommandLine(new Benchmarks())
        .setExecutionExceptionHandler(handler)
        .registerConverter(Figure.class, Benchmarks::figure);
  }
}
