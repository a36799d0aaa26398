import dev.demitasse.F32;
import dev.demitasse.Operator;

@Operator
final class Copies {
  public static F32 apply(F32 x) {
    return x.copy();
  }

  static void print(F32 x) {
    System.out.println(x);
  }
}

final class Tool {
  public static void main(String[] arguments) {
    while (arguments.length > 0) {
      new Thread(() -> {}).start();
    }
  }
}
