package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field of a {@link Network} as a weight: a tensor that the build reads from the network's
 * weights file and that never changes. In C it is {@code const} data.
 *
 * <pre>{@code
 * @Weight("conv1/kernel") F32 kernel1; // the array named conv1/kernel
 * @Weight F32 bias;                    // the array named bias
 * }</pre>
 *
 * <p>The array must have the element type of the field; its shape is that of the file. The field
 * may be package-private but not private, static or final, since the companion class sets it.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Weight {

  /** Returns the name of the array in the weights file; by default the name of the field. */
  String value() default "";
}
