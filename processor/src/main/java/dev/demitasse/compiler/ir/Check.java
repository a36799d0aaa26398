package dev.demitasse.compiler.ir;

/** The guards in the constructors of nodes: a failure is a defect of the compiler. */
final class Check {

  private Check() {}

  static void that(boolean condition, String message, Object... arguments) {
    if (!condition) {
      throw new IllegalArgumentException(message.formatted(arguments));
    }
  }

  static void sameType(Expr a, Expr b) {
    that(a.type().equals(b.type()), "operands of types %s and %s", a.type(), b.type());
  }

  static void type(Type expected, Expr e) {
    that(e.type().equals(expected), "%s where %s is wanted", e.type(), expected);
  }

  static DataType scalar(Expr e) {
    that(e.type() instanceof DataType, "%s where a scalar is wanted", e.type());
    return (DataType) e.type();
  }
}
