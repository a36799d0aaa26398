package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.util.List;
import java.util.Locale;

/**
 * Where an author wants a tensor to lie.
 *
 * @param pool its name
 * @param name of the tensor, in the author's words
 * @param position of the annotation
 * @param path the calls that led there, innermost first
 */
public record Placement(
    String pool, Kind kind, String name, Position position, List<Diagnostic.Call> path) {

  /** What a tensor is for. */
  public enum Kind {
    WEIGHT,
    STATE,
    INPUT,
    /** Made by the network itself. */
    VARIABLE
  }

  public Placement {
    path = List.copyOf(path);
  }

  /** What is wrong with it. */
  public Diagnostic mistake(String reason, String fix) {
    String what = kind.name().toLowerCase(Locale.ROOT) + " '" + name + "'";
    return Diagnostic.of(Message.PLACED, position, what, pool, reason, fix).calledFrom(path);
  }

  /** One that is in a declaration. */
  public Placement(String pool, Kind kind, String name, Position position) {
    this(pool, kind, name, position, List.of());
  }
}
