package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operator: a final class with a public static method {@code apply}, which the processor
 * lowers to one C function for each combination of shapes and attributes that networks use.
 *
 * <pre>{@code
 * // y[n, m] = bias[m] + sum over k of x[n, k] * weights[m, k]
 * @Operator
 * public final class Dense {
 *   private Dense() {}
 *
 *   public static F32 apply(F32 x, F32 weights, F32 bias) {
 *     if (x.dim(1) != weights.dim(1)) {
 *       throw new IllegalArgumentException(
 *           "x has depth " + x.dim(1) + ", weights expect " + weights.dim(1));
 *     }
 *     F32 y = F32.zeros(x.dim(0), weights.dim(0));
 *     for (int n = 0; n < y.dim(0); n++) {
 *       for (int m = 0; m < y.dim(1); m++) {
 *         float sum = bias.at(m);
 *         for (int k = 0; k < x.dim(1); k++) {
 *           sum = Fn.mac(sum, x.at(n, k), weights.at(m, k));
 *         }
 *         y.set(n, m, sum);
 *       }
 *     }
 *     return y;
 *   }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Parameters that are {@linkplain Tensor tensors}, or arrays of them, are data; they are
 *       read-only. All other parameters are attributes: constants, known when the network is built.
 *   <li>{@code zeros} makes the result and is the shape rule: a shape follows from the shapes and
 *       attributes of the call, never from data.
 *   <li>{@code throw new IllegalArgumentException(...)} is a precondition. In a network whose call
 *       breaks it, the message is a compile error at that call.
 *   <li>Every index must be provably in bounds. Where one depends on data or on padding, guard it:
 *       {@code if (row >= 0 && row < x.dim(1))}.
 *   <li>{@code apply} may be overloaded, and may call static methods of this and other classes.
 * </ul>
 *
 * <p>An operator is ordinary Java: call {@code Dense.apply(...)} in a unit test or step through it
 * in a debugger. The generated C gives the same bits, where all NaNs count as one.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Operator {}
