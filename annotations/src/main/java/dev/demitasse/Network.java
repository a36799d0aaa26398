package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a network: a class whose fields are {@linkplain Weight weights} and whose one public method
 * composes {@linkplain Operator operators}. The processor compiles it to C with a fixed memory
 * plan.
 *
 * <pre>{@code
 * @Network(weights = "digits.npz")
 * public class Digits {
 *   @Weight("conv/kernel") F32 kernel;
 *   @Weight("conv/bias") F32 bias;
 *   @Weight("dense/kernel") F32 denseKernel;
 *   @Weight("dense/bias") F32 denseBias;
 *
 *   public F32 classify(@Shape({1, 8, 8, 1}) F32 image) {
 *     var h = Relu.apply(Conv2d.apply(image, kernel, bias, 1, Padding.SAME));
 *     return Softmax.apply(Dense.apply(h.reshape(1, h.size()), denseKernel, denseBias));
 *   }
 * }
 * }</pre>
 *
 * <p>The parameters of the method are the inputs, each with its {@link Shape}; what it returns is
 * the output. Beside the C, the build writes a companion class, here {@code DigitsModel}, that
 * makes a {@code Digits} with its weights for use on the JVM.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Network {

  /**
   * Returns the file with the weights: a {@code .npz} archive of NumPy arrays, one array as {@code
   * .npy}, {@code .safetensors}, or a {@code .tflite} model, of whose constants those are taken
   * that fields name. May be empty if the class has no weights.
   */
  String weights() default "";

  /**
   * Returns the file of a trained model: {@code .tflite}. The annotated type is then an interface
   * with one method, from the inputs of the model to its outputs, in the model's order; a record of
   * tensors for several outputs. The build writes the class that implements it, {@code
   * KeywordSpotterNetwork} for {@code KeywordSpotter}.
   *
   * <pre>{@code
   * @Network(model = "kws_int8.tflite")
   * public interface KeywordSpotter {
   *   I8 run(I8 features);
   * }
   * }</pre>
   */
  String model() default "";

  /**
   * Returns the name of the network in C, as in {@code tvmgen_<name>_run}. By default it is the
   * simple name of the class in lower case with underscores: {@code keyword_spotter} for {@code
   * KeywordSpotter}.
   */
  String name() default "";
}
