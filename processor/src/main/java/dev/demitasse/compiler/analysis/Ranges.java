package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Bounded;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Var;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The range of every integer expression at one place in a function. Variables have the ranges of
 * their loops and values, memory of the function that of what was stored to it, and conditions that
 * hold at the place narrow whatever they compare.
 *
 * <p>The range of an expression comes from those of its operands, and where it is a sum also from
 * the inequalities that hold. A sum counts as one only if it is proved not to wrap.
 */
public final class Ranges {

  /** Nothing known but the types. */
  public static final Ranges NONE = new Ranges(Facts.NONE);

  /**
   * What is known of an expression.
   *
   * @param exact before the result wraps, if it does
   * @param range of the result
   */
  private record Value(Interval exact, Interval range) {
    static Value of(Interval range) {
      return new Value(range, range);
    }
  }

  private final Facts facts;
  private final Elimination inequalities;
  private final Elimination plainInequalities;
  private final IdentityHashMap<Expr, Value> values = new IdentityHashMap<>();
  private final IdentityHashMap<Expr, Optional<Affine>> sums = new IdentityHashMap<>();
  private Optional<Ranges> simple = Optional.empty();

  Ranges(Facts facts) {
    this.facts = facts;
    this.inequalities = new Elimination(facts.sharp(), facts.sums(), this::plain, this::implied);
    this.plainInequalities = new Elimination(false, facts.sums(), this::plain, atom -> List.of());
  }

  Facts facts() {
    return facts;
  }

  // ---- Changes ----

  /** Whether control may get here. */
  public boolean isReachable() {
    return facts.reachable();
  }

  /** Where control does not get. */
  public Ranges unreachable() {
    return new Ranges(facts.unreachable());
  }

  /** Where {@code variable} lies in {@code interval}, too. */
  public Ranges with(Var variable, Interval interval) {
    return new Ranges(facts.with(variable, interval));
  }

  /** After {@code variable} was bound to {@code value}. */
  public Ranges bound(Var variable, Expr value) {
    Facts others = facts.without(List.of(variable));
    if (!isRanged(value)) {
      return new Ranges(others);
    }
    Facts bound = others.with(variable, of(value));
    if (((DataType) value.type()).isBool()) {
      return new Ranges(Atoms.of(value).map(v -> bound.named(variable, v)).orElse(bound));
    }
    return new Ranges(sum(value).map(s -> bound.defined(variable, s)).orElse(bound));
  }

  /** Inside the body of {@code loop}, where it has run at least once. */
  public Ranges inside(For loop) {
    return inside(loop, this, List.of());
  }

  /**
   * Inside the body of {@code loop}, before which {@code entry} held.
   *
   * @param changed memory that the body changes; what held of it before the loop may do so no more
   */
  Ranges inside(For loop, Ranges entry, Collection<Var> changed) {
    Affine i = Affine.of(loop.variable());
    long up = loop.step() > 0 ? 1 : -1;
    Optional<Affine> begin = entry.lasting(loop.begin(), changed);
    Optional<Affine> end = entry.lasting(loop.end(), changed);
    Ranges inside =
        new Ranges(
            facts.without(List.of(loop.variable())).with(loop.variable(), entry.counted(loop)));
    return inside
        .nonNegative(begin.flatMap(i::minus).flatMap(d -> d.times(up)))
        .nonNegative(
            end.flatMap(i::minus).flatMap(d -> d.times(-up)).flatMap(d -> d.minus(Affine.ONE)));
  }

  /** The sum that {@code e} is, and stays while this memory changes. */
  private Optional<Affine> lasting(Expr e, Collection<Var> changed) {
    return sum(e).filter(s -> changed.stream().noneMatch(s::uses));
  }

