package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a tensor of a network into a {@linkplain Pool pool}, before the compiler places the others.
 *
 * <pre>{@code
 * @Weight @Placed("qspi") F32 embedding;
 * @Placed("qspi") final Encoder encoder = new Encoder(); // all of its weights
 *
 * public F32 run(@Shape({1, 96, 96, 3}) @Placed("sram") F32 image) { // with io = "workspace"
 *   @Placed("dtcm") F32 h = Conv2d.apply(image, kernel, bias, 1, Padding.SAME);
 *   ...
 * }
 * }</pre>
 *
 * <p>It stands at weights and at parts with weights, which go to a pool of constants; and at
 * states, at the inputs of a network whose inputs lie in the workspace, and at variables in the
 * methods of a network or a part, which go to a pool of the workspace. At a variable it is about
 * the tensor that the variable begins with. What stands at a weight counts more than what stands at
 * the part that it is in.
 *
 * <p>A tensor that is made by an operator of its own stays one, rather than a view of another
 * tensor; but one that element-wise operators are joined with has no memory, and needs no place.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.LOCAL_VARIABLE})
@Retention(RetentionPolicy.CLASS)
public @interface Placed {

  /** Returns the name of the pool, which the network declares. */
  String value();
}
