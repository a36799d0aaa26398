/**
 * Measures what generated C takes: time on this computer beside ONNX Runtime, instructions on
 * emulated boards, and memory, for the models of MLPerf Tiny.
 *
 * <p>A {@link dev.demitasse.benchmarks.TrainedModel} is compiled by javac ({@link
 * dev.demitasse.benchmarks.Generated}), built and run for a target ({@link
 * dev.demitasse.benchmarks.HostTarget}, {@link dev.demitasse.benchmarks.BoardTarget}), and becomes
 * a {@link dev.demitasse.benchmarks.Row}. {@link dev.demitasse.benchmarks.Results} are the rows of
 * a target, in a file.
 */
package dev.demitasse.benchmarks;
