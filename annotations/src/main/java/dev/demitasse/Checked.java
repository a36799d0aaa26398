package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an {@linkplain Operator operator} some accesses of which cannot be proved to be within
 * their tensor, or some divisors to differ from zero, because that is a promise of the data.
 *
 * <p>Without it, such an access is a compile error. With it, the C function tests what is not
 * proved, and ends with a status other than zero where Java would throw an {@code
 * IndexOutOfBoundsException} or an {@code ArithmeticException}; the network ends with the same
 * status, and its outputs are undefined. What is proved costs nothing.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Checked {}
