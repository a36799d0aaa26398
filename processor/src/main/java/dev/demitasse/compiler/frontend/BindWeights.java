package dev.demitasse.compiler.frontend;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.weights.WeightArray;
import dev.demitasse.compiler.weights.WeightFile;
import dev.demitasse.compiler.weights.WeightFileException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives the weights of a network their values, by name, and says everything that does not match.
 */
final class BindWeights {
  private final NetworkDecl network;
  private final String file;
  private final List<Diagnostic> mistakes;
  private final Map<String, Constant> bound = new LinkedHashMap<>();

  private BindWeights(NetworkDecl network, String file, List<Diagnostic> mistakes) {
    this.network = network;
    this.file = file;
    this.mistakes = mistakes;
  }

  /**
   * The values by field.
   *
   * @param file the name of the weight file, empty if the network has none
   * @param content of the file, if it was found
   * @param places where it was looked for
   * @param mistakes takes what is wrong
   */
  static Map<String, Constant> run(
      NetworkDecl network,
      String file,
      Optional<byte[]> content,
      String places,
      List<Diagnostic> mistakes) {
    BindWeights bind = new BindWeights(network, file, mistakes);
    if (file.isEmpty()) {
      bind.requireNoWeights();
    } else if (content.isEmpty()) {
      mistakes.add(Diagnostic.of(Message.WEIGHT_FILE_MISSING, network.position(), file, places));
    } else {
      bind.parse(content.get());
    }
    return bind.bound;
  }

  private void requireNoWeights() {
    if (!network.weights().isEmpty()) {
      mistakes.add(
          Diagnostic.of(
              Message.NETWORK_CLASS,
              network.position(),
              network.simpleName(),
              "has weights, but names no file with them",
              "name it: @Network(weights = \"" + network.name() + ".npz\")"));
    }
  }

  private void parse(byte[] content) {
    try {
      bind(WeightFile.parse(file, content).arrays());
    } catch (WeightFileException e) {
      mistakes.add(Diagnostic.of(Message.WEIGHT_FILE, network.position(), e.problem(), e.fix()));
    }
  }

  private void bind(Map<String, WeightArray> arrays) {
    Set<String> extra = new HashSet<>(arrays.keySet());
    for (NetworkDecl.Weight weight : network.weights()) {
      WeightArray array = arrays.get(weight.array());
      extra.remove(weight.array());
      if (array == null) {
        report(Message.WEIGHT_MISSING, weight, weight.array(), file, names(arrays));
      } else if (!dataType(array.type()).equals(weight.element())) {
        report(
            Message.WEIGHT_TYPE, weight, weight.array(), array.type().tensorName(), name(weight));
      } else if (!weight.shape().orElse(array.shape()).equals(array.shape())) {
        report(
            Message.WEIGHT_SHAPE,
            weight,
            weight.array(),
            array.shape(),
            weight.shape().orElseThrow());
      } else {
        Buffer buffer = Buffer.of(weight.field(), weight.element(), array.shape());
        String source = "Array '" + weight.array() + "' of " + file;
        bound.put(weight.field(), new Constant(buffer, source, array.littleEndian()));
      }
    }
    arrays.keySet().stream()
        .filter(extra::contains)
        .forEach(name ->
            mistakes.add(Diagnostic.of(Message.WEIGHT_EXTRA, network.position(), name, file)));
  }

  private static String names(Map<String, WeightArray> arrays) {
    return arrays.keySet().stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
  }

  private void report(Message message, NetworkDecl.Weight weight, Object... arguments) {
    mistakes.add(Diagnostic.of(message, weight.position(), arguments));
  }

  private static String name(NetworkDecl.Weight weight) {
    return elementType(weight.element()).tensorName();
  }

  /** The tensor class for elements of a type. */
  static ElementType elementType(DataType type) {
    return switch (type.code()) {
      case BOOL -> ElementType.BOOL;
      case FLOAT -> type.bits() == 32 ? ElementType.F32 : ElementType.F64;
      case INT ->
          switch (type.bits()) {
            case 8 -> ElementType.I8;
            case 16 -> ElementType.I16;
            case 32 -> ElementType.I32;
            default -> ElementType.I64;
          };
      case UINT -> type.bits() == 8 ? ElementType.U8 : ElementType.U16;
    };
  }

  private static DataType dataType(ElementType type) {
    return switch (type) {
      case F32 -> DataType.FLOAT32;
      case F64 -> DataType.FLOAT64;
      case I8 -> DataType.INT8;
      case U8 -> DataType.UINT8;
      case I16 -> DataType.INT16;
      case U16 -> DataType.UINT16;
      case I32 -> DataType.INT32;
      case I64 -> DataType.INT64;
      case BOOL -> DataType.BOOL;
    };
  }
}
