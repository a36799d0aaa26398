package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.Position;
import java.util.Optional;

/**
 * What a network may take at most; of what no limit is set there is none. What counts is said at
 * the annotation.
 *
 * @param position where the limits are set
 */
public record Limits(
    Optional<Long> ram,
    Optional<Long> constants,
    Optional<Long> macs,
    Optional<Long> flash,
    Optional<Long> stack,
    Position position) {}
