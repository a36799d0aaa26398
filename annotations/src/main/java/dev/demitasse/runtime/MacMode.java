package dev.demitasse.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/**
 * How {@link dev.demitasse.Fn#mac(float, float, float) Fn.mac} rounds, fixed for a run of the JVM.
 *
 * <p>Generated C fuses multiply and add where the target has such an instruction. For the same bits
 * on the JVM, the mode here must be that of the C. It is taken from, in this order:
 *
 * <ol>
 *   <li>the system property {@code demitasse.mac}: {@code fused} or {@code separate};
 *   <li>the key {@code mac} of the resource {@code META-INF/demitasse/mac.properties} on the class
 *       path, which the processor writes when a build chooses fused;
 *   <li>else it is {@link #SEPARATE}.
 * </ol>
 */
public enum MacMode {
  /** One rounding: {@code Math.fma(a, b, sum)}. */
  FUSED,
  /** Two roundings: {@code sum + a * b}. */
  SEPARATE;

  private static final String PROPERTY = "demitasse.mac";
  private static final String RESOURCE = "META-INF/demitasse/mac.properties";
  private static final MacMode CURRENT =
      read(System.getProperty(PROPERTY), MacMode.class.getClassLoader());

  /**
   * Returns the mode of this run; it does not change.
   *
   * @throws ExceptionInInitializerError if the property or the resource names no mode
   */
  public static MacMode current() {
    return CURRENT;
  }

  /**
   * Checks that this run has the mode that some C was built with.
   *
   * @throws IllegalStateException if it has the other one; the message says how to change it
   */
  public static void require(MacMode wanted) {
    if (wanted != CURRENT) {
      throw new IllegalStateException(
          ("the C was built with %s multiply-add, but this JVM runs with %s, so results "
                  + "would differ; start the JVM with -D%s=%s")
              .formatted(wanted.word(), CURRENT.word(), PROPERTY, wanted.word()));
    }
  }

  /** Returns the mode that the property names or, where that is null, the resource. */
  static MacMode read(String property, ClassLoader loader) {
    if (property != null) {
      return of(property, "system property " + PROPERTY);
    }
    try (InputStream resource = loader.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        return SEPARATE;
      }
      Properties properties = new Properties();
      properties.load(resource);
      return of(properties.getProperty("mac", ""), "key mac of " + RESOURCE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  private static MacMode of(String word, String source) {
    for (MacMode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        source + " is '" + word + "'; it must be 'fused' or 'separate'");
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
