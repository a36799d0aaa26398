package dev.demitasse.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test once on each of some machines. A parameter of type {@link Target} is the machine.
 *
 * <p>On a class, all its tests run on all machines; they are ordinary tests, with {@code @Test} or
 * {@code @ParameterizedTest}:
 *
 * <pre>{@code
 * @RunOn({JVM, NATIVE, CORTEX_M4})
 * class ScaleTest {
 *   @Test
 *   void multipliesColumns(Target target) {
 *     F32 x = F32.of(new float[] {1, 2, 3, 4}, 2, 2);
 *     F32 factors = F32.of(new float[] {10, 0.5f}, 2);
 *     F32 y = target.apply(Scale.class, x, factors);
 *     assertEquals(F32.of(new float[] {10, 1, 30, 2}, 2, 2), y);
 *   }
 * }
 * }</pre>
 *
 * <p>On a method, it stands instead of {@code @Test}, and that method runs on all machines:
 *
 * <pre>{@code
 * @RunOn({JVM, CORTEX_M4})
 * void multipliesColumns(Target target) { ... }
 * }</pre>
 *
 * <p>Where the tools of a machine are not installed, its tests are skipped, and say what to
 * install.
 */
@Documented
@Inherited
@java.lang.annotation.Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ClassTemplate
@ExtendWith(RunOnExtension.class)
public @interface RunOn {

  /** Returns the machines, in the order in which they have their turn. */
  Machine[] value();

  /**
   * Returns C files with the functions that {@linkplain dev.demitasse.External external kernels}
   * call, relative to the working directory, which is the folder of the project: {@code
   * "src/main/c/acme_relu.c"}. They are compiled for each machine, and find headers in their own
   * folders.
   */
  String[] kernels() default {};
}
