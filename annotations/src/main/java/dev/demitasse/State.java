package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field of a {@link Network}, or of a part of one, as a state: a tensor that lives from one
 * run to the next.
 *
 * <pre>{@code
 * @State F32 history = F32.zeros(1, 10, 40);
 * @State("start") F32 average; // begins as the array named start
 *
 * public F32 run(@Shape({1, 1, 40}) F32 frame) {
 *   history = Concat.apply(1, history.slice(1, 1, 9), frame);
 *   return Classify.apply(history);
 * }
 * }</pre>
 *
 * <p>A state changes only when the field is assigned; whoever still holds the tensor that was there
 * before reads the old values. Its shape is that of the values it begins with and stays the same.
 * In C the states lie in memory that the caller brings, {@code tvmgen_<name>_reset} makes them
 * begin anew, and what the field has at the end of a run is copied there. On the JVM a new network
 * begins anew, and so does one that is given to {@code reset} of the companion class.
 *
 * <p>The field may be package-private but not private, static or final, since the companion class
 * sets it.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface State {

  /**
   * Returns the name of the array in the weights file that the state begins with. Without one it
   * begins with the zeros that an initialiser or the constructor makes.
   */
  String value() default "";
}
