package dev.demitasse.compiler.ir;

import java.util.List;

/**
 * Something that is done. What a {@code Let} or an {@code Allocate} introduces is visible in the
 * statements that follow it in its {@code Seq}.
 *
 * <p>Those of {@link GenericStmt} exist only until a function is specialised.
 */
public sealed interface Stmt
    permits Stmt.Seq,
        Stmt.For,
        Stmt.IfThenElse,
        Stmt.Let,
        Stmt.Allocate,
        Stmt.BufferStore,
        Stmt.Evaluate,
        Stmt.Return,
        GenericStmt {

  /** One after another. */
  record Seq(List<Stmt> statements) implements Stmt {
    public static final Seq EMPTY = new Seq(List.of());

    public Seq {
      statements = List.copyOf(statements);
    }

    public boolean isEmpty() {
      return statements.isEmpty();
    }
  }

  /**
   * {@code for (variable = begin; variable < end; variable += step)}, or with {@code >} if the step
   * is negative. The bounds are evaluated once; the body does not change the variable, and the
   * variable never wraps.
   */
  record For(Var variable, Expr begin, Expr end, int step, Seq body, Position position)
      implements Stmt {
    public For {
      Check.that(step != 0, "loop '%s' never ends", variable);
      Check.sameType(variable, begin);
      Check.sameType(variable, end);
    }
  }

  /** Does one side; a missing {@code else} is empty. */
  record IfThenElse(Expr condition, Seq then, Seq otherwise, Position position) implements Stmt {
    public IfThenElse {
      Check.type(DataType.BOOL, condition);
    }
  }

  /** Binds a variable. */
  record Let(Var variable, Expr value, Position position) implements Stmt {
    public Let {
      Check.sameType(variable, value);
    }
  }

  /** Memory for a buffer, with undefined content; {@code LOCAL} buffers have rank 0. */
  record Allocate(Buffer buffer, StorageScope scope, Position position) implements Stmt {
    public Allocate {
      Check.that(buffer.isWhole(), "allocation of the view '%s'", buffer.name());
      Check.that(scope != StorageScope.LOCAL || buffer.rank() == 0, "'%s'", buffer.name());
    }
  }

  /** Writes one element; each index is within the shape. */
  record BufferStore(Buffer buffer, List<Expr> indices, Expr value, Position position)
      implements Stmt {
    public BufferStore {
      indices = List.copyOf(indices);
      Check.that(indices.size() == buffer.rank(), "%s at %s", buffer, indices);
      indices.forEach(i -> Check.type(DataType.INT32, i));
      Check.type(buffer.element(), value);
    }
  }

  /** A call for its effect. */
  record Evaluate(Expr.Call call, Position position) implements Stmt {}

  /** Ends the function with a value. */
  record Return(Expr value, Position position) implements Stmt {}
}
