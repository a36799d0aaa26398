package dev.demitasse.compiler.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The arrays of one weight file. */
public final class WeightFile {

  /** The most that the entries of an archive may unpack to together: 256 MiB. */
  public static final int MAX_UNPACKED_BYTES = 256 << 20;

  private final Map<String, WeightArray> arrays;
  private final boolean holdsOnlyWeights;

  private WeightFile(List<WeightArray> arrays, boolean holdsOnlyWeights) {
    this.holdsOnlyWeights = holdsOnlyWeights;
    Map<String, WeightArray> byName = new LinkedHashMap<>();
    arrays.forEach(array -> byName.put(array.name(), array));
    this.arrays = Collections.unmodifiableMap(byName);
  }

  /**
   * Reads a weight file that is in memory. The extension of its name, in either case, tells the
   * format:
   *
   * <ul>
   *   <li>{@code .npz}: a ZIP archive, compressed or not, of {@code .npy} entries; an array has the
   *       name of its entry without {@code .npy}. The entries may unpack to {@link
   *       #MAX_UNPACKED_BYTES} together.
   *   <li>{@code .npy}, versions 1.0, 2.0 and 3.0: one array, named after the file: {@code
   *       "models/bias.npy"} holds the array {@code "bias"}.
   *   <li>{@code .safetensors}: a JSON header and the data it describes.
   * </ul>
   *
   * @param fileName name or path of the file; only its text is used, for the format, for the name
   *     of the array in {@code .npy} and in messages
   * @param content the whole file; not kept
   * @throws WeightFileException if the file is damaged or holds something unsupported
   */
  public static WeightFile parse(String fileName, byte[] content) throws WeightFileException {
    String simpleName = fileName.replaceFirst("^.*[/\\\\]", "");
    String stem = simpleName.replaceFirst("\\.[^.]*$", "");
    String extension = simpleName.substring(stem.length()).toLowerCase(Locale.ROOT);
    Cursor file = new Cursor(fileName, content);
    return new WeightFile(
        switch (extension) {
          case ".npz" -> NpzReader.read(file);
          case ".npy" -> List.of(NpyReader.read(stem, file));
          case ".safetensors" -> SafetensorsReader.read(file);
          default ->
              throw file.error(
                  "the name of the file does not end in .npz, .npy, .safetensors or .tflite",
                  "save the weights in one of these formats, for example with numpy.savez");
        },
        true);
  }

  /**
   * The constants of a model.
   *
   * @param arrays with names of their own
   */
  public static WeightFile ofModel(List<WeightArray> arrays) {
    return new WeightFile(arrays, false);
  }

  /**
   * Returns whether all arrays are weights. A model has constants that are none, such as shapes.
   */
  public boolean holdsOnlyWeights() {
    return holdsOnlyWeights;
  }

  /** Returns the arrays by name, in the order of the file's directory; cannot be modified. */
  public Map<String, WeightArray> arrays() {
    return arrays;
  }
}
