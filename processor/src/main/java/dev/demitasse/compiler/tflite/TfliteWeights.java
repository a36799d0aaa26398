package dev.demitasse.compiler.tflite;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.weights.WeightArray;
import dev.demitasse.compiler.weights.WeightFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A {@code .tflite} model as nothing but a weight file. */
public final class TfliteWeights {

  private TfliteWeights() {}

  /** Returns whether the name of a file ends as that of a model does, in either case. */
  public static boolean isModel(String fileName) {
    return fileName.toLowerCase(Locale.ROOT).endsWith(".tflite");
  }

  /**
   * Reads the constants of a model: the array of each has the name of the tensor ({@link
   * TfliteTensor#name}), and if it is quantised, {@code <name>/scales} has the scales, {@link
   * ElementType#F32} of [1] or of the length of their axis, unless a tensor has this name. Those of
   * types without {@link TfliteType#elementType} are left out.
   *
   * @param fileName name or path of the file, for messages only
   * @param content the whole file; not kept
   * @throws TfliteException if the model cannot be read
   */
  public static WeightFile parse(String fileName, byte[] content) throws TfliteException {
    TfliteModel model = TfliteModel.parse(fileName, content);
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    for (TfliteTensor tensor : model.tensors()) {
      if (tensor.isConstant() && tensor.type().elementType().isPresent()) {
        arrays.put(tensor.name(), tensor.array(tensor.name()));
        String scales = tensor.name() + "/scales";
        tensor.quantization().ifPresent(q -> arrays.putIfAbsent(scales, scales(scales, q)));
      }
    }
    return WeightFile.ofModel(List.copyOf(arrays.values()));
  }

  private static WeightArray scales(String name, TfliteQuantization quantization) {
    List<Float> scales = quantization.scales();
    ByteBuffer bytes =
        ByteBuffer.allocate(scales.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    scales.forEach(bytes::putFloat);
    return new WeightArray(name, ElementType.F32, List.of(scales.size()), bytes.array());
  }
}
