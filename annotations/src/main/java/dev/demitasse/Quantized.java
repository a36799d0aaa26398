package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which real numbers the integers of an input or output of a {@link Network} stand for: {@code
 * real = scale * (element - zeroPoint)}, as in the quantisation specification of TensorFlow Lite.
 *
 * <pre>{@code
 * @Quantized(scale = 0.00390625f, zeroPoint = -128) // what is returned, from 0 to 0.99609375
 * public I8 classify(@Shape({1, 8, 8, 1}) @Quantized(scale = 0.0625f, zeroPoint = 3) I8 image) {
 *   ...
 * }
 * }</pre>
 *
 * <p>It changes nothing of what the network computes. The interface header and its JSON tell both
 * numbers to whoever fills the inputs and reads the outputs. In a record of tensors it stands at
 * the components; elsewhere it means nothing.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
public @interface Quantized {

  /** Returns the distance of the real numbers of two neighbours: above 0, and finite. */
  float scale();

  /** Returns the element that stands for 0, in the range of the element type. */
  int zeroPoint();
}
