package dev.demitasse.compiler.analysis;

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
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random functions with all there is of control: loops in each other, conditions, blocks that are
 * left, cells that count along and an array. They end: loops share a cell of fuel.
 */
final class RandomFlows {
  private static final int FUEL = 60;

  private final Random random;
  private final DataType type;
  private final List<Buffer> cells = new ArrayList<>();
  private final List<Var> labels = new ArrayList<>();
  private final Buffer fuel = Buffer.of("fuel", DataType.INT32, List.of());
  private final Buffer array;
  private List<Expr> leaves = new ArrayList<>();

  /** All numbers in the functions have this signed type. */
  RandomFlows(Random random, DataType type) {
    this.random = random;
    this.type = type;
    this.array = Buffer.of("a", type, List.of(4));
  }

  /** Reads the two elements of its parameter. */
  PrimFunc next() {
    Buffer x = Buffer.of("x", type, List.of(2));
    cells.clear();
    leaves = new ArrayList<>();
    List<Stmt> body = new ArrayList<>();
    body.add(new Allocate(fuel, StorageScope.LOCAL, Position.NONE));
    body.add(store(fuel, Expr.int32(FUEL)));
    body.add(new Allocate(array, StorageScope.LOCAL, Position.NONE));
    for (int i = 0; i < 4; i++) {
      body.add(new BufferStore(array, List.of(Expr.int32(i)), constant(), Position.NONE));
    }
    for (int i = 0; i < 2; i++) {
      leaves.add(new BufferLoad(x, List.of(Expr.int32(i)), Position.NONE));
      Buffer cell = Buffer.of("c" + i, type, List.of());
      body.add(new Allocate(cell, StorageScope.LOCAL, Position.NONE));
      body.add(store(cell, constant()));
      cells.add(cell);
      leaves.add(load(cell));
      leaves.add(load(cell));
    }
    body.addAll(seq(3).statements());
    return new PrimFunc(
        PrimFunc.Kind.FUNC,
        "random",
        List.of(x.data()),
        Map.of(x.data(), x),
        Type.VOID,
        new Seq(body),
        Position.NONE);
  }

  private Seq seq(int depth) {
    List<Expr> outside = new ArrayList<>(leaves);
    List<Stmt> statements = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      statements.addAll(stmts(depth));
    }
    leaves = outside;
    return new Seq(statements);
  }

  private List<Stmt> stmts(int depth) {
    return switch (random.nextInt(depth > 0 ? 13 : 6)) {
      case 0 -> {
        Var v = Var.of("v", type);
        Let let = new Let(v, integer(2), Position.NONE);
        leaves.add(v);
        yield List.of(let);
      }
      case 1 -> List.of(count(cells.get(random.nextInt(2))));
      case 2 -> List.of(new BufferStore(array, List.of(index()), integer(2), Position.NONE));
      case 3 -> List.of(leave());
      case 4, 5 -> List.of(store(cells.get(random.nextInt(2)), integer(2)));
      case 6, 7, 8 -> List.of(loop(depth - 1));
      case 9 -> List.of(endless(depth - 1));
      case 10 -> {
        Var label = Var.of("b", Type.LABEL);
        labels.add(label);
        Seq body = seq(depth - 1);
        labels.remove(label);
        yield List.of(new Block(label, body, Position.NONE));
      }
      default ->
          List.of(new IfThenElse(condition(), seq(depth - 1), seq(depth - 1), Position.NONE));
    };
  }

  private Stmt leave() {
    if (labels.isEmpty()) {
      return store(cells.get(0), integer(1));
    }
    Leave leave = new Leave(labels.get(random.nextInt(labels.size())), Position.NONE);
    return new IfThenElse(condition(), new Seq(List.of(leave)), Seq.EMPTY, Position.NONE);
  }

  private Stmt loop(int depth) {
    Var i = Var.of("i", type);
    Expr begin = bound();
    Expr end = bound();
    int step = List.of(1, 1, 2, -1, -3).get(random.nextInt(5));
    leaves.add(i);
    Seq body = seq(depth);
    leaves.remove(i);
    For loop = new For(i, begin, end, step, body, Position.NONE);
    // A long way would take too long to run.
    Expr way = new Binary(BinaryOp.SUB, end, begin);
    Expr near =
        new Binary(
            BinaryOp.AND,
            new Binary(BinaryOp.LT, way, new IntImm(type, 9)),
            new Binary(BinaryOp.GT, way, new IntImm(type, -9)));
    boolean known = begin instanceof IntImm && end instanceof IntImm;
    return known ? loop : new IfThenElse(near, new Seq(List.of(loop)), Seq.EMPTY, Position.NONE);
  }

  private Expr bound() {
    return random.nextInt(3) > 0
        ? new IntImm(type, random.nextInt(-3, 6))
        : leaves.get(random.nextInt(leaves.size()));
  }

  private Stmt endless(int depth) {
    List<Stmt> body = new ArrayList<>(seq(depth).statements());
    Expr rest = load(fuel);
    body.add(0, store(fuel, new Binary(BinaryOp.SUB, rest, Expr.int32(1))));
    Expr some = new Binary(BinaryOp.GT, rest, Expr.int32(0));
    return new While(new Binary(BinaryOp.AND, some, condition()), new Seq(body), Position.NONE);
  }

  private Stmt count(Buffer cell) {
    Expr step = new IntImm(type, random.nextInt(-2, 4));
    return store(cell, new Binary(BinaryOp.ADD, load(cell), step));
  }

  private Expr integer(int depth) {
    if (random.nextInt(8) == 0) {
      return new BufferLoad(array, List.of(index()), Position.NONE);
    }
    return new RandomExprs(random, type, leaves).integer(random.nextInt(depth + 1));
  }

  private Expr index() {
    Expr any = leaves.get(random.nextInt(leaves.size()));
    return new Binary(
        BinaryOp.BIT_AND, dev.demitasse.compiler.ir.Fold.cast(DataType.INT32, any), Expr.int32(3));
  }

  private Expr condition() {
    return new RandomExprs(random, type, leaves).condition(1 + random.nextInt(2));
  }

  private Expr constant() {
    return new IntImm(type, random.nextInt(-3, 6));
  }

  private static Expr load(Buffer cell) {
    return new BufferLoad(cell, List.of(), Position.NONE);
  }

  private static Stmt store(Buffer cell, Expr value) {
    return new BufferStore(cell, List.of(), value, Position.NONE);
  }
}
