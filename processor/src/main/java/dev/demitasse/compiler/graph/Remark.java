package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.Position;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pass did to a network, or left alone where a reader may have hoped for more.
 *
 * @param pass by the name of its stage: {@code fuse-tails}
 * @param subject what it is about, in the reader's words: {@code Conv2d, Relu}
 * @param reason why; of what was applied, what it brought
 * @param position of the call in the network, as far as it is known
 */
public record Remark(String pass, Kind kind, String subject, String reason, Position position) {

  /** Whether the pass did it. */
  public enum Kind {
    APPLIED,
    MISSED
  }

  public static Remark applied(String pass, String subject, String reason, Position position) {
    return new Remark(pass, Kind.APPLIED, subject, reason, position);
  }

  public static Remark missed(String pass, String subject, String reason, Position position) {
    return new Remark(pass, Kind.MISSED, subject, reason, position);
  }

  /** The first of those that say the same of the same place: positions are always equal. */
  static List<Remark> distinct(Collection<Remark> remarks) {
    Map<List<Object>, Remark> distinct = new LinkedHashMap<>();
    for (Remark r : remarks) {
      Position p = r.position();
      distinct.putIfAbsent(List.of(r, p.file(), p.line(), p.column()), r);
    }
    return List.copyOf(distinct.values());
  }
}
