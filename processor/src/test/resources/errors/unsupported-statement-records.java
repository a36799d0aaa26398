import dev.demitasse.F32;
import dev.demitasse.Operator;

@Operator
final class Records {
  record Written(int a) {
    Written(int a) { // error: [unsupported-statement] this constructor of a record is not supported
      this.a = a;
    }

    Written() { // error: [unsupported-statement] this constructor of a record is not supported
      this(3);
    }
  }

  record Generic<T>(T a) {}

  record Plain(int a) {}

  public static F32 apply(F32 x) {
    return F32.zeros(new Written(1).a(), new Written().a());
  }

  public static F32 apply(F32 x, Plain p, Plain q) {
    Generic<F32> g = new Generic<>(x); // error: [unsupported-type] type 'Records.Generic<dev.demitasse.F32>' is not supported
    boolean same = p == q; // error: [unsupported-expression] 'p == q' is not supported
    boolean equal = p.equals(q); // error: [unsupported-call] call of 'Records.Plain.equals' is not supported
    return x;
  }

  public static Plain apply(F32 x, int n) { // error: [operator-class] operator 'Records' has an 'apply' that returns no tensor
    return new Plain(n);
  }
}
