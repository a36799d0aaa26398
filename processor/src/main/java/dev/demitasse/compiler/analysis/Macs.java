package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.Expr.CallIntrinsic;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Intrinsic;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts multiply-accumulates: every product among the terms of a sum that is stored to an element
 * which is one of its terms, {@code sum += x * w}, as often as the loops around it go round.
 *
 * <p>Conditions count as if they held, of two sides the one with more, and no loop as left early:
 * what a convolution does not compute at its padding is counted, as it is where models are
 * compared. Products that are not added to what they are stored to are none, such as those of an
 * element-wise operator or of a requantisation; neither are products that are shifted first.
 *
 * <p>Takes specialised functions of any stage; passes keep what is counted.
 */
public final class Macs {

  /**
   * How many.
   *
   * @param number at most {@link Long#MAX_VALUE}, which stands for more, too
   */
  public record Count(long number, Certainty certainty) {
    static final Count NONE = new Count(0, Certainty.EXACT);

    Count plus(Count o) {
      return new Count(added(number, o.number), certainty.and(o.certainty));
    }

    private Count times(Count rounds) {
      return number == 0
          ? this
          : new Count(
              Interval.of(number).times(Interval.of(rounds.number)).high(),
              certainty.and(rounds.certainty));
    }

    private Count or(Count o) {
      return new Count(Math.max(number, o.number), certainty.and(o.certainty));
    }
  }

  /** How well a number is known. */
  public enum Certainty {
    EXACT,
    /** The bounds of a loop vary; it was counted with as many rounds as they can give. */
    AT_MOST,
    /** A {@code while} was counted as one round: no more is known of it. */
    AT_LEAST;

    private Certainty and(Certainty o) {
      return compareTo(o) >= 0 ? this : o;
    }
  }

  private final IrModule module;
  private final Map<String, Count> counted = new HashMap<>();

  private Macs(IrModule module) {
    this.module = module;
  }

  /**
   * What one run of a function computes, with all that it calls.
   *
   * @param module has what it calls
   */
  public static Count of(PrimFunc f, IrModule module) {
    return new Macs(module).count(f);
  }

  private Count count(PrimFunc f) {
    return new Body(f).count(f.body());
  }

  private Count called(String symbol) {
    Count known = counted.get(symbol);
    if (known == null) {
      known = count(module.find(symbol).orElseThrow());
      counted.put(symbol, known);
    }
    return known;
  }

  private static long added(long a, long b) {
    return Interval.of(a).plus(Interval.of(b)).high();
  }

  /** The body of one function. */
  private final class Body {
    private final PrimFunc function;
    private final Map<Var, Expr> lets = new HashMap<>();
    private IdentityHashMap<For, Long> varying = new IdentityHashMap<>();

    Body(PrimFunc function) {
      this.function = function;
    }

    Count count(Stmt s) {
      return switch (s) {
        case Seq(List<Stmt> statements) ->
            statements.stream().map(this::count).reduce(Count.NONE, Count::plus);
        case For loop ->
            calls(loop.begin())
                .plus(calls(loop.end()))
                .plus(count(loop.body()).times(rounds(loop)));
        case While(Expr condition, Seq body, var p) -> {
          Count round = calls(condition).plus(count(body));
          yield round.number() == 0 ? round : new Count(round.number(), Certainty.AT_LEAST);
        }
        case IfThenElse(Expr condition, Seq then, Seq otherwise, var p) ->
            calls(condition).plus(count(then).or(count(otherwise)));
        case Block(Var label, Seq body, var p) -> count(body);
        case Let(Var v, Expr value, var p) -> {
          lets.put(v, value);
          yield calls(value);
        }
        case BufferStore store ->
            store.indices().stream()
                .map(this::calls)
                .reduce(calls(store.value()), Count::plus)
                .plus(new Count(products(store), Certainty.EXACT));
        case Evaluate(Call call, var p) -> calls(call);
        case Assert(Expr condition, var p) -> calls(condition);
        case Return(Expr value, var p) -> calls(value);
        default -> Count.NONE;
      };
    }

