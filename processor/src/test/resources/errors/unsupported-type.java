import dev.demitasse.F32;
import dev.demitasse.Operator;
import java.util.List;

@Operator
final class Types {
  public static F32 apply(F32 x, Object any) { // error: [unsupported-type] type 'java.lang.Object' is not supported
    return x;
  }

  public static F32 apply(F32 x, List<Integer> sizes) { // error: [unsupported-type] type 'java.util.List<java.lang.Integer>' is not supported
    List<Integer> copy = sizes; // error: [unsupported-type] type 'java.util.List<java.lang.Integer>' is not supported
    return x;
  }

  public static F32 apply(F32 x) {
    Integer boxed = 4; // error: [unsupported-type] type 'java.lang.Integer' is not supported
    var text = new StringBuilder(); // error: [unsupported-type] type 'java.lang.StringBuilder' is not supported
    return x;
  }
}
