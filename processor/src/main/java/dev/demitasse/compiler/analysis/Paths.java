package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ways through a piece of code, each by itself. Cells keep the values they had at its
 * beginning: what is stored on the way is a new variable, so that old and new can be compared at
 * the end.
 */
final class Paths {

  /** Ways that come together with other values are told apart, but not more than these. */
  private static final int MOST = 32;

  /** One way: what holds at its end, and the values that cells have there. */
  record Path(Ranges ranges, Map<Var, Expr> now) {
    static Path from(Ranges ranges) {
      return new Path(ranges, Map.of());
    }

    /** An expression evaluated here, in terms of the values at the beginning. */
    Expr at(Expr e) {
      return new Rewriter() {
        @Override
        public Expr expr(Expr x) {
          return x instanceof BufferLoad load && now.containsKey(load.buffer().data())
              ? now.get(load.buffer().data())
              : super.expr(x);
        }
      }.expr(e);
    }

    /** Where the way goes on only if {@code condition} holds. */
    Path where(Expr condition) {
      return with(ranges.where(at(condition)));
    }

    private Path with(Ranges changed) {
      return new Path(changed, now);
    }

    private Path with(Var cell, Expr value) {
      Map<Var, Expr> more = new HashMap<>(now);
      more.put(cell, value);
      return new Path(ranges, more);
    }
  }

  private final Set<Var> cells;
  private final Map<Var, List<Path>> left = new HashMap<>();

  /**
   * Looks for ways.
   *
   * @param cells the memory of local variables, which nothing but a store to them changes
   */
  Paths(Set<Var> cells) {
    this.cells = cells;
  }

  /** The ways from {@code begin} to the end of the statements. */
  List<Path> through(List<Stmt> statements, List<Path> begin) {
    List<Path> paths = begin;
    for (Stmt s : statements) {
      List<Path> next = new ArrayList<>();
      for (Path path : paths) {
        next.addAll(through(s, path));
      }
      paths = merged(next);
    }
    return paths;
  }

  private List<Path> through(Stmt s, Path path) {
    if (!path.ranges().isReachable()) {
      return List.of();
    }
    return switch (s) {
      case Seq(List<Stmt> statements) -> through(statements, List.of(path));
      case IfThenElse(Expr c, Seq then, Seq otherwise, var p) -> {
        List<Path> both = new ArrayList<>(through(then, path.where(c)));
        both.addAll(through(otherwise, path.where(new Not(c))));
        yield both;
      }
      case Block(Var label, Seq body, var p) -> {
        List<Path> ends = new ArrayList<>(through(body, path));
        List<Path> leaving = left.remove(label);
        ends.addAll(leaving == null ? List.of() : leaving);
        yield ends;
      }
      case Leave(Var label, var p) -> {
        left.computeIfAbsent(label, l -> new ArrayList<>()).add(path);
        yield List.of();
      }
      case For loop -> List.of(unknown(path, Flow.changed(loop.body())));
      case While loop -> List.of(unknown(path, Flow.changed(loop.body())));
      case Let(Var v, Expr value, var p) ->
          List.of(path.with(path.ranges().bound(v, path.at(value))));
      case BufferStore(Buffer b, List<Expr> indices, Expr value, var p) ->
          List.of(stored(path, b, value));
      case Allocate a -> List.of(unknown(path, Set.of(a.buffer().data())));
      case Assert check -> List.of(path.where(check.condition()));
      default -> List.of(path.with(Flow.simple(s, path.ranges())));
    };
  }

  /** Ways on which the cells have the same values are one from here on. */
  private List<Path> merged(List<Path> paths) {
    List<Path> merged = new ArrayList<>();
    for (Path path : paths) {
      boolean joined = false;
      for (int i = 0; i < merged.size() && !joined; i++) {
        joined = merged.get(i).now().equals(path.now());
        if (joined) {
          merged.set(i, path.with(merged.get(i).ranges().join(path.ranges())));
        }
      }
      if (!joined && path.ranges().isReachable()) {
        merged.add(path);
      }
    }
    return merged.size() <= MOST ? merged : List.of(crowd(merged));
  }

  /** Of too many ways nothing is told apart: cells that differ may be anything. */
  private Path crowd(List<Path> paths) {
    Path crowd = paths.get(0);
    for (Path path : paths) {
      crowd = crowd.with(crowd.ranges().join(path.ranges()));
    }
    List<Var> changed = paths.stream().flatMap(p -> p.now().keySet().stream()).distinct().toList();
    return unknown(crowd, changed);
  }

  private Path stored(Path path, Buffer b, Expr value) {
    if (!cells.contains(b.data())) {
      return path.with(path.ranges().stored(b, path.at(value)));
    }
    Var fresh = Var.of(b.name(), b.element());
    return path.with(path.ranges().bound(fresh, path.at(value))).with(b.data(), fresh);
  }

  private Path unknown(Path path, Collection<Var> changed) {
    Path result = path;
    for (Var data : changed) {
      result =
          cells.contains(data)
              ? result.with(data, Var.of(data.name(), Facts.type(data)))
              : result.with(result.ranges().without(List.of(data)));
    }
    return result;
  }
}
