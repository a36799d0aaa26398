package dev.demitasse.compiler.tflite;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.model.Argument;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Choice;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.Real;
import dev.demitasse.compiler.model.Argument.ScalesOf;
import dev.demitasse.compiler.model.ModelTensor;
import java.util.List;
import java.util.Optional;

/** What works element by element or row by row: sums, activations, changes of type. */
final class Elementwise {
  private Elementwise() {}

  /** AddOptions and MulOptions begin with the activation. */
  static void binary(Site site, String operator) throws Unsupported {
    ModelTensor a = site.input(0);
    ModelTensor b = site.input(1);
    if (a.type() != b.type()) {
      throw site.unsupported("it combines %s and %s".formatted(a.type(), b.type()));
    }
    if (site.isQuantized()) {
      site.emit(
          "Quantized" + operator,
          Site.of(a),
          site.quantization(a),
          Site.of(b),
          site.quantization(b),
          site.quantization(site.output()),
          site.activation(0));
    } else {
      site.emitFloat(0, new Call(operator, List.of(Site.of(a), Site.of(b))));
    }
  }

  /** SubOptions begin with the activation. */
  static void binaryFloat(Site site, String operator) throws Unsupported {
    requireFloats(site);
    binary(site, operator);
  }

  /** An activation of its own. */
  static void activation(Site site, String operator, String choice) throws Unsupported {
    ModelTensor x = site.input(0);
    if (site.isQuantized()) {
      site.emit(
          "QuantizedRelu",
          Site.of(x),
          site.quantization(x),
          site.quantization(site.output()),
          new Choice("Activation", choice));
    } else {
      site.emit(operator, Site.of(x));
    }
  }

  /** LeakyReluOptions: alpha. */
  static void leakyRelu(Site site) throws Unsupported {
    Argument x = Site.of(site.input(0));
    Argument alpha = new Real(site.options().float32(0, 0f));
    if (site.isQuantized()) {
      Argument xq = site.quantization(site.input(0));
      site.emit("QuantizedLeakyRelu", x, xq, site.quantization(site.output()), alpha);
    } else {
      site.emit("LeakyRelu", x, alpha);
    }
  }

  /** A function of floats. */
  static void function(Site site, String operator) throws Unsupported {
    requireFloats(site);
    site.emit(operator, Site.of(site.input(0)));
  }

  private static void requireFloats(Site site) throws Unsupported {
    if (site.isQuantized()) {
      throw site.unsupported("it computes with int8");
    }
  }

  /** SoftmaxOptions: beta. */
  static void softmax(Site site) throws Unsupported {
    ModelTensor x = site.input(0);
    float beta = site.options().float32(0, 1f);
    if (site.isQuantized()) {
      Quantization probabilities = new Quantization(1f / 256, -128);
      if (!site.output().quantization().equals(Optional.of(probabilities))) {
        throw site.unsupported("its output is not of scale 1/256 and zero point -128");
      }
      site.emit("QuantizedSoftmax", Site.of(x), site.quantization(x), new Real(beta));
    } else if (beta == 1f) {
      site.emit("Softmax", Site.of(x));
    } else {
      site.emit("Softmax", Site.of(x), new Real(beta));
    }
  }

  static void quantize(Site site) throws Unsupported {
    ModelTensor x = site.input(0);
    ModelTensor y = site.output();
    if (y.type() != ElementType.I8) {
      throw site.unsupported("it makes " + y.type());
    }
    switch (x.type()) {
      case F32 -> site.emit("Quantize", Site.of(x), site.quantization(y));
      case I8 -> site.emit("Requantize", Site.of(x), site.quantization(x), site.quantization(y));
      default -> throw site.unsupported("it takes " + x.type());
    }
  }

  /** Also of weights, whose floats are then computed when the model is compiled. */
  static void dequantize(Site site) throws Unsupported {
    ModelTensor x = site.input(0);
    switch (x.type()) {
      case F32 -> site.emitReshape(x); // was float16, and became float32 when the file was read
      case I8 -> site.emit("Dequantize", values(site, x).toArray(Argument[]::new));
      default -> throw site.unsupported("it takes " + x.type());
    }
  }

  private static List<Argument> values(Site site, ModelTensor x) throws Unsupported {
    TfliteQuantization q = site.scales(0);
    if (!x.constant() || !q.isPerAxis()) {
      return List.of(Site.of(x), site.quantization(x));
    }
    if (q.zeroPoints().stream().anyMatch(z -> z != 0)) {
      throw site.unsupported("its input has several scales, and a zero point that is not 0");
    }
    return List.of(Site.of(x), new ScalesOf(x), new Int(q.axis()));
  }
}
