import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network(name = "Über")
class Umlaut { // error: [c-name] 'Über' cannot be a C name: it must be lower-case letters, digits and underscores, a letter first
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
class Größe { // error: [c-name] 'größe' cannot be a C name: it must be lower-case letters, digits and underscores, a letter first
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
class Inputs {
  public F32 run(
      @Shape({4}) F32 signed, // error: [c-name] 'signed' cannot be a C name: it is a word of C or C++
      @Shape({4}) F32 größe) { // error: [c-name] 'größe' cannot be a C name: it must be ASCII letters, digits and underscores, a letter first
    return signed;
  }
}
