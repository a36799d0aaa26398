package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Memory of the device that a {@linkplain Network network} may use: a part of its workspace or of
 * its constants lies there. The order of the annotations is that of the speed, the fastest first.
 *
 * <pre>{@code
 * @Network(weights = "digits.npz")
 * @Pool(name = "dtcm", bytes = 64 * 1024)
 * @Pool(name = "sram", bytes = 256 * 1024, alignment = 32)
 * @Pool(name = "tcm_constants", holds = "constants", bytes = 16 * 1024, section = ".dtcm_data")
 * public class Digits { ... }
 * }</pre>
 *
 * <p>The compiler places what is used most in the fastest pool that has room, and {@link Placed}
 * says so of single tensors. A network without a pool for its workspace has one without limit,
 * named {@code workspace}. Constants that no pool has room for are arrays of the generated code, as
 * without pools. It is an error of the build if the workspace does not fit.
 *
 * <p>Of a network that is a model's, the pools stand at its interface. Those of a network that is a
 * part of another one mean nothing there.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@Repeatable(Pool.All.class)
public @interface Pool {

  /**
   * Returns the name of the pool, which is that of its member in the struct of pools: an identifier
   * of C that is not the name of an input or output.
   */
  String name();

  /**
   * Returns what lies in the pool: {@code "workspace"} (the default), which is tensors between
   * operators, inputs and outputs if they lie in the workspace, and states that are placed there;
   * or {@code "constants"}, which is weights.
   */
  String holds() default "workspace";

  /** Returns the most bytes that may lie in the pool; without limit by default. */
  long bytes() default Long.MAX_VALUE;

  /**
   * Returns the alignment of the pool, and of each tensor in it: a power of two, from 8 to 65536
   * bytes.
   */
  int alignment() default 16;

  /**
   * Returns who brings the memory: the {@code "caller"}, as a member of the struct of pools, or
   * {@code "static"}: the generated code, as an array. By default that is what {@link CInterface}
   * says of the workspace or of the constants; a pool with a section is static.
   */
  String memory() default "";

  /**
   * Returns the section that the array of a static pool goes to, unless firmware says otherwise; by
   * default there is none.
   */
  String section() default "";

  /** Several pools, as the compiler of Java keeps them. */
  @Documented
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.CLASS)
  @interface All {

    /** Returns the pools, the fastest first. */
    Pool[] value();
  }
}
