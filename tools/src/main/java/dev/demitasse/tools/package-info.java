/** The command line: {@code java -jar demitasse-tools-<version>-all.jar --help}. */
package dev.demitasse.tools;
