import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Pool;
import dev.demitasse.Shape;

@Network
@Pool(name = "sram", bytes = 64 * 1024)
@Pool(name = "SRAM", bytes = 16 * 1024) // error: [pool] pool 'SRAM' is there as 'sram' already
class Twice {
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
@Pool(name = "none", bytes = 0) // error: [pool] pool 'none' has 0 bytes
@Pool(name = "odd", alignment = 24) // error: [pool] pool 'odd' has an alignment of 24 bytes
@Pool(name = "fine", alignment = 4) // error: [pool] pool 'fine' has an alignment of 4 bytes
class Numbers {
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
@Pool(name = "flash", holds = "weights") // error: [pool] pool 'flash' has holds = "weights"
@Pool(name = "dtcm", memory = "internal") // error: [pool] pool 'dtcm' has memory = "internal"
class Words {
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
@Pool(name = "mine", memory = "caller", section = ".sram") // error: [pool] pool 'mine' has the section '.sram'
@Pool(name = "quoted", section = ".bss\"") // error: [pool] pool 'quoted' has the section '.bss"'
@Pool(name = "tensors", section = ".tcm")
@Pool(name = "weights", holds = "constants", section = ".tcm") // error: [pool] pool 'weights' has the section '.tcm'
class Sections {
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Pool(name = "tcm")
class Lost { // error: [pool] pool 'tcm' is at 'Lost', which is no network
  int length;
}

@Network
@Pool(name = "on-chip") // error: [c-name] 'on-chip' cannot be a C name: it must be ASCII letters, digits and underscores, a letter first
@Pool(name = "register") // error: [c-name] 'register' cannot be a C name: it is a word of C or C++
@Pool(name = "workspace") // error: [c-name] 'workspace' cannot be a C name: the interface header has that name already
@Pool(name = "fast")
class Names {
  public F32 run(@Shape({4}) F32 Fast) { // error: [c-name] 'Fast' cannot be a C name: the interface header has that name already
    return Fast;
  }
}
