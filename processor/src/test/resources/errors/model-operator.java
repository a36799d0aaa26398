import dev.demitasse.F32;
import dev.demitasse.Network;

@Network(model = "whirl.tflite")
interface Whirl { // error: [model-operator] operator 1 of 'whirl.tflite', FLOOR, is not supported: it makes 'z' float32[1, 3] // error: [model-operator] operator 2 of 'whirl.tflite', CUSTOM(Whirl), is not supported: it makes 'identity' float32[1, 3]
  F32 run(F32 x);
}
