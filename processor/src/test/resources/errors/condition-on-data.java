import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Branches {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(4);
    if (x.at(0) > 0f) {
      y = F32.zeros(8); // error: [condition-on-data] this is done under a condition that depends on data
    }
    return y;
  }
}

@Network
class CallsBranches {
  public F32 run(@Shape({4}) F32 x) {
    return Branches.apply(x);
  }
}

@Operator
final class Returns {
  public static F32 apply(F32 x) {
    if (x.at(0) > 0f) {
      return x; // error: [condition-on-data] this is done under a condition that depends on data
    }
    return F32.zeros(4);
  }
}

@Network
class CallsReturns {
  public F32 run(@Shape({4}) F32 x) {
    return Returns.apply(x);
  }
}

@Operator
final class Chooses {
  public static F32 apply(F32 x, F32 z) {
    F32 y = x.at(0) > 0f ? x : z; // error: [condition-on-data] this is done under a condition that depends on data
    return y;
  }
}

@Network
class CallsChooses {
  public F32 run(@Shape({4}) F32 x, @Shape({4}) F32 z) {
    return Chooses.apply(x, z);
  }
}
