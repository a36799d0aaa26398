/**
 * What users of Demitasse write against: annotations, tensors and {@link dev.demitasse.Fn}.
 *
 * <p>A short tour. An {@link dev.demitasse.Operator operator} computes on tensors:
 *
 * <pre>{@code
 * @Operator
 * public final class Relu {
 *   private Relu() {}
 *
 *   public static F32 apply(F32 x) {
 *     F32 y = F32.zeros(x.shape());
 *     for (int i = 0; i < x.size(); i++) {
 *       y.set(i, Math.max(x.at(i), 0));
 *     }
 *     return y;
 *   }
 * }
 * }</pre>
 *
 * <p>A {@link dev.demitasse.Network network} composes operators. Its {@linkplain
 * dev.demitasse.Weight weights} come from a file, its inputs have a fixed {@linkplain
 * dev.demitasse.Shape shape}:
 *
 * <pre>{@code
 * @Network(weights = "gate.npz")
 * public class Gate {
 *   @Weight F32 kernel;
 *   @Weight F32 bias;
 *
 *   public F32 open(@Shape({1, 16}) F32 features) {
 *     return Relu.apply(Dense.apply(features, kernel, bias));
 *   }
 * }
 * }</pre>
 *
 * <p>Both are ordinary Java, to run and test on the JVM:
 *
 * <pre>{@code
 * F32 y = Relu.apply(F32.of(new float[] {-1, 2}, 1, 2));
 * assertEquals(F32.of(new float[] {0, 2}, 1, 2), y);
 * }</pre>
 *
 * <p>While {@code javac} compiles them, the processor turns them into C that gives the same bits.
 * The element type of a {@link dev.demitasse.Tensor tensor} is in its class: {@code F32}, {@code
 * F64}, {@code I8}, {@code U8}, {@code I16}, {@code U16}, {@code I32}, {@code I64}, {@code Bool}.
 * Where C and Java differ by nature, as in multiply-add or the exponential function, {@code Fn} has
 * a method that does not.
 */
package dev.demitasse;
