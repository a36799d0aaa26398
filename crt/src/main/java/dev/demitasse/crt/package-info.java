/**
 * Calls the networks and operators of a firmware from Java, over any stream of bytes: {@link
 * dev.demitasse.crt.Device}.
 */
package dev.demitasse.crt;
