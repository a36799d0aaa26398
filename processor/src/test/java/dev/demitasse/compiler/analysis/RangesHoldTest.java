package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.interp.Memory;
import dev.demitasse.compiler.interp.Trap;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the analysis claims is asserted in random functions, which are run. */
class RangesHoldTest {
  private static final int FUNCTIONS = Integer.getInteger("demitasse.flows", 400);

  /** Asserts the range of every value before it is used. */
  private static final class Claims extends RangeRewriter {
    private int narrow;

    @Override
    public Stmt stmt(Stmt s) {
      List<Stmt> asserted = new ArrayList<>();
      for (Expr e : values(s)) {
        if (!ranges().isReachable()) {
          asserted.add(new Assert(Expr.bool(false), Position.NONE));
        } else {
          asserted.addAll(claims(e, ranges().of(e)));
        }
      }
      asserted.add(super.stmt(s));
      return new Seq(asserted);
    }

    private static List<Expr> values(Stmt s) {
      return switch (s) {
        case Let let -> List.of(let.value());
        case BufferStore store -> {
          List<Expr> values = new ArrayList<>(store.indices());
          values.add(store.value());
          yield values;
        }
        case IfThenElse choice -> List.of(choice.condition());
        default -> List.of();
      };
    }

    private List<Stmt> claims(Expr e, Interval range) {
      DataType type = (DataType) e.type();
      List<Stmt> claims = new ArrayList<>();
      if (range.low() > type.min()) {
        claims.add(claim(BinaryOp.GE, e, range.low()));
      }
      if (range.high() < type.max()) {
        claims.add(claim(BinaryOp.LE, e, range.high()));
      }
      if (range.nonZero()) {
        claims.add(claim(BinaryOp.NE, e, 0));
      }
      narrow += claims.isEmpty() ? 0 : 1;
      return claims;
    }

    private static Stmt claim(BinaryOp op, Expr e, long limit) {
      IntImm end = new IntImm((DataType) e.type(), limit);
      return new Assert(new Binary(op, e, end), Position.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 32, 64})
  void claimsHoldInRandomFunctions(int bits) {
    DataType type = new DataType(DataType.Code.INT, bits, 1);
    Random random = new Random(23);
    int narrow = 0;
    for (int i = 0; i < FUNCTIONS; i++) {
      PrimFunc f = new RandomFlows(random, type).next();
      Claims claims = new Claims();
      PrimFunc g = claims.function(f);
      narrow += claims.narrow;
      for (int run = 0; run < 4; run++) {
        List<Expr> input = List.of(value(random, type), value(random, type));
        try {
          new Interpreter().run(g, List.of(Memory.of(type, input)));
        } catch (Trap broken) {
          throw new AssertionError("with " + input + "\n" + Printer.text(g), broken);
        }
      }
    }
    int all = narrow;
    assertTrue(all > FUNCTIONS * 3, () -> all + " claims about " + FUNCTIONS + " functions");
  }

  private static Expr value(Random random, DataType type) {
    return IntImm.wrapped(type, random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(-4, 9));
  }
}