  /** The values that the variable of a loop takes if the loop begins here. */
  private Interval counted(For loop) {
    Interval begin = of(loop.begin());
    Interval end = of(loop.end());
    boolean up = loop.step() > 0;
    long low = up ? begin.low() : end.low() == Long.MAX_VALUE ? end.low() : end.low() + 1;
    long high = up ? (end.high() == Long.MIN_VALUE ? end.high() : end.high() - 1) : begin.high();
    if (begin.isConstant() && end.isConstant() && low <= high && high - low >= 0) {
      long last = (high - low) / Math.abs((long) loop.step()) * Math.abs((long) loop.step());
      high = up ? low + last : high;
      low = up ? low : high - last;
    }
    return new Interval(low, Math.max(low, high));
  }

  /** Where a sum is not negative, too. */
  Ranges nonNegative(Affine sum) {
    return switch (sum.terms().size()) {
      case 0 -> sum.constant() < 0 ? unreachable() : this;
      case 1 -> {
        Expr atom = sum.terms().keySet().iterator().next();
        long factor = sum.factor(atom);
        long limit = Math.floorDiv(sum.constant(), Math.abs(factor));
        yield limited(atom, factor > 0 ? Interval.atLeast(-limit) : Interval.atMost(limit));
      }
      default -> new Ranges(facts.nonNegative(sum));
    };
  }

  private Ranges nonNegative(Optional<Affine> sum) {
    return sum.map(this::nonNegative).orElse(this);
  }

  private Ranges limited(Expr place, Interval limit) {
    Interval before = plain(place);
    return before.isDisjoint(limit)
        ? unreachable()
        : before.within(limit) ? this : new Ranges(facts.with(place, before.meet(limit)));
  }

  /**
   * After memory was allocated. Nobody reads an element before it is written: it may as well be 0.
   */
  public Ranges allocated(Buffer b) {
    Facts others = facts.without(List.of(b.data()));
    return b.element().isFloat()
        ? new Ranges(others)
        : new Ranges(others.with(Atoms.isCell(b) ? Atoms.cell(b) : b.data(), Interval.of(0)));
  }

  /** After a table was allocated. */
  public Ranges allocated(Buffer b, List<Expr> table) {
    Optional<Interval> hull =
        table.stream()
            .filter(IntImm.class::isInstance)
            .map(e -> Interval.of(((IntImm) e).value()))
            .reduce(Interval::union);
    return hull.map(h -> new Ranges(facts.with(b.data(), h))).orElse(this);
  }

  /** After {@code value} was written to an element of {@code b}. */
  public Ranges stored(Buffer b, Expr value) {
    Facts others = facts.without(List.of(b.data()));
    if (!isRanged(value)) {
      return new Ranges(others);
    }
    Interval range = of(value);
    if (Atoms.isCell(b)) {
      others = changed(b, value).with(Atoms.cell(b), range);
    }
    Interval elements = facts.intervals().get(b.data());
    return new Ranges(elements == null ? others : others.with(b.data(), elements.union(range)));
  }

  /** A cell that got a value made of its old one takes along what is known of it. */
  private Facts changed(Buffer b, Expr value) {
    Expr cell = Atoms.cell(b);
    Optional<Affine> sum = sum(value);
    long factor = sum.map(s -> s.factor(cell)).orElse(0L);
    Optional<Affine> rest = sum.flatMap(s -> s.plus(Affine.of(cell), -factor));
    boolean plain = rest.isPresent() && !rest.get().uses(b.data());
    Facts others = facts.without(List.of(b.data()));
    if (!plain) {
      return others;
    }
    return Math.abs(factor) == 1
        ? Affine.of(cell)
            .minus(rest.get())
            .flatMap(s -> s.times(factor))
            .map(before -> facts.moved(cell, before, b.data()))
            .orElse(others)
        : factor == 0 ? others.equal(Affine.of(cell), rest.get()) : others;
  }

  /** Without what is known of these variables, or of the memory behind these pointers. */
  public Ranges without(Collection<Var> variables) {
    return variables.isEmpty() ? this : new Ranges(facts.without(variables));
  }

