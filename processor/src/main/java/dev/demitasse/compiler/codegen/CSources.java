package dev.demitasse.compiler.codegen;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files of C and the JSON that describes them, by name, with their text. */
public record CSources(Map<String, String> files) {
  public CSources {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }
}
