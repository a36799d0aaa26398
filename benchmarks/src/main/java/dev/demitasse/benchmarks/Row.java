package dev.demitasse.benchmarks;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one build of a model takes.
 *
 * @param model {@code kws_int8}
 * @param target {@code host}, or the name of a board
 * @param flags what the C compiler was given, and javac where that differs from the default
 * @param figures what is known, all of it of this build
 */
record Row(String model, String target, String flags, Map<Figure, Long> figures) {
  Row {
    figures = Collections.unmodifiableMap(new EnumMap<>(figures));
  }

  OptionalLong figure(Figure figure) {
    Long value = figures.get(figure);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Whether both are of the same model, built in the same way. */
  boolean isAs(Row other) {
    return model.equals(other.model) && target.equals(other.target) && flags.equals(other.flags);
  }
}
