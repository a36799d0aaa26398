package dev.demitasse.compiler.tflite;

import dev.demitasse.compiler.model.Argument;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.Ints;
import dev.demitasse.compiler.model.Argument.Real;
import dev.demitasse.compiler.model.ModelTensor;
import java.util.ArrayList;
import java.util.List;

/** What moves elements or looks at them through windows: pools, padding, reshapes. */
final class Shaping {
  private Shaping() {}

  /**
   * Pool2DOptions: padding, stride_w, stride_h, filter_width, filter_height, activation.
   *
   * @param operator its name for floats
   */
  static void pool(Site site, String operator) throws Unsupported {
    Argument[] window = {
      site.int32(4, 0), site.int32(3, 0), site.int32(2, 0), site.int32(1, 0), site.padding(0)
    };
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Site.of(site.input(0)));
    if (site.isQuantized()) {
      requireSameQuantization(site, site.input(0));
      arguments.add(site.quantization(site.output()));
      arguments.add(site.activation(5));
      arguments.addAll(List.of(window));
      site.emit("Quantized" + operator, arguments.toArray(Argument[]::new));
    } else {
      arguments.addAll(List.of(window));
      site.emitFloat(5, new Call(operator, arguments));
    }
  }

  private static void requireSameQuantization(Site site, ModelTensor x) throws Unsupported {
    if (!x.quantization().equals(site.output().quantization())) {
      throw site.unsupported("its input and output have different scales or zero points");
    }
  }

  /** Whatever says the shape, it is that of the output. */
  static void reshape(Site site) throws Unsupported {
    if (site.input(0).type() != site.output().type()) {
      throw site.unsupported("its input and output have different types");
    }
    requireSameQuantization(site, site.input(0));
    site.emitReshape(site.input(0));
  }

  /** Input 1 has two numbers an axis: cells before and behind. */
  static void pad(Site site) throws Unsupported {
    ModelTensor x = site.input(0);
    List<Integer> cells = site.ints(1);
    if (cells.size() != 2 * x.shape().size()) {
      throw site.unsupported("it has %d paddings for %s".formatted(cells.size(), x.shape()));
    }
    if (cells.stream().anyMatch(c -> c < 0)) {
      throw site.unsupported("a padding of it is negative");
    }
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int i = 0; i < cells.size(); i += 2) {
      before.add(cells.get(i));
      after.add(cells.get(i + 1));
    }
    Argument value = new Real(0f);
    if (site.isQuantized()) {
      requireSameQuantization(site, x);
      site.quantization(x);
      value = new Argument.Int8((byte) x.quantization().orElseThrow().zeroPoint());
    }
    site.emit("Pad", Site.of(x), new Ints(before), new Ints(after), value);
  }

  /** Input 1 has the order of the axes. */
  static void transpose(Site site) throws Unsupported {
    if (site.isQuantized()) {
      requireSameQuantization(site, site.input(0));
    }
    site.emit("Transpose", Site.of(site.input(0)), new Ints(site.ints(1)));
  }

  /** ConcatenationOptions: axis, activation. */
  static void concat(Site site) throws Unsupported {
    int axis = site.options().int32(0, 0);
    int rank = site.output().shape().size();
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Int(axis < 0 ? axis + rank : axis));
    boolean quantized = site.isQuantized();
    for (int i = 0; i < site.inputs(); i++) {
      ModelTensor x = site.input(i);
      if (x.type() != site.output().type()) {
        throw site.unsupported("its inputs have different types");
      }
      if (quantized) {
        requireSameQuantization(site, x);
      }
      arguments.add(Site.of(x));
    }
    if (quantized && !site.activation(1).name().equals("NONE")) {
      throw site.unsupported("an activation is fused into it");
    }
    site.emitFloat(1, new Call("Concat", arguments));
  }
}
