package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.GenericExpr;
import dev.demitasse.compiler.ir.GenericStmt;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Type.PointerType;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds for every specialised function, before and after each pass: all nodes are specialised,
 * each variable is bound once and used where it is visible, each pointer has memory, values are
 * returned only where one is promised, blocks are left from inside, nothing is stored to a table,
 * and calls agree with what they call. Anything else is a defect of the pass that ran last.
 */
public final class Verify extends Rewriter {
  private final PrimFunc function;
  private final Set<Var> bound = new HashSet<>();
  private final Set<Var> tables = new HashSet<>();
  private Set<Var> visible = new HashSet<>();

  private Verify(PrimFunc function) {
    this.function = function;
  }

  /** Throws an {@code IllegalStateException} that names the function and its first defect. */
  public static void check(PrimFunc f) {
    Verify rules = new Verify(f);
    f.parameters().forEach(rules::parameterIsSpecialised);
    f.parameters().forEach(rules::bind);
    rules.seq(f.body());
  }

  /** Checks every function, and every call against its callee. */
  public static void check(IrModule module) {
    for (PrimFunc f : module.functions().values()) {
      check(f);
      Verify rules = new Verify(f);
      Walk.exprs(
          f.body(),
          e -> {
            if (e instanceof Call call) {
              rules.callAgrees(call, module);
            }
          });
    }
  }

  // ---- The rules ----

  private void parameterIsSpecialised(Var p) {
    require(
        p.type() instanceof DataType || p.type() instanceof PointerType,
        "parameter '%s' of type %s is not specialised",
        p,
        p.type());
  }

  private void isVisible(Var v) {
    require(visible.contains(v), "variable '%s' is used outside its scope", v);
  }

  private void isBoundOnce(Var v) {
    require(bound.add(v), "variable '%s' is bound twice", v);
  }

  private void hasMemory(Buffer b) {
    require(visible.contains(b.data()), "buffer '%s' has no memory here", b.name());
  }

  private void isNoTable(Buffer b) {
    require(!tables.contains(b.data()), "store to the table '%s'", b.name());
  }

  private void isInside(Var label) {
    require(visible.contains(label), "block '%s' is left from outside", label);
  }

  private void mayReturn(Expr value) {
    require(
        value.type().equals(function.result()),
        "%s is returned, %s is promised",
        value.type(),
        function.result());
  }

  private void callAgrees(Call call, IrModule module) {
    require(module.find(call.symbol()).isPresent(), "'%s' is not in the module", call.symbol());
    PrimFunc callee = module.find(call.symbol()).orElseThrow();
    List<Type> wanted = callee.parameters().stream().map(Var::type).toList();
    List<Type> given = call.arguments().stream().map(Expr::type).toList();
    require(given.equals(wanted), "'%s' takes %s, but is given %s", call.symbol(), wanted, given);
    require(
        call.type().equals(callee.result()),
        "'%s' returns %s, not %s",
        call.symbol(),
        callee.result(),
        call.type());
  }

  private void require(boolean holds, String defect, Object... arguments) {
    if (!holds) {
      throw new IllegalStateException(function.symbol() + ": " + defect.formatted(arguments));
    }
  }

  // ---- Where they apply ----

  @Override
  public Expr expr(Expr e) {
    if (e instanceof Var v) {
      isVisible(v);
    }
    require(!(e instanceof GenericExpr), "not specialised: %s", e);
    return super.expr(e);
  }

  @Override
  protected Buffer buffer(Buffer b) {
    hasMemory(b);
    return super.buffer(b);
  }

  @Override
  public Stmt stmt(Stmt s) {
    require(!(s instanceof GenericStmt), "not specialised: %s", s);
    if (s instanceof Return(Expr value, var p)) {
      mayReturn(value);
    }
    if (s instanceof BufferStore store) {
      isNoTable(store.buffer());
    }
    if (s instanceof Leave(Var label, var p)) {
      isInside(label);
    }
    if (s instanceof For(Var v, Expr begin, Expr end, int step, Seq body, var p)) {
      expr(begin);
      expr(end);
      within(v, body);
      return s;
    }
    if (s instanceof Block(Var label, Seq body, var p)) {
      within(label, body);
      return s;
    }
    Stmt same = super.stmt(s);
    if (s instanceof Let let) {
      bind(let.variable());
    }
    if (s instanceof Allocate a) {
      bind(a.buffer().data());
    }
    if (s instanceof AllocateConst a) {
      bind(a.buffer().data());
      tables.add(a.buffer().data());
    }
    return same;
  }

  private void within(Var v, Seq body) {
    Set<Var> outside = visible;
    visible = new HashSet<>(outside);
    bind(v);
    seq(body);
    visible = outside;
  }

  /** What a sequence binds is visible to its end. */
  @Override
  public Seq seq(Seq s) {
    Set<Var> outside = visible;
    visible = new HashSet<>(outside);
    super.seq(s);
    visible = outside;
    return s;
  }

  private void bind(Var v) {
    isBoundOnce(v);
    visible.add(v);
  }
}
