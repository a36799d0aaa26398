package dev.demitasse.junit;

import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What JUnit's configuration parameters say: system properties, or lines of {@code
 * junit-platform.properties}.
 *
 * @param failIfMissing whether a test fails where tools are missing, instead of being skipped
 * @param compiler the C compiler of this machine
 * @param sanitizers whether C on this machine is checked for undefined behaviour and bad accesses
 * @param timeout for all runs of a network in one test
 */
record Settings(boolean failIfMissing, String compiler, boolean sanitizers, Duration timeout) {

  static Settings of(ExtensionContext context) {
    String missing = get(context, "missing", "skip");
    if (!missing.equals("skip") && !missing.equals("fail")) {
      throw new ExtensionConfigurationException(
          "demitasse.missing is '" + missing + "'; it must be 'skip' or 'fail'");
    }
    return new Settings(
        missing.equals("fail"),
        get(context, "native.compiler", "gcc"),
        get(context, "native.sanitizers", "off").equals("on"),
        Duration.ofSeconds(Long.parseLong(get(context, "timeout", "60"))));
  }

  /** Ends a test for which tools are missing. */
  void stop(String missing) {
    if (failIfMissing) {
      throw new AssertionFailedError(missing);
    }
    throw new TestAbortedException(missing);
  }

  private static String get(ExtensionContext context, String name, String usual) {
    return context.getConfigurationParameter("demitasse." + name).orElse(usual);
  }
}