  /** Whether anything is known of values in the memory behind {@code data}. */
  boolean tracks(Var data) {
    return facts.intervals().keySet().stream().anyMatch(place -> Atoms.uses(place, data));
  }

  // ---- Two ways that meet ----

  /** What holds on both ways. */
  public Ranges join(Ranges o) {
    if (!isReachable() || this == o) {
      return o;
    }
    return o.isReachable() ? new Ranges(facts.join(o.facts, this::implies, o::implies)) : this;
  }

  /** What holds on both ways, given up where it is still changing. */
  Ranges widened(Ranges o, NavigableSet<Long> stops) {
    return isReachable() && o.isReachable()
        ? new Ranges(facts.widened(o.facts, o::implies, stops))
        : join(o);
  }

  /** The same with all the help of inequalities, which take their time, or with little. */
  Ranges sharp(boolean worthwhile) {
    return new Ranges(facts.sharp(worthwhile));
  }

  /** Whether a sum is proved not to be negative. */
  boolean implies(Affine sum) {
    return inequalities.lower(sum) >= 0;
  }

  // ---- Conditions ----

  /** Where {@code condition} holds. */
  public Ranges where(Expr condition) {
    return switch (condition) {
      case IntImm c -> c.value() != 0 ? this : unreachable();
      case Binary(BinaryOp op, Expr a, Expr b) when isAnd(op, a) -> where(a).where(b);
      case Binary(BinaryOp op, Expr a, Expr b) when isOr(op, a) ->
          where(a).join(whereNot(a).where(b));
      case Binary(BinaryOp op, Expr a, Expr b) when op.isComparison() && isRanged(a) ->
          compared(op, a, b);
      case Not(Expr a) -> whereNot(a);
      case Select(Expr c, Expr a, Expr b) -> where(c).where(a).join(whereNot(c).where(b));
      case Var v when facts.conditions().containsKey(v) ->
          limited(v, Interval.of(1)).where(facts.conditions().get(v));
      default -> truth(condition, 1);
    };
  }

  private Ranges whereNot(Expr condition) {
    return switch (condition) {
      case IntImm c -> c.value() == 0 ? this : unreachable();
      case Binary(BinaryOp op, Expr a, Expr b) when isOr(op, a) -> whereNot(a).whereNot(b);
      case Binary(BinaryOp op, Expr a, Expr b) when isAnd(op, a) ->
          whereNot(a).join(where(a).whereNot(b));
      case Binary(BinaryOp op, Expr a, Expr b) when op.isComparison() && isRanged(a) ->
          compared(opposite(op), a, b);
      case Not(Expr a) -> where(a);
      case Select(Expr c, Expr a, Expr b) -> where(c).whereNot(a).join(whereNot(c).whereNot(b));
      case Var v when facts.conditions().containsKey(v) ->
          limited(v, Interval.of(0)).whereNot(facts.conditions().get(v));
      default -> truth(condition, 0);
    };
  }

  private Ranges truth(Expr condition, long value) {
    return Atoms.of(condition).map(c -> limited(c, Interval.of(value))).orElse(this);
  }

  private static boolean isAnd(BinaryOp op, Expr a) {
    return op == BinaryOp.AND || (op == BinaryOp.BIT_AND && ((DataType) a.type()).isBool());
  }

  private static boolean isOr(BinaryOp op, Expr a) {
    return op == BinaryOp.OR || (op == BinaryOp.BIT_OR && ((DataType) a.type()).isBool());
  }

  private Ranges compared(BinaryOp op, Expr a, Expr b) {
    Interval x = of(a);
    Interval y = of(b);
    Ranges both = narrowed(a, limit(op, x, y)).narrowed(b, limit(mirrored(op), y, x));
    Optional<Affine> difference = sum(a).flatMap(s -> sum(b).flatMap(s::minus));
    return difference.isEmpty() ? both : both.related(op, difference.get());
  }

