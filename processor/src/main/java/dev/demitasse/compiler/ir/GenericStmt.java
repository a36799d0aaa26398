package dev.demitasse.compiler.ir;

import java.util.List;

/** Statements about tensors, arrays and variables that specialising a function replaces. */
public sealed interface GenericStmt extends Stmt {

  /** Gives a mutable variable another value. */
  record Assign(Var variable, Expr value, Position position) implements GenericStmt {
    public Assign {
      Check.that(variable.isMutable(), "'%s' is bound once", variable);
      Check.sameType(variable, value);
    }
  }

  /** Writes one element; the indices are those of {@link GenericExpr.TensorLoad}. */
  record TensorStore(Expr tensor, List<Expr> indices, Expr value, Position position)
      implements GenericStmt {
    public TensorStore {
      indices = List.copyOf(indices);
    }
  }

  /** Writes one element of an array. */
  record ArrayStore(Expr array, Expr index, Expr value, Position position) implements GenericStmt {}

  /** Gives a field of an object another value. */
  record FieldStore(Expr object, String field, Expr value, Position position)
      implements GenericStmt {}

  /** The memory of a variable's tensors is to be in the pool of this name, if a network asks. */
  record Place(Var variable, String pool, Position position) implements GenericStmt {}

  /** The author's precondition was not met, if control reaches it: {@code message} says why. */
  record Reject(Expr message, Position position) implements GenericStmt {
    public Reject {
      Check.type(Type.TEXT, message);
    }
  }
}
