package dev.demitasse.compiler.codegen;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was printed of a network.
 *
 * @param files of C and the JSON that describes them, by name, with their text
 * @param modelHash tells builds of the network apart
 */
public record CSources(Map<String, String> files, String modelHash) {
  public CSources {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }
}
