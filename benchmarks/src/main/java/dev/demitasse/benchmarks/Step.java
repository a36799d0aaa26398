package dev.demitasse.benchmarks;

/**
 * What one call of an operator takes, in a network that is built to be looked at.
 *
 * @param index its place in a run, from 0
 * @param title the operators that it is made of
 * @param row of which model, how built, and what it takes
 */
record Step(long index, String title, Row row) {}
