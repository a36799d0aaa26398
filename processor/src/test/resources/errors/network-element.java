import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network
class Reads {
  public F32 run(@Shape({4}) F32 x) {
    float first = x.at(0); // error: [network-element] element of tensor 'x' used in a network
    return x;
  }
}

@Network
class Writes {
  public F32 run(@Shape({4}) F32 x) {
    x.set(0, 1f); // error: [network-element] element of tensor 'x' used in a network
    return x;
  }
}

@Network
class Makes {
  public F32 run(@Shape({4}) F32 x) {
    F32 made = F32.zeros(4);
    made.set(0, 1f); // error: [network-element] element of tensor 'made' used in a network
    return made;
  }
}
