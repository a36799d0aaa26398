package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how firmware calls a {@linkplain Network network} and brings its memory. Each member has the
 * values of an option of the build, and stands before it; one that is left out is as the build
 * says.
 *
 * <pre>{@code
 * @Network(weights = "digits.npz")
 * @CInterface(entry = "both", packed = {"Conv2d", "Dense"}, checks = "full")
 * public class Digits { ... }
 * }</pre>
 *
 * <p>What the values give in C is in the guide to the interface.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface CInterface {

  /**
   * Returns what runs the network: {@code "c"}, a function of structs (the default); {@code
   * "packed"}, a packed function; {@code "both"}.
   */
  String entry() default "";

  /**
   * Returns which operators have a packed wrapper beside their plain C function: {@code "all"},
   * {@code "none"} (the default), or simple names of operator classes.
   */
  String[] packed() default {};

  /**
   * Returns what packed functions check of their arguments: {@code "off"}, {@code "pointers"} (the
   * default), or {@code "full"}: number, types, ranks, shapes, strides, offsets, devices,
   * alignment.
   */
  String checks() default "";

  /**
   * Returns who brings the workspace: the {@code "caller"} (the default), or {@code "static"}: the
   * generated code has it as an array.
   */
  String workspace() default "";

  /**
   * Returns where the weights are: {@code "internal"}, in the generated code (the default), or
   * {@code "pool"}: in memory that the caller brings, with the content that the header has.
   */
  String constants() default "";

  /**
   * Returns where inputs and outputs lie: in memory of the {@code "caller"} (the default), or in
   * the {@code "workspace"}, at places that functions of the header tell.
   */
  String io() default "";

  /**
   * Returns whether the generated code defines {@code TVMSystemLibEntryPoint} over its packed
   * functions: {@code "off"} (the default) or {@code "on"}, for an image with one network.
   */
  String systemLib() default "";

  /**
   * Returns whether functions of the firmware are called around each operator, to count how long it
   * takes: {@code "off"} (the default) or {@code "on"}.
   */
  String profile() default "";

  /**
   * Returns whether all of the network is in one header and one source: {@code "off"} (the default)
   * or {@code "on"}.
   */
  String amalgamated() default "";

  /** Returns what all C symbols of the network begin with; {@code "tvmgen"} by default. */
  String prefix() default "";
}
