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
        Stmt.While,
        Stmt.Block,
        Stmt.Leave,
        Stmt.Let,
        Stmt.Allocate,
        Stmt.AllocateConst,
        Stmt.BufferStore,
        Stmt.Evaluate,
        Stmt.Assert,
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

  /** Does the body again and again, as long as the condition holds before it. It ends. */
  record While(Expr condition, Seq body, Position position) implements Stmt {
    public While {
      Check.type(DataType.BOOL, condition);
    }
  }

  /**
   * Does the body, unless a {@link Leave} of its label ends it early. Around a loop such a block
   * gives Java's {@code break}, as the whole body of a loop {@code continue}.
   */
  record Block(Var label, Seq body, Position position) implements Stmt {
    public Block {
      Check.type(Type.LABEL, label);
    }
  }

  /** Goes on behind the surrounding block with this label. */
  record Leave(Var label, Position position) implements Stmt {
    public Leave {
      Check.type(Type.LABEL, label);
    }
  }

  /** Binds a variable. */
  record Let(Var variable, Expr value, Position position) implements Stmt {
    public Let {
      Check.sameType(variable, value);
    }
  }

  /** Memory for a buffer, with undefined content. */
  record Allocate(Buffer buffer, StorageScope scope, Position position) implements Stmt {
    public Allocate {
      Check.that(buffer.isWhole(), "allocation of the view '%s'", buffer.name());
    }
  }

  /** A table of constants in row-major order; nothing is stored to it. */
  record AllocateConst(Buffer buffer, List<Expr> values, Position position) implements Stmt {
    public AllocateConst {
      values = List.copyOf(values);
      Check.that(buffer.isWhole(), "table over the view '%s'", buffer.name());
      Check.that(
          values.size() == buffer.size(), "%s values for '%s'", values.size(), buffer.name());
      for (Expr value : values) {
        Check.type(buffer.element(), value);
        Check.that(
            value instanceof Expr.IntImm || value instanceof Expr.FloatImm, "%s in a table", value);
      }
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

  /** Ends an operator with a status if the condition does not hold: a check left for run time. */
  record Assert(Expr condition, Position position) implements Stmt {
    public Assert {
      Check.type(DataType.BOOL, condition);
    }
  }

  /** Ends the function with a value. */
  record Return(Expr value, Position position) implements Stmt {}
}
