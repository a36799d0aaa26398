package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an {@linkplain Operator operator} that a C function of others does on the device, such as a
 * kernel of a vendor's library. The Java of the operator says what the function must compute: it
 * gives the shapes and the preconditions, it is what runs on the JVM, and tests compare the two.
 *
 * <pre>{@code
 * @Operator
 * @External("acme_relu_s8")
 * public final class AcmeRelu {
 *   private AcmeRelu() {}
 *
 *   public static I8 apply(I8 x) {
 *     I8 y = I8.zeros(x.shape());
 *     for (int i = 0; i < x.size(); i++) {
 *       y.set(i, (byte) Math.max(x.at(i), 0));
 *     }
 *     return y;
 *   }
 * }
 * }</pre>
 *
 * <p>Networks that call it call {@code int32_t acme_relu_s8(const int8_t *x, int8_t *y)}, whose
 * prototype stands in their {@code _operators.h}: a pointer for each input, one for each output,
 * then the attributes, which are numbers and booleans. The elements lie in row-major order; no
 * output overlaps anything else. A status other than zero ends the network with that status. With
 * the option {@code -Ademitasse.external=reference} the Java is compiled instead.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface External {

  /**
   * Returns the name of the C function. By default it is the simple name of the class in lower case
   * with underscores: {@code acme_relu} for {@code AcmeRelu}.
   */
  String value() default "";
}
