/**
 * The differential fuzzer: random operators, run as Java, as IR and as C, whose results must have
 * the same bits. It begins at {@link dev.demitasse.compiler.fuzz.FuzzTest}.
 */
package dev.demitasse.compiler.fuzz;
