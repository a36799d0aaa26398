package dev.demitasse.compiler.graph;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.weights.WeightArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a weight file.
 *
 * @param file its name
 * @param arrays in the order of the file
 * @param holdsOnlyWeights whether each of them should be the weight of a network; there are other
 *     constants in the file of a model
 */
public record Weights(String file, Map<String, WeightArray> arrays, boolean holdsOnlyWeights) {

  public Weights {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /** The tensor class for elements of a type. */
  public static ElementType elementType(DataType type) {
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

  static DataType dataType(ElementType type) {
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
