package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method without parameters that calls operators, as an example of the shapes and
 * attributes they are made for.
 *
 * <pre>{@code
 * @Example
 * static F32 wide() {
 *   return Dense.apply(F32.zeros(1, 64), F32.zeros(10, 64), F32.zeros(10));
 * }
 * }</pre>
 *
 * <p>An operator is proved for the shapes of a network, when that is built: that no index is out of
 * bounds and no integer divided by zero. Where an operator is built there is no network yet. With
 * an example the same proof is made there, so that a mistake meets the one who can mend it. Tensors
 * that the example makes with {@code zeros} stand for tensors of any content.
 *
 * <p>It is ordinary Java, and may be called in a unit test. Nothing of it reaches the C.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Example {}