  /** Where a difference compares with zero like that. */
  private Ranges related(BinaryOp op, Affine d) {
    return switch (op) {
      case LT -> nonNegative(d.negated().minus(Affine.ONE));
      case LE -> nonNegative(d.negated());
      case GT -> nonNegative(d.minus(Affine.ONE));
      case GE -> nonNegative(d);
      case EQ -> nonNegative(d).nonNegative(d.negated());
      default -> this;
    };
  }

  /** Where a value of {@code x} can lie that compares with one of {@code y} like that. */
  private static Interval limit(BinaryOp op, Interval x, Interval y) {
    return switch (op) {
      case LT -> Interval.atMost(y.high() == Long.MIN_VALUE ? y.high() : y.high() - 1);
      case LE -> Interval.atMost(y.high());
      case GT -> Interval.atLeast(y.low() == Long.MAX_VALUE ? y.low() : y.low() + 1);
      case GE -> Interval.atLeast(y.low());
      case EQ -> y;
      case NE -> y.isConstant() ? other(x, y.low()) : Interval.ANYTHING;
      default -> throw new IllegalArgumentException(op + " compares nothing");
    };
  }

  private static Interval other(Interval x, long value) {
    if (value == 0) {
      return Interval.ANYTHING.withoutZero();
    }
    boolean first = value == x.low() && value < Long.MAX_VALUE;
    boolean last = value == x.high() && value > Long.MIN_VALUE;
    return first
        ? Interval.atLeast(value + 1)
        : last ? Interval.atMost(value - 1) : Interval.ANYTHING;
  }

  /** Where the value of {@code e} lies in {@code limit}, too. */
  private Ranges narrowed(Expr e, Interval limit) {
    Interval range = of(e);
    if (range.isDisjoint(limit)) {
      return unreachable();
    }
    if (range.within(limit)) {
      return this;
    }
    return switch (e) {
      case Cast(DataType t, Expr a) when isRanged(a) && of(a).within(Interval.of(t)) ->
          narrowed(a, limit);
      case Divisor(Expr a, var p) -> narrowed(a, limit);
      case Bounded(Expr a, int extent, var p) -> narrowed(a, limit);
      case Select(Expr c, Expr a, Expr b) ->
          where(c).narrowed(a, limit).join(whereNot(c).narrowed(b, limit));
      default -> {
        Ranges place = Atoms.of(e).map(p -> limited(p, range.meet(limit))).orElse(this);
        yield sum(e).map(s -> place.summed(s, limit)).orElse(place);
      }
    };
  }

  private Ranges summed(Affine sum, Interval limit) {
    return nonNegative(Affine.of(limit.low()).flatMap(sum::minus))
        .nonNegative(Affine.of(limit.high()).flatMap(h -> h.minus(sum)));
  }

  private static BinaryOp mirrored(BinaryOp op) {
    return switch (op) {
      case LT -> BinaryOp.GT;
      case LE -> BinaryOp.GE;
      case GT -> BinaryOp.LT;
      case GE -> BinaryOp.LE;
      default -> op;
    };
  }

  /** The comparison of integers that holds just where {@code op} does not. */
  public static BinaryOp opposite(BinaryOp op) {
    return switch (op) {
      case LT -> BinaryOp.GE;
      case LE -> BinaryOp.GT;
      case GT -> BinaryOp.LE;
      case GE -> BinaryOp.LT;
      case EQ -> BinaryOp.NE;
      case NE -> BinaryOp.EQ;
      default -> throw new IllegalArgumentException(op + " compares nothing");
    };
  }

  // ---- Values ----

  /** Whether there are whole numbers to speak of; {@code u64} is beyond {@code long}. */
  private static boolean isRanged(Expr e) {
    return e.type() instanceof DataType type && !type.isFloat() && !isUnsigned64(type);
  }

  private static boolean isUnsigned64(DataType type) {
    return type.bits() == 64 && type.isInteger() && !type.isSigned();
  }

