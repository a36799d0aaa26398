package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes one function of those that came out alike but for some numbers, such as an operator for two
 * values of an attribute. The numbers that differ become parameters behind all others; those that
 * are always alike become one.
 *
 * <p>A number stays in the function, and keeps those apart that differ there, if something has been
 * proved with it or is quicker with it: in loops, indices, shift counts and divisors of integers,
 * in what these are computed from, in conditions on that, in tables, and a power of two as a factor
 * or divisor. Functions that differ in more than {@link #MOST} numbers stay apart, too.
 */
public final class ShareFunctions {
  /** What a call can hand over with little more than registers. */
  static final int MOST = 8;

  /**
   * A function in place of another.
   *
   * @param scalars what its last parameters are to be
   */
  public record Shared(PrimFunc function, List<Expr> scalars) {
    public Shared {
      scalars = List.copyOf(scalars);
    }
  }

  /** A function without some of its numbers, and these. */
  private record Framed(PrimFunc function, Map<String, Expr> attributes, List<Expr> numbers) {}

  private ShareFunctions() {}

  /**
   * What to call in place of each of these.
   *
   * @param functions with the attributes that they were specialised for, as far as these are known:
   *     parameters are named after them
   */
  public static Map<PrimFunc, Shared> run(Map<PrimFunc, Map<String, Expr>> functions) {
    Map<String, List<Framed>> alike = new LinkedHashMap<>();
    functions.forEach((f, attributes) -> {
      List<Expr> numbers = new ArrayList<>();
      PrimFunc frame =
          new Numbers(f) {
            @Override
            Expr number(Expr number) {
              numbers.add(number);
              return Var.of("number", number.type());
            }
          }.function(f);
      String key = Printer.text(frame) + numbers.stream().map(Expr::type).toList();
      alike.computeIfAbsent(key, k -> new ArrayList<>()).add(new Framed(f, attributes, numbers));
    });
    Map<PrimFunc, Shared> shared = new LinkedHashMap<>();
    alike.values().forEach(group -> share(group, shared));
    return shared;
  }

  /** Functions that are alike but for their numbers. */
  private static void share(List<Framed> group, Map<PrimFunc, Shared> shared) {
    PrimFunc first = group.get(0).function();
    Map<List<Expr>, Var> scalars = new LinkedHashMap<>();
    List<Optional<Var>> places = new ArrayList<>();
    for (int i = 0; i < group.get(0).numbers().size(); i++) {
      int place = i;
      List<Expr> values = group.stream().map(g -> g.numbers().get(place)).toList();
      if (values.stream().distinct().count() > 1) {
        scalars.computeIfAbsent(
            values, v -> Var.of(name(v, group, scalars.values()), v.get(0).type()));
      }
      places.add(Optional.ofNullable(scalars.get(values)));
    }
    if (scalars.size() > MOST || (first.external().isPresent() && !scalars.isEmpty())) {
      Map<List<Expr>, PrimFunc> same = new HashMap<>();
      for (Framed g : group) {
        PrimFunc function = same.computeIfAbsent(g.numbers(), numbers -> g.function());
        shared.put(g.function(), new Shared(function, List.of()));
      }
      return;
    }
    PrimFunc function = scalars.isEmpty() ? first : with(scalars.values(), places, first);
    for (int i = 0; i < group.size(); i++) {
      int member = i;
      List<Expr> given = scalars.keySet().stream().map(values -> values.get(member)).toList();
      shared.put(group.get(i).function(), new Shared(function, given));
    }
  }

  /** That of the attribute that has these values, if there is one. */
  private static String name(List<Expr> values, List<Framed> group, Collection<Var> others) {
    Set<String> taken = new HashSet<>();
    group.get(0).function().parameters().forEach(p -> taken.add(p.name()));
    others.forEach(v -> taken.add(v.name()));
    return group.get(0).attributes().keySet().stream()
        .filter(name -> !taken.contains(name))
        .filter(name ->
            IntStream.range(0, values.size())
                .allMatch(i -> isFrom(group.get(i).attributes().get(name), values.get(i))))
        .findFirst()
        .orElseGet(() -> {
          int i = 0;
          while (taken.contains("scalar" + i)) {
            i++;
          }
          return "scalar" + i;
        });
  }

  private static boolean isFrom(Expr attribute, Expr value) {
    return attribute != null && Fold.cast((DataType) value.type(), attribute).equals(value);
  }

  private static PrimFunc with(
      Collection<Var> scalars, List<Optional<Var>> places, PrimFunc function) {
    List<Var> parameters = new ArrayList<>(function.parameters());
    parameters.addAll(scalars);
    Iterator<Optional<Var>> next = places.iterator();
    Seq body =
        new Numbers(function) {
          @Override
          Expr number(Expr number) {
            Optional<Var> scalar = next.next();
            return scalar.isPresent() ? scalar.get() : number;
          }
        }.seq(function.body());
    return new PrimFunc(
        function.kind(),
        function.symbol(),
        parameters,
        function.buffers(),
        function.result(),
        body,
        function.attributes(),
        function.position());
  }

  /** Replaces the numbers that may be parameters, always in the same order. */
  private abstract static class Numbers extends Rewriter {
    private final Set<Var> deciding;

    Numbers(PrimFunc f) {
      this.deciding = Deciding.of(f.body());
    }

    abstract Expr number(Expr number);

    @Override
    public Expr expr(Expr e) {
      return switch (e) {
        case IntImm(DataType type, long v) when type.isBool() -> e;
        case IntImm i -> integer(i);
        case FloatImm f -> number(f);
        case BufferLoad load -> load;
        case Binary(BinaryOp op, Expr a, IntImm(DataType type, long v)) when op == BinaryOp.SUB -> {
          Expr from = expr(a);
          IntImm negative = IntImm.wrapped(type, -v);
          Expr b = integer(negative);
          yield b == negative
              ? Fold.binary(op, from, ((Binary) e).b())
              : Fold.binary(BinaryOp.ADD, from, b);
        }
        case Select(Expr condition, Expr then, Expr otherwise) ->
            Fold.select(condition(condition), expr(then), expr(otherwise));
        case Binary(BinaryOp op, Expr a, Expr b) when Deciding.isRight(op, a) ->
            Fold.binary(op, expr(a), b);
        case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MUL && isPowerOfTwo(a) ->
            Fold.binary(op, a, expr(b));
        case Binary(BinaryOp op, Expr a, Expr b)
            when (op == BinaryOp.MUL || op == BinaryOp.DIV) && isPowerOfTwo(b) ->
            Fold.binary(op, expr(a), b);
        default -> super.expr(e);
      };
    }

    /** Arithmetic that wraps is unsigned by then, but its numbers need not be. */
    private Expr integer(IntImm e) {
      boolean wraps = !e.type().isSigned() && e.type().bits() >= 32;
      DataType signed = e.type().bits() == 64 ? DataType.INT64 : DataType.INT32;
      Expr number = wraps ? Fold.cast(signed, e) : e;
      Expr given = number(number);
      return given == number ? e : wraps ? Fold.cast(e.type(), given) : given;
    }

    private Expr condition(Expr condition) {
      return Deciding.mentions(condition, deciding) ? condition : expr(condition);
    }

    @Override
    public Stmt stmt(Stmt s) {
      return switch (s) {
        case For(Var v, Expr begin, Expr end, int step, Seq body, var p) ->
            new For(v, begin, end, step, seq(body), p);
        case While(Expr condition, Seq body, var p) -> new While(condition, seq(body), p);
        case IfThenElse(Expr condition, Seq then, Seq otherwise, var p) ->
            new IfThenElse(condition(condition), seq(then), seq(otherwise), p);
        case Let(Var v, Expr value, var p) -> deciding.contains(v) ? s : new Let(v, expr(value), p);
        case BufferStore(Buffer b, List<Expr> indices, Expr value, var p) ->
            deciding.contains(b.data()) ? s : new BufferStore(b, indices, expr(value), p);
        case Assert a -> a;
        default -> super.stmt(s);
      };
    }

    private static boolean isPowerOfTwo(Expr e) {
      return switch (e) {
        case IntImm(DataType type, long v) -> Long.bitCount(Math.abs(v)) <= 1;
        case FloatImm(DataType type, double v) ->
            Math.abs(v) == Math.scalb(1.0, Math.getExponent(v));
        default -> false;
      };
    }
  }
}
