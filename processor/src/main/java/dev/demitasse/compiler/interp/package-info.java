/**
 * Runs specialised functions at build time, at any stage: to fold constants, and to check that a
 * pass keeps what functions do.
 */
package dev.demitasse.compiler.interp;