  /** The range of an expression of an integer type or of {@code bool}, as Java computes it. */
  public Interval of(Expr e) {
    return value(e).range();
  }

  /** The range before the result wraps, if it does. */
  public Interval exact(Expr e) {
    return value(e).exact();
  }

  private Value value(Expr e) {
    if (e instanceof IntImm(DataType t, long value) && !isUnsigned64(t)) {
      return Value.of(Interval.of(value));
    }
    Value known = values.get(e);
    if (known == null) {
      // An inequality may lead back here: then this is all that is known.
      values.put(e, Value.of(Interval.of((DataType) e.type())));
      known = isRanged(e) ? narrowest(e, computed(e)) : Value.of(Interval.of((DataType) e.type()));
      values.put(e, known);
    }
    return known;
  }

  private Value narrowest(Expr e, Value value) {
    Interval limit = facts.intervals().isEmpty() ? null : facts.intervals().get(e);
    return limit == null ? value : new Value(value.exact(), value.range().meet(limit));
  }

  private Value computed(Expr e) {
    DataType type = (DataType) e.type();
    return switch (e) {
      case Var v -> Value.of(searched(plain(v), sum(v)));
      case BufferLoad load -> Value.of(searched(plain(load), sum(load)));
      case Divisor(Expr a, var p) -> value(a);
      case Bounded(Expr a, int limit, var p) -> value(a);
      case Negate(Expr a) -> wrapping(searched(of(a).negated(), exactSum(e)), type);
      case Cast(DataType t, Expr a) when isRanged(a) -> wrapping(of(a), type);
      case Select(Expr c, Expr a, Expr b) -> {
        Ranges then = where(c);
        Ranges otherwise = whereNot(c);
        yield Value.of(
            !then.isReachable()
                ? otherwise.of(b)
                : !otherwise.isReachable() ? then.of(a) : then.of(a).union(otherwise.of(b)));
      }
      case Binary(BinaryOp op, Expr a, Expr b) when op.isComparison() || op.isLogic() ->
          Value.of(truth(op, a, b));
      case Binary(BinaryOp op, Expr a, Expr b) -> arithmetic(e, op, of(a), of(b), type);
      default -> Value.of(Interval.of(type));
    };
  }

  private Value wrapping(Interval exact, DataType type) {
    return new Value(exact, exact.fits(type) ? exact : Interval.of(type));
  }

  private Value arithmetic(Expr e, BinaryOp op, Interval x, Interval y, DataType type) {
    Interval all = Interval.of(type);
    Interval widths = new Interval(0, type.bits() - 1L);
    return switch (op) {
      case ADD -> wrapping(searched(x.plus(y), exactSum(e)), type);
      case SUB -> wrapping(searched(x.minus(y), exactSum(e)), type);
      case MUL -> wrapping(x.times(y), type);
      case DIV -> wrapping(y.contains(0) ? Interval.ANYTHING : x.dividedBy(y), type);
      case MOD -> Value.of(y.contains(0) ? all : x.remainder(y));
      case MIN -> Value.of(x.min(y));
      case MAX -> Value.of(x.max(y));
      case BIT_AND -> Value.of(x.and(y));
      case BIT_OR -> Value.of(x.or(y));
      case BIT_XOR -> Value.of(x.xor(y));
      case SHL ->
          wrapping(y.within(widths) && y.high() < 63 ? x.shiftedLeft(y) : Interval.ANYTHING, type);
      case SHR -> Value.of(x.shiftedRight(y.within(widths) ? y : widths));
      case USHR -> {
        Interval counts = y.within(widths) ? y : widths;
        Interval bits = new Interval(0, -1L >>> (64 - type.bits()) >>> Math.max(1, counts.low()));
        yield Value.of(x.low() >= 0 ? x.shiftedRight(counts) : counts.low() > 0 ? bits : all);
      }
      case EQ, NE, LT, LE, GT, GE, AND, OR -> throw new IllegalStateException(op + " is a truth");
    };
  }

