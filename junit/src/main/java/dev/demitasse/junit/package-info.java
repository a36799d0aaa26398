/**
 * Tests of operators and networks on the JVM, as C on this machine, and on emulated boards.
 *
 * <p>{@link dev.demitasse.junit.RunOn} says on which machines, and {@link
 * dev.demitasse.junit.Target} is the machine in a test.
 */
package dev.demitasse.junit;
