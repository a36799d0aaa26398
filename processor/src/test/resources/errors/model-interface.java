import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network(model = "dense.tflite")
interface Turned { // error: [model-library] the operators that 'dense.tflite' needs are not there
  I8 run(@Shape({2, 2}) F32 x); // error: [model-interface] 'x' does not fit 'dense.tflite' // error: [model-interface] 'run' does not fit 'dense.tflite'
}

@Network(model = "dense.tflite")
interface Paired { // error: [model-library] the operators that 'dense.tflite' needs are not there
  record Both(F32 one, F32 other) {}

  Both run(F32 x, F32 y); // error: [model-interface] 'Paired' does not fit 'dense.tflite' // error: [model-interface] 'Paired' does not fit 'dense.tflite'
}
