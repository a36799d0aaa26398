package dev.demitasse.compiler.tflite;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.model.Argument;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.QuantizationOf;
import dev.demitasse.compiler.model.Argument.Reshape;
import dev.demitasse.compiler.model.Argument.ScaleOf;
import dev.demitasse.compiler.model.Argument.ScalesOf;
import dev.demitasse.compiler.model.ModelTensor;
import java.util.ArrayList;
import java.util.List;

/** What multiplies with weights: convolutions and fully connected layers. */
final class Convolutions {
  private Convolutions() {}

  /** Conv2DOptions: padding, stride_w, stride_h, activation, dilation_w, dilation_h. */
  static void conv2d(Site site) throws Unsupported {
    requireImages(site);
    int groups =
        Math.max(site.input(0).shape().get(3) / Math.max(site.input(1).shape().get(3), 1), 1);
    if (site.isQuantized()) {
      quantized(site, "QuantizedConv2d", 0, 3, 4);
    } else {
      List<Argument> arguments = arguments(site, 0, 4);
      arguments.add(new Int(groups));
      site.emitFloat(3, new Call("Conv2d", arguments));
    }
  }

  private static void requireImages(Site site) throws Unsupported {
    List<Integer> x = site.input(0).shape();
    List<Integer> kernel = site.input(1).shape();
    if (x.size() != 4 || kernel.size() != 4) {
      throw site.unsupported("it convolves %s with %s".formatted(x, kernel));
    }
  }

  /**
   * DepthwiseConv2DOptions: padding, stride_w, stride_h, multiplier, activation, dilation_w,
   * dilation_h.
   */
  static void depthwise(Site site) throws Unsupported {
    requireImages(site);
    if (site.isQuantized()) {
      quantized(site, "QuantizedDepthwiseConv2d", 3, 4, 5);
    } else {
      site.emitFloat(4, new Call("DepthwiseConv2d", arguments(site, 3, 5)));
    }
  }

  private static List<Argument> arguments(Site site, int axis, int dilation) throws Unsupported {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Site.of(site.input(0)));
    arguments.add(floats(site, axis));
    arguments.add(bias(site, axis));
    addWindow(site, dilation, arguments);
    return arguments;
  }

  private static void addWindow(Site site, int dilation, List<Argument> arguments)
      throws Unsupported {
    arguments.add(site.int32(2, 1));
    arguments.add(site.int32(1, 1));
    arguments.add(site.int32(dilation + 1, 1));
    arguments.add(site.int32(dilation, 1));
    arguments.add(site.padding(0));
  }

  private static void quantized(Site site, String operator, int axis, int activation, int dilation)
      throws Unsupported {
    ModelTensor x = site.input(0);
    ModelTensor y = site.output();
    ModelTensor kernel = weights(site, axis);
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Site.of(x));
    arguments.add(site.quantization(x));
    arguments.add(Site.of(kernel));
    arguments.add(bias(site, axis));
    arguments.add(factors(site, x, kernel, y, kernel.shape().get(axis)));
    arguments.add(site.quantization(y));
    arguments.add(site.activation(activation));
    addWindow(site, dilation, arguments);
    site.emit(operator, arguments.toArray(Argument[]::new));
  }

  private static Argument factors(
      Site site, ModelTensor x, ModelTensor kernel, ModelTensor y, int channels)
      throws Unsupported {
    return new Call(
        "QuantizedMultipliers",
        List.of(
            site.quantization(x), new ScalesOf(kernel), site.quantization(y), new Int(channels)));
  }

  /** Weights of integers, whose zero point is 0, with one scale or several along an axis. */
  private static ModelTensor weights(Site site, int axis) throws Unsupported {
    ModelTensor w = site.input(1);
    if (w.type() != ElementType.I8 || !w.constant()) {
      throw site.unsupported("its weights are no constants of int8");
    }
    TfliteQuantization q = site.scales(1);
    if (q.zeroPoints().stream().anyMatch(z -> z != 0)) {
      throw site.unsupported("the zero point of its weights is not 0");
    }
    if (q.isPerAxis() && q.axis() != axis) {
      throw site.unsupported(
          "its weights have scales along axis %d, not %d".formatted(q.axis(), axis));
    }
    return w;
  }

  /** Weights of floats; those of integers become floats when the model is compiled. */
  private static Argument floats(Site site, int axis) throws Unsupported {
    ModelTensor w = site.input(1);
    return switch (w.type()) {
      case F32 -> Site.of(w);
      case I8 -> {
        Argument values = Site.of(weights(site, axis));
        yield w.quantization().isPresent()
            ? new Call("Dequantize", List.of(values, new QuantizationOf(w)))
            : new Call("Dequantize", List.of(values, new ScalesOf(w), new Int(axis)));
      }
      default -> throw site.unsupported("its weights are " + w.type());
    };
  }

  private static Argument bias(Site site, int axis) throws Unsupported {
    if (site.has(2)) {
      ElementType wanted = site.isQuantized() ? ElementType.I32 : ElementType.F32;
      if (site.input(2).type() != wanted) {
        throw site.unsupported("its bias is %s, not %s".formatted(site.input(2).type(), wanted));
      }
      return Site.of(site.input(2));
    }
    Argument kernel = site.isQuantized() ? Site.of(weights(site, axis)) : floats(site, axis);
    return new Call("NoBias", List.of(kernel, new Int(axis)));
  }

  /** FullyConnectedOptions: activation, weights_format. */
  static void dense(Site site) throws Unsupported {
    if (site.options().int8(1, 0) != 0) {
      throw site.unsupported("its weights are shuffled");
    }
    List<Integer> weights = site.input(1).shape();
    if (weights.size() != 2 || site.input(0).size() % Math.max(weights.get(1), 1) != 0) {
      throw site.unsupported("it multiplies %s with %s".formatted(site.input(0).shape(), weights));
    }
    int rows = site.input(0).size() / Math.max(weights.get(1), 1);
    ModelTensor x = reshaped(site, "rows", site.input(0), List.of(rows, weights.get(1)));
    List<Integer> shape = List.of(rows, weights.get(0));
    ModelTensor y =
        site.output().shape().equals(shape)
            ? site.output()
            : site.between("rows", site.output(), shape);
    if (site.isQuantized()) {
      site.emit(y, quantizedDense(site, x, y));
    } else {
      List<Argument> arguments = List.of(Site.of(x), floats(site, 0), bias(site, 0));
      site.emitFloat(0, y, new Call("Dense", arguments));
    }
    if (!y.equals(site.output())) {
      site.emitReshape(y);
    }
  }

  private static ModelTensor reshaped(Site site, String name, ModelTensor x, List<Integer> shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    ModelTensor y = site.between(name, x, shape);
    site.emit(y, new Reshape(x, shape));
    return y;
  }

  private static Call quantizedDense(Site site, ModelTensor x, ModelTensor y) throws Unsupported {
    ModelTensor w = weights(site, 0);
    Argument xq = site.quantization(x);
    Argument yq = site.quantization(y);
    List<Argument> arguments =
        w.quantization().isPresent()
            ? List.of(
                Site.of(x), xq, Site.of(w), new ScaleOf(w), bias(site, 0), yq, site.activation(0))
            : List.of(
                Site.of(x),
                xq,
                Site.of(w),
                bias(site, 0),
                factors(site, x, w, y, w.shape().get(0)),
                yq,
                site.activation(0));
    return new Call("QuantizedDense", arguments);
  }
}
