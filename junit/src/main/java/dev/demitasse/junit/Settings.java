package dev.demitasse.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What {@link RunOn} says, and JUnit's configuration parameters: system properties, or lines of
 * {@code junit-platform.properties}.
 *
 * @param failIfMissing whether a test fails where tools are missing, instead of being skipped
 * @param compiler the C compiler of this machine
 * @param sanitizers whether C on this machine is checked for undefined behaviour and bad accesses
 * @param timeout for all runs of a network in one test
 * @param kernels C files with functions of others
 */
record Settings(
    boolean failIfMissing,
    String compiler,
    boolean sanitizers,
    Duration timeout,
    List<Path> kernels) {

  static Settings of(ExtensionContext context, List<Path> kernels) {
    return new Settings(
        get(context, "missing", "skip", "skip|fail").equals("fail"),
        get(context, "native.compiler", "gcc", ".+"),
        get(context, "native.sanitizers", "off", "off|on").equals("on"),
        Duration.ofSeconds(Integer.parseInt(get(context, "timeout", "60", "[1-9][0-9]{0,5}"))),
        kernels);
  }

  private static String get(ExtensionContext context, String name, String usual, String allowed) {
    String value = context.getConfigurationParameter("demitasse." + name).orElse(usual);
    if (!value.matches(allowed)) {
      throw new ExtensionConfigurationException(
          "demitasse.%s is '%s'; it must match %s".formatted(name, value, allowed));
    }
    return value;
  }

  /** Ends a test for which tools are missing. */
  void stop(String missing) {
    if (failIfMissing) {
      throw new AssertionFailedError(missing);
    }
    throw new TestAbortedException(missing);
  }
}
