package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.analysis.Paths.Path;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that every {@code while} ends. What a loop compares in order to go on is a distance:
 * {@code n - 1 - i} for {@code i < n}. The loop ends if on every way that comes round again the
 * distance has become smaller, since it is not negative when the loop goes on. The distance may be
 * that of the condition or of an {@code if} in the body that leaves the loop.
 */
public final class ProveTermination extends RangeRewriter {
  private final List<Diagnostic> unproved = new ArrayList<>();
  private final Set<Var> cells = new HashSet<>();

  private ProveTermination() {}

  /** The loops of a specialised function that could not be proved to end. */
  public static List<Diagnostic> of(PrimFunc f) {
    ProveTermination proof = new ProveTermination();
    proof.function(f);
    return List.copyOf(proof.unproved);
  }

  @Override
  public Stmt stmt(Stmt s) {
    if (s instanceof Allocate a && a.buffer().rank() == 0) {
      cells.add(a.buffer().data());
    }
    if (s instanceof While loop && ranges().isReachable()) {
      Ranges first = loop(loop).before();
      if (!ends(loop, first) && !ends(loop, later(loop, first))) {
        unproved.add(Diagnostic.of(Message.WHILE_BOUND, loop.position()));
      }
    }
    return super.stmt(s);
  }

  /** What holds before every round but the first: a loop may get on its way there. */
  private Ranges later(While loop, Ranges before) {
    return through(loop.body().statements(), before.where(loop.condition()));
  }

  private boolean ends(While loop, Ranges before) {
    List<Stmt> body = loop.body().statements();
    Ranges begin = before.where(loop.condition());
    if (!begin.isReachable() || comesCloser(loop, begin, loop.condition(), body, List.of())) {
      return true;
    }
    for (int i = 0; i < body.size(); i++) {
      if (body.get(i) instanceof IfThenElse(Expr c, Seq then, Seq otherwise, var p)
          && otherwise.isEmpty()
          && leaves(then, loop)) {
        Ranges here = through(body.subList(0, i), begin).where(new Not(c));
        List<Stmt> rest = body.subList(i + 1, body.size());
        if (comesCloser(loop, here, new Not(c), rest, body.subList(0, i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether what leads to the end of {@code s} leaves the loop. */
  private static boolean leaves(Seq s, While loop) {
    Stmt last = s.isEmpty() ? s : s.statements().get(s.statements().size() - 1);
    return last instanceof Return
        || (last instanceof Leave(Var label, var p) && !bound(loop.body()).contains(label));
  }

  /**
   * Whether a distance in {@code condition} has become smaller when control comes by again.
   *
   * @param here what holds where the condition was found to hold
   * @param rest of the body, after which the loop's own condition is evaluated
   * @param start of the body, up to the condition
   */
  private boolean comesCloser(
      While loop, Ranges here, Expr condition, List<Stmt> rest, List<Stmt> start) {
    if (!here.isReachable()) {
      return true;
    }
    Paths paths = new Paths(cells);
    List<Path> again = new ArrayList<>();
    for (Path path : paths.through(rest, List.of(Path.from(here)))) {
      again.add(path.where(loop.condition()));
    }
    List<Path> back = paths.through(start, again);
    Set<Var> unsteady = bound(loop.body());
    Flow.changed(loop.body()).stream().filter(v -> !cells.contains(v)).forEach(unsteady::add);
    return distances(condition).stream()
        .anyMatch(d -> {
          Optional<Affine> before =
              d.in(here).filter(sum -> unsteady.stream().noneMatch(sum::uses));
          return before.isPresent()
              && (d.isNatural() || here.implies(before.get()))
              && back.stream().allMatch(path -> isCloser(path.where(condition), d, before.get()));
        });
  }

  private static boolean isCloser(Path path, Distance distance, Affine before) {
    Distance now = new Distance(path.at(distance.to()), path.at(distance.from()), true);
    return !path.ranges().isReachable()
        || now.in(path.ranges())
            .flatMap(before::minus)
            .flatMap(d -> d.minus(Affine.ONE))
            .filter(path.ranges()::implies)
            .isPresent();
  }

  /** From one number to another; natural if it is not negative where a condition holds. */
  private record Distance(Expr to, Expr from, boolean isNatural) {
    Optional<Affine> in(Ranges ranges) {
      return ranges.sum(to).flatMap(t -> ranges.sum(from).flatMap(t::minus));
    }
  }

  /** What is not negative, or at least not zero, where a condition holds. */
  private static List<Distance> distances(Expr condition) {
    return switch (condition) {
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.AND -> {
        List<Distance> both = new ArrayList<>(distances(a));
        both.addAll(distances(b));
        yield both;
      }
      case Not(Binary(BinaryOp op, Expr a, Expr b)) when op == BinaryOp.OR -> {
        List<Distance> both = new ArrayList<>(distances(new Not(a)));
        both.addAll(distances(new Not(b)));
        yield both;
      }
      case Not(Not(Expr a)) -> distances(a);
      case Not(Binary(BinaryOp op, Expr a, Expr b))
          when op.isComparison() && !((DataType) a.type()).isFloat() ->
          distances(new Binary(Ranges.opposite(op), a, b));
      case Binary(BinaryOp op, Expr a, Expr b) ->
          switch (op) {
            case LT, LE -> List.of(new Distance(b, a, true));
            case GT, GE -> List.of(new Distance(a, b, true));
            case NE -> List.of(new Distance(a, b, false), new Distance(b, a, false));
            default -> List.of();
          };
      default -> List.of();
    };
  }

  /** The variables and labels bound in a body. */
  private static Set<Var> bound(Seq body) {
    Set<Var> bound = new HashSet<>();
    Walk.stmts(
        body,
        s -> {
          switch (s) {
            case Let let -> bound.add(let.variable());
            case For loop -> bound.add(loop.variable());
            case Block block -> bound.add(block.label());
            default -> {}
          }
        });
    return bound;
  }
}
