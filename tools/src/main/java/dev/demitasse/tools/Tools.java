package dev.demitasse.tools;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. It ends with 0 if all went well, 1 if something is wrong with what it was
 * given, and 2 if it was called in a wrong way.
 */
@Command(
    name = "demitasse",
    description = "Neural networks in plain Java, compiled to C for microcontrollers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:something is wrong with what it was given; standard error says what",
      "2:it was called in a wrong way"
    },
    subcommands = {Check.class, Compare.class, Eject.class})
public final class Tools {
  private Tools() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Returns the command line, for programs in Java that run commands and go on. */
  public static CommandLine commandLine() {
    return new CommandLine(new Tools());
  }
}