  private Interval truth(BinaryOp op, Expr a, Expr b) {
    if (!isRanged(a)) {
      return new Interval(0, 1);
    }
    Interval x = of(a);
    Interval y =
        op == BinaryOp.AND ? where(a).of(b) : op == BinaryOp.OR ? whereNot(a).of(b) : of(b);
    return switch (op) {
      case LT -> known(x.high() < y.low(), x.low() >= y.high());
      case LE -> known(x.high() <= y.low(), x.low() > y.high());
      case GT -> known(x.low() > y.high(), x.high() <= y.low());
      case GE -> known(x.low() >= y.high(), x.high() < y.low());
      case EQ -> known(x.isConstant() && x.equals(y), x.isDisjoint(y));
      case NE -> known(x.isDisjoint(y), x.isConstant() && x.equals(y));
      case AND -> x.min(y);
      case OR -> x.max(y);
      default -> throw new IllegalStateException(op + " is no truth");
    };
  }

  private static Interval known(boolean holds, boolean fails) {
    return new Interval(holds ? 1 : 0, fails ? 0 : 1);
  }

  // ---- Sums ----

  /** The interval of a place, or of an expression, without a look at inequalities about it. */
  private Interval plain(Expr place) {
    Interval all = Interval.of(Facts.type(place));
    return switch (place) {
      case Var v -> facts.intervals().getOrDefault(v, all);
      case BufferLoad load ->
          facts
              .intervals()
              .getOrDefault(load, all)
              .meet(facts.intervals().getOrDefault(load.buffer().data(), all));
      default -> simple().of(place);
    };
  }

  /**
   * The same without inequalities. What helps to find a bound by inequalities is computed here, so
   * that it never needs bounds by the same inequalities itself.
   */
  private Ranges simple() {
    if (simple.isEmpty()) {
      simple = Optional.of(new Ranges(facts.intervalsOnly()));
    }
    return simple.get();
  }

  private Interval searched(Interval found, Optional<Affine> sum) {
    return sum.filter(s -> !s.isConstant())
        .map(s -> found.meet(inequalities.bounds(s)))
        .orElse(found);
  }

  /** The value of {@code e} as a sum, if it is a whole number of which sums can be made. */
  Optional<Affine> sum(Expr e) {
    if (!isRanged(e)) {
      return Optional.empty();
    }
    Optional<Affine> known = sums.get(e);
    if (known == null) {
      known = computedSum(e);
      sums.put(e, known);
    }
    return known;
  }

  private Optional<Affine> computedSum(Expr e) {
    DataType type = (DataType) e.type();
    return switch (e) {
      case IntImm(DataType t, long v) -> Affine.of(v);
      case Var v -> Optional.of(facts.definitions().getOrDefault(v, Affine.of(v)));
      case Divisor(Expr a, var p) -> sum(a);
      case Bounded(Expr a, int limit, var p) -> sum(a);
      case Cast(DataType t, Expr a) when isRanged(a) && of(a).within(Interval.of(t)) -> sum(a);
      case Negate n when exact(n).fits(type) -> exactSum(n);
      case Binary b when isLinear(b.op()) && exact(b).fits(type) && exactSum(b).isPresent() ->
          exactSum(b);
      default -> Atoms.of(e).map(Affine::of);
    };
  }

  private static boolean isLinear(BinaryOp op) {
    return op == BinaryOp.ADD || op == BinaryOp.SUB || op == BinaryOp.MUL || op == BinaryOp.SHL;
  }

