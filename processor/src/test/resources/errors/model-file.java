import dev.demitasse.F32;
import dev.demitasse.Network;

@Network(model = "broken.tflite")
interface Broken { // error: [model-file] the model cannot be read
  F32 run(F32 x);
}

@Network(model = "network.onnx")
interface Foreign { // error: [model-file] the model cannot be read
  F32 run(F32 x);
}