    /** What the functions compute that an expression calls. */
    private Count calls(Expr e) {
      Count[] all = {Count.NONE};
      Walk.exprs(
          e,
          x -> {
            if (x instanceof Call call) {
              all[0] = all[0].plus(called(call.symbol()));
            }
          });
      return all[0];
    }

    // ---- Sums ----

    /** The products that are added to what they are stored to. */
    private long products(BufferStore store) {
      Linear place = place(store.buffer(), store.indices());
      boolean accumulates =
          anyTerm(
              store.value(),
              e ->
                  e instanceof BufferLoad(Buffer b, List<Expr> indices, var p)
                      && b.data() == store.buffer().data()
                      && place(b, indices).equals(place));
      return accumulates ? products(store.value()) : 0;
    }

    private static Linear place(Buffer b, List<Expr> indices) {
      return Linear.of(b.position(indices));
    }

    private boolean anyTerm(Expr e, Predicate<Expr> test) {
      return switch (e) {
        case Binary(BinaryOp op, Expr a, Expr b) when isSum(op) ->
            anyTerm(a, test) || anyTerm(b, test);
        case Negate(Expr a) -> anyTerm(a, test);
        case Cast(var type, Expr a) -> anyTerm(a, test);
        case CallIntrinsic(Intrinsic i, List<Expr> arguments) when i == Intrinsic.FMA ->
            anyTerm(arguments.get(2), test);
        case Select(Expr c, Expr a, Expr b) -> anyTerm(a, test) || anyTerm(b, test);
        case Var v when lets.containsKey(v) -> anyTerm(lets.get(v), test);
        default -> test.test(e);
      };
    }

    private long products(Expr e) {
      return switch (e) {
        case Binary(BinaryOp op, Expr a, Expr b) when isSum(op) -> products(a) + products(b);
        case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MUL -> 1;
        case Negate(Expr a) -> products(a);
        case Cast(var type, Expr a) -> products(a);
        case CallIntrinsic(Intrinsic i, List<Expr> arguments) when i == Intrinsic.FMA ->
            1 + products(arguments.get(2));
        case Select(Expr c, Expr a, Expr b) -> Math.max(products(a), products(b));
        case Var v when lets.containsKey(v) -> products(lets.get(v));
        default -> 0;
      };
    }

    // ---- Loops ----

    private Count rounds(For loop) {
      if (loop.begin() instanceof IntImm begin && loop.end() instanceof IntImm end) {
        return new Count(
            most(loop, Interval.of(begin.value()), Interval.of(end.value())), Certainty.EXACT);
      }
      if (varying.isEmpty()) {
        varying = Varying.of(function);
      }
      return new Count(varying.getOrDefault(loop, 0L), Certainty.AT_MOST);
    }
  }

  private static boolean isSum(BinaryOp op) {
    return op == BinaryOp.ADD || op == BinaryOp.SUB;
  }

  /** How often a loop goes round at most whose ends are in these ranges. */
  static long most(For loop, Interval begin, Interval end) {
    Interval way = loop.step() > 0 ? end.minus(begin) : begin.minus(end);
    return Math.max(0, Math.ceilDiv(way.high(), Math.abs((long) loop.step())));
  }

  /** How often loops go round at most. */
  private static final class Varying extends RangeRewriter {
    private final IdentityHashMap<For, Long> rounds = new IdentityHashMap<>();

    static IdentityHashMap<For, Long> of(PrimFunc f) {
      Varying varying = new Varying();
      varying.function(f);
      return varying.rounds;
    }

    @Override
    public Stmt stmt(Stmt s) {
      if (s instanceof For loop && ranges().isReachable()) {
        rounds.put(loop, most(loop, ranges().of(loop.begin()), ranges().of(loop.end())));
      }
      return super.stmt(s);
    }
  }
}