  /** The sum that {@code e} is if it does not wrap. */
  private Optional<Affine> exactSum(Expr e) {
    return switch (e) {
      case Negate(Expr a) -> sum(a).map(Affine::negated);
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.ADD ->
          sum(a).flatMap(x -> sum(b).flatMap(y -> x.plus(y, 1)));
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.SUB ->
          sum(a).flatMap(x -> sum(b).flatMap(x::minus));
      case Binary(BinaryOp op, Expr a, IntImm(DataType t, long f)) when op == BinaryOp.MUL ->
          sum(a).flatMap(x -> x.times(f));
      case Binary(BinaryOp op, IntImm(DataType t, long f), Expr b) when op == BinaryOp.MUL ->
          sum(b).flatMap(x -> x.times(f));
      case Binary(BinaryOp op, Expr a, IntImm(DataType t, long count)) when op == BinaryOp.SHL ->
          sum(a).filter(x -> count >= 0 && count < 31).flatMap(x -> x.times(1L << count));
      default -> Optional.empty();
    };
  }

  /** What is not negative because {@code atom} is what it is. */
  private List<Affine> implied(Expr atom) {
    Affine value = Affine.of(atom);
    return switch (atom) {
      case Binary(BinaryOp op, Expr a, IntImm(DataType t, long d))
          when op == BinaryOp.DIV && d > 1 ->
          quotient(operand(a), value, d);
      case Binary(BinaryOp op, Expr a, IntImm(DataType t, long n))
          when isRightShift(op) && n > 0 && n < Math.min(31, t.bits()) ->
          operand(a).isNatural() ? quotient(operand(a), value, 1L << n) : List.of();
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MIN ->
          present(operand(a).minus(value), operand(b).minus(value));
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MAX ->
          present(
              operand(a).minus(value).map(Affine::negated),
              operand(b).minus(value).map(Affine::negated));
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.BIT_AND ->
          present(operand(a).natural().minus(value), operand(b).natural().minus(value));
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MOD ->
          present(
              operand(a).natural().minus(value),
              operand(b).natural().minus(value).flatMap(d -> d.minus(Affine.ONE)));
      default -> List.of();
    };
  }

  private static List<Affine> present(Optional<Affine> a, Optional<Affine> b) {
    return Stream.of(a, b).flatMap(Optional::stream).toList();
  }

  /** What an atom is computed from: a sum, if it is one, and where it lies. */
  private record Operand(Optional<Affine> sum, Interval range) {
    Optional<Affine> minus(Affine o) {
      return sum.flatMap(s -> s.minus(o));
    }

    boolean isNatural() {
      return range.low() >= 0;
    }

    /** Nothing is known of it if it may be negative. */
    Operand natural() {
      return isNatural() ? this : new Operand(Optional.empty(), range);
    }
  }

  private Operand operand(Expr e) {
    Optional<Affine> sum = simple().sum(e).flatMap(this::expanded);
    Interval range = simple().of(e);
    return new Operand(sum, sum.map(s -> range.meet(plainInequalities.bounds(s))).orElse(range));
  }

  private static boolean isRightShift(BinaryOp op) {
    return op == BinaryOp.SHR || op == BinaryOp.USHR;
  }

  /** {@code a - (d - 1) <= d * q <= a} where {@code a} is not negative, and else a bit more. */
  private static List<Affine> quotient(Operand a, Affine q, long d) {
    long above = a.range().low() < 0 ? d - 1 : 0;
    long below = a.range().high() > 0 ? d - 1 : 0;
    Optional<Affine> rest = a.sum().flatMap(s -> s.plus(q, -d));
    return present(
        rest.flatMap(r -> r.plus(Affine.ONE, above)),
        rest.flatMap(r -> r.negated().plus(Affine.ONE, below)));
  }

  /** The same with the definitions of variables in their place. */
  private Optional<Affine> expanded(Affine sum) {
    Optional<Affine> result = Optional.of(sum);
    for (Expr atom : sum.terms().keySet()) {
      if (atom instanceof Var v && facts.definitions().containsKey(v)) {
        result = result.flatMap(r -> r.with(v, facts.definitions().get(v)));
      }
    }
    return result;
  }
}
