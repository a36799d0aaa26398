import dev.demitasse.Device;
import dev.demitasse.External;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
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

@Network
class Clash {
  public F32 run(
      @Shape({4}) F32 gain,
      @Shape({4}) F32 Gain, // error: [c-name] 'Gain' cannot be a C name: the interface header has that name already
      @Shape({4}) F32 workspace) { // error: [c-name] 'workspace' cannot be a C name: the interface header has that name already
    return gain;
  }
}

@Operator
@External("acme-relu")
final class Relu { // error: [c-name] 'acme-relu' cannot be a C name: it must be ASCII letters, digits and underscores, a letter first
  public static F32 apply(F32 x) {
    return x.copy();
  }
}

@Operator
@External("memcpy")
final class Copy { // error: [c-name] 'memcpy' cannot be a C name: the C library or the generated code may have that name
  public static F32 apply(F32 x) {
    return x.copy();
  }
}

@Operator
@Device("Ethos-U")
final class Fast { // error: [c-name] 'Ethos-U' cannot be a C name: it must be lower-case words with underscores between them, each with a letter first
  public static F32 apply(F32 x) {
    return x.copy();
  }
}

@Operator
@Device("volatile")
final class Volatile { // error: [c-name] 'volatile' cannot be a C name: it is a word of C or C++
  public static F32 apply(F32 x) {
    return x.copy();
  }
}

@Network
class Contexts {
  public F32 run(@Shape({4}) F32 device_context_npu) { // error: [c-name] 'device_context_npu' cannot be a C name: the interface header has that name already
    return device_context_npu;
  }
}
