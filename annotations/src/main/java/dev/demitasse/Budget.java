package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a {@linkplain Network network} may take of its device at most. A network that takes
 * more is an error of the build, which names the operators and tensors that take most.
 *
 * <pre>{@code
 * @Network(model = "kws_int8.tflite")
 * @Budget(ram = 16 << 10, constants = 32 << 10, macs = 3_000_000)
 * public interface KeywordSpotter {
 *   I8 run(I8 features);
 * }
 * }</pre>
 *
 * <p>Flash and stack depend on the C compiler: {@code demitasse check} compares them with its
 * output.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Budget {

  /** No limit. */
  long NONE = Long.MAX_VALUE;

  /**
   * Returns the most bytes of memory to work in: the workspace, whoever brings it, and states.
   * Inputs and outputs are part of it where they lie in the workspace ({@link CInterface#io}); in
   * memory of the caller's they do not count. Neither does the stack.
   */
  long ram() default NONE;

  /**
   * Returns the most bytes of constants: the elements of all weights and of what was computed from
   * weights when the network was compiled, without gaps between them. Small tables inside operators
   * count as code, so for flash only.
   */
  long constants() default NONE;

  /**
   * Returns the most multiply-accumulates of a run: how often a product is added to the sum that it
   * is stored to. Those that a convolution skips at its padding count, as they do where models are
   * compared; additions and multiplications by themselves do not.
   */
  long macs() default NONE;

  /**
   * Returns the most bytes of flash: code and constants as compiled and linked, without what the
   * network calls of other libraries. For {@code demitasse check}.
   */
  long flash() default NONE;

  /**
   * Returns the most bytes of stack that a call of the network takes, from its entry point down.
   * For {@code demitasse check}.
   */
  long stack() default NONE;
}
