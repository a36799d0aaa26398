package dev.demitasse.compiler.interp;

import dev.demitasse.compiler.interp.Code.Caller;
import dev.demitasse.compiler.interp.Code.Frame;
import dev.demitasse.compiler.interp.Code.Pass;
import dev.demitasse.compiler.interp.Code.Real;
import dev.demitasse.compiler.interp.Code.Whole;
import dev.demitasse.compiler.ir.Arithmetic;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Bounded;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.Expr.CallIntrinsic;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.GenericExpr;
import dev.demitasse.compiler.ir.Intrinsic;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes closures of expressions; what they compute is said by {@link Arithmetic} alone. */
final class Exprs {
  private final Slots slots;
  private final Function<String, Code> callees;

  /**
   * For the expressions of one function.
   *
   * @param callees finds a function of the module when it is called
   */
  Exprs(Slots slots, Function<String, Code> callees) {
    this.slots = slots;
    this.callees = callees;
  }

  private static boolean isFloat(Expr e) {
    return ((DataType) e.type()).isFloat();
  }

  private static Trap undefined(String what) {
    return new Trap(Trap.Reason.UNDEFINED, what);
  }

  private static IllegalStateException misplaced(Expr e) {
    return new IllegalStateException("cannot be run here: " + e);
  }

  /** Of an integer type or of {@code bool}. */
  Whole whole(Expr e) {
    return switch (e) {
      case Var v -> {
        int slot = slots.of(v);
        yield f -> f.scalars[slot];
      }
      case IntImm(DataType t, long value) -> f -> value;
      case Binary b -> isFloat(b.a()) ? comparison(b) : binary(b);
      case Not(Expr a) -> {
        Whole x = whole(a);
        yield f -> x.in(f) ^ 1;
      }
      case Negate(Expr a) -> {
        DataType type = (DataType) a.type();
        Whole x = whole(a);
        yield f -> type.wrap(-x.in(f));
      }
      case Select(Expr c, Expr a, Expr b) -> {
        Whole condition = whole(c);
        Whole x = whole(a);
        Whole y = whole(b);
        yield f -> condition.in(f) != 0 ? x.in(f) : y.in(f);
      }
      case Cast(DataType to, Expr a) -> {
        if (isFloat(a)) {
          Real x = real(a);
          yield f -> Arithmetic.toInteger(to, x.in(f));
        }
        Whole x = whole(a);
        yield f -> to.wrap(x.in(f));
      }
      case CallIntrinsic(Intrinsic intrinsic, List<Expr> xs) -> wholeIntrinsic(intrinsic, xs);
      case Call c -> {
        Caller call = call(c);
        yield f -> call.from(f).result;
      }
      case BufferLoad(Buffer b, List<Expr> indices, var p) -> {
        int slot = slots.of(b.data());
        Whole position = position(b, indices);
        yield f -> f.memories[slot].integer((int) position.in(f));
      }
      case Divisor(Expr value, var p) -> whole(value);
      case Bounded(Expr value, int limit, var p) -> bounded(whole(value), limit);
      case FloatImm x -> throw misplaced(x);
      case Address x -> throw misplaced(x);
      case GenericExpr x -> throw misplaced(x);
    };
  }

  private Whole binary(Binary e) {
    BinaryOp op = e.op();
    DataType type = (DataType) e.a().type();
    Whole x = whole(e.a());
    Whole y = whole(e.b());
    return switch (op) {
      case AND -> f -> x.in(f) != 0 ? y.in(f) : 0;
      case OR -> f -> x.in(f) != 0 ? 1 : y.in(f);
      case DIV, MOD ->
          f -> {
            long dividend = x.in(f);
            long divisor = y.in(f);
            if (divisor == 0) {
              throw undefined("division by zero");
            }
            return Arithmetic.integers(op, type, dividend, divisor);
          };
      default -> f -> Arithmetic.integers(op, type, x.in(f), y.in(f));
    };
  }

  private Whole comparison(Binary e) {
    BinaryOp op = e.op();
    Real x = real(e.a());
    Real y = real(e.b());
    return f -> Arithmetic.holds(op, x.in(f), y.in(f)) ? 1 : 0;
  }

  private Whole wholeIntrinsic(Intrinsic intrinsic, List<Expr> xs) {
    DataType type = (DataType) xs.get(0).type();
    return switch (intrinsic) {
      case BITS_OF_FLOAT -> {
        Real x = real(xs.get(0));
        yield f -> Arithmetic.bitsOfFloat(type, x.in(f));
      }
      case ABS -> {
        Whole x = whole(xs.get(0));
        yield f -> {
          long value = x.in(f);
          return value < 0 ? type.wrap(-value) : value;
        };
      }
      case FMA, SQRT, FLOOR, CEIL, RINT, FLOAT_OF_BITS ->
          throw new IllegalStateException(intrinsic + " of " + type);
    };
  }

  private static Whole bounded(Whole index, int limit) {
    return f -> {
      long i = index.in(f);
      if (i < 0 || i >= limit) {
        throw undefined("index " + i + " is not below " + limit);
      }
      return i;
    };
  }

