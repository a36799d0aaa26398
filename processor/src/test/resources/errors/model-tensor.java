import dev.demitasse.Network;
import dev.demitasse.U8;

@Network(model = "bytes.tflite")
interface Brighter { // error: [model-tensor] tensor 'picture' uint8[1, 4] of 'bytes.tflite' is not supported // error: [model-tensor] tensor 'y' uint8[1, 4] of 'bytes.tflite' is not supported
  U8 run(U8 picture);
}
