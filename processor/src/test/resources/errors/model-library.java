import dev.demitasse.F32;
import dev.demitasse.Network;

@Network(model = "dense.tflite")
interface Mapping { // error: [model-library] the operators that 'dense.tflite' needs are not there
  F32 run(F32 x);
}
