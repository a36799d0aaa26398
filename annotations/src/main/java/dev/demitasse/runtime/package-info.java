/**
 * What the classes that the build generates need at run time on the JVM. Users seldom call it
 * themselves.
 */
package dev.demitasse.runtime;
