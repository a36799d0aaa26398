package dev.demitasse.compiler.ir;

/**
 * A named value. Two variables are the same only if they are the same object; the name is for the
 * reader and need not be unique.
 */
public final class Var implements Expr {
  private final String name;
  private final Type type;
  private final boolean mutable;

  private Var(String name, Type type, boolean mutable) {
    Check.that(!name.isEmpty(), "variable without a name");
    this.name = name;
    this.type = type;
    this.mutable = mutable;
  }

  /** A variable that keeps the value it is bound to. */
  public static Var of(String name, Type type) {
    return new Var(name, type, false);
  }

  /** A local variable of Java that is assigned more than once. */
  public static Var mutable(String name, Type type) {
    return new Var(name, type, true);
  }

  public String name() {
    return name;
  }

  @Override
  public Type type() {
    return type;
  }

  public boolean isMutable() {
    return mutable;
  }

  @Override
  public String toString() {
    return name;
  }
}
