/**
 * Runs networks on the JVM and as compiled C, on the same inputs, and compares the bits.
 *
 * <p>{@link dev.demitasse.operators.exec.NetworkCase} is one network, {@link
 * dev.demitasse.operators.exec.Run} one set of inputs. {@link
 * dev.demitasse.operators.exec.JavaBuild} compiles all networks in one run of javac, {@link
 * dev.demitasse.operators.exec.Reference} runs them in a JVM of their own, and {@link
 * dev.demitasse.operators.exec.CBuild} compiles and runs their C.
 */
package dev.demitasse.operators.exec;
