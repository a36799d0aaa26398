import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Network;
import dev.demitasse.Quantized;
import dev.demitasse.Shape;
import dev.demitasse.U8;

@Network
class Level {
  @Quantized(scale = 0.5f, zeroPoint = 128)
  public I8 run(@Shape({4}) I8 x) { // error: [quantized] the zero point of 'output' is 128
    return x;
  }
}

record Stereo(
    @Shape({4}) @Quantized(scale = 0.5f, zeroPoint = 255) U8 left,
    @Shape({4}) @Quantized(scale = 0f, zeroPoint = 3) U8 right) {}

record Mono(@Shape({4}) U8 middle) {}

@Network
class Balance {
  public U8 run(
      Stereo x, // error: [quantized] the scale of 'right' is 0.0
      @Quantized(scale = 1f, zeroPoint = 0) Mono y, // error: [quantized] @Quantized at the record 'y'
      @Shape({4}) @Quantized(scale = 1f / 0f, zeroPoint = 0) U8 z, // error: [quantized] the scale of 'z' is Infinity
      @Shape({4}) @Quantized(scale = 1f, zeroPoint = 0) F32 gain) { // error: [quantized] the elements of 'gain' are no integers
    return z;
  }
}
