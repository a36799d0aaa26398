import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network(name = "digits")
class First {
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
class Digits { // error: [duplicate-network] two networks have the C name 'digits'
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}
