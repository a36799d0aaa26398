package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.RandomExprs;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random functions of two loops around a variable and a condition: what they compute with the loop
 * variables is mixed into the one element of their buffer.
 */
final class RandomFuncs {
  private static final int DEPTH = 3;

  private final Random random;
  private final DataType type;

  /** All numbers in the functions have this signed type. */
  RandomFuncs(Random random, DataType type) {
    this.random = random;
    this.type = type;
  }

  PrimFunc next() {
    Buffer out = Buffer.of("out", type, List.of());
    Var x = Var.of("x", type);
    Var y = Var.of("y", type);
    Var k = Var.of("k", type);
    RandomExprs outside = new RandomExprs(random, type, List.of(x, y));
    RandomExprs inside = new RandomExprs(random, type, List.of(x, y, k));
    Seq then = new Seq(List.of(mix(out, inside.integer(DEPTH))));
    Seq otherwise = new Seq(List.of(mix(out, inside.integer(DEPTH))));
    Stmt body =
        new Seq(
            List.of(
                new Let(k, outside.integer(DEPTH), Position.NONE),
                new IfThenElse(inside.condition(DEPTH), then, otherwise, Position.NONE)));
    return new PrimFunc(
        PrimFunc.Kind.FUNC,
        "random",
        List.of(out.data()),
        Map.of(out.data(), out),
        Type.VOID,
        new Seq(List.of(loop(x, loop(y, body)))),
        Position.NONE);
  }

  private Stmt mix(Buffer out, Expr value) {
    Expr before = new BufferLoad(out, List.of(), Position.NONE);
    Expr scaled = new Binary(BinaryOp.MUL, before, new IntImm(type, 31));
    return new BufferStore(out, List.of(), new Binary(BinaryOp.ADD, scaled, value), Position.NONE);
  }

  private For loop(Var variable, Stmt body) {
    long trips = 1L + random.nextInt(5);
    long begin =
        switch (random.nextInt(8)) {
          case 0 -> type.max() - trips;
          case 1 -> type.min();
          case 2 -> -2;
          default -> 0;
        };
    return new For(
        variable,
        new IntImm(type, begin),
        new IntImm(type, begin + trips),
        1,
        new Seq(List.of(body)),
        Position.NONE);
  }
}