  /** Of a float type. */
  Real real(Expr e) {
    return switch (e) {
      case Var v -> {
        int slot = slots.of(v);
        yield f -> Double.longBitsToDouble(f.scalars[slot]);
      }
      case FloatImm(DataType t, double value) -> f -> value;
      case Binary(BinaryOp op, Expr a, Expr b) -> {
        DataType type = (DataType) a.type();
        Real x = real(a);
        Real y = real(b);
        yield f -> Arithmetic.floats(op, type, x.in(f), y.in(f));
      }
      case Negate(Expr a) -> {
        Real x = real(a);
        yield f -> -x.in(f);
      }
      case Select(Expr c, Expr a, Expr b) -> {
        Whole condition = whole(c);
        Real x = real(a);
        Real y = real(b);
        yield f -> condition.in(f) != 0 ? x.in(f) : y.in(f);
      }
      case Cast(DataType to, Expr a) -> {
        if (isFloat(a)) {
          Real x = real(a);
          yield f -> Arithmetic.toFloat(to, x.in(f));
        }
        Whole x = whole(a);
        yield f -> Arithmetic.toFloat(to, x.in(f));
      }
      case CallIntrinsic(Intrinsic intrinsic, List<Expr> xs) -> realIntrinsic(intrinsic, xs);
      case Call c -> {
        Caller call = call(c);
        yield f -> Double.longBitsToDouble(call.from(f).result);
      }
      case BufferLoad(Buffer b, List<Expr> indices, var p) -> {
        int slot = slots.of(b.data());
        Whole position = position(b, indices);
        yield f -> f.memories[slot].real((int) position.in(f));
      }
      case IntImm x -> throw misplaced(x);
      case Not x -> throw misplaced(x);
      case Divisor x -> throw misplaced(x);
      case Bounded x -> throw misplaced(x);
      case Address x -> throw misplaced(x);
      case GenericExpr x -> throw misplaced(x);
    };
  }

  private Real realIntrinsic(Intrinsic intrinsic, List<Expr> xs) {
    DataType type = (DataType) xs.get(0).type();
    return switch (intrinsic) {
      case FLOAT_OF_BITS -> {
        Whole bits = whole(xs.get(0));
        yield f -> Arithmetic.floatOfBits(type, bits.in(f));
      }
      case ABS, SQRT, FLOOR, CEIL, RINT -> {
        Real x = real(xs.get(0));
        yield f -> Arithmetic.unary(intrinsic, type, x.in(f));
      }
      case FMA -> fma(real(xs.get(0)), real(xs.get(1)), real(xs.get(2)), type);
      case BITS_OF_FLOAT -> throw new IllegalStateException(intrinsic + " is no float");
    };
  }

  private static Real fma(Real a, Real b, Real c, DataType type) {
    return f -> Arithmetic.fma(type, a.in(f), b.in(f), c.in(f));
  }

  /** Any scalar, as it lies in a frame. */
  Whole scalar(Expr e) {
    if (!isFloat(e)) {
      return whole(e);
    }
    Real x = real(e);
    return f -> Double.doubleToRawLongBits(x.in(f));
  }

  // ---- Memory ----

  /** Where the element at {@code indices} lies in the memory; each index is checked. */
  Whole position(Buffer b, List<Expr> indices) {
    Whole position = origin(b);
    for (int d = 0; d < b.rank(); d++) {
      Whole before = position;
      Whole index = bounded(whole(indices.get(d)), b.shape().get(d));
      int stride = b.strides().get(d);
      position = f -> before.in(f) + index.in(f) * stride;
    }
    return position;
  }

  private Whole origin(Buffer b) {
    int slot = slots.of(b.data());
    if (b.offset().isInt(0)) {
      return f -> f.origins[slot];
    }
    Whole offset = whole(b.offset());
    return f -> f.origins[slot] + offset.in(f);
  }

  // ---- Calls ----

  /** The call, which gives the frame of the callee. */
  Caller call(Call call) {
    List<Pass> arguments = new ArrayList<>();
    int scalars = 0;
    int pointers = 0;
    for (Expr argument : call.arguments()) {
      arguments.add(
          argument instanceof Address(Buffer b)
              ? pointer(b, pointers++)
              : scalar(argument, scalars++));
    }
    Pass[] passes = arguments.toArray(Pass[]::new);
    String symbol = call.symbol();
    return caller -> {
      Code code = callees.apply(symbol);
      Frame callee = new Frame(code, caller.budget);
      for (Pass pass : passes) {
        pass.to(callee, caller);
      }
      code.run(callee);
      return callee;
    };
  }

  private Pass pointer(Buffer b, int parameter) {
    int slot = slots.of(b.data());
    Whole origin = origin(b);
    return (callee, caller) -> {
      callee.memories[parameter] = caller.memories[slot];
      callee.origins[parameter] = (int) origin.in(caller);
    };
  }

  private Pass scalar(Expr e, int parameter) {
    Whole value = scalar(e);
    return (callee, caller) -> callee.scalars[parameter] = value.in(caller);
  }
}
