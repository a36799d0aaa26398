package dev.demitasse.junit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network in C.
 *
 * @param title what users know it as
 * @param json the {@code tvmgen_<network>.json} that the compiler has written beside the C
 * @param inputs what it takes, in the order of the Java method
 * @param outputs what it gives, in the order of the Java method
 * @param hasState whether a run depends on those before it
 */
record CNetwork(String title, Path json, List<Port> inputs, List<Port> outputs, boolean hasState) {
  private static final Map<String, ElementType> TYPES =
      Map.of(
          "float32", ElementType.F32,
          "float64", ElementType.F64,
          "int8", ElementType.I8,
          "uint8", ElementType.U8,
          "int16", ElementType.I16,
          "uint16", ElementType.U16,
          "int32", ElementType.I32,
          "int64", ElementType.I64,
          "bool", ElementType.BOOL);

  /**
   * An input or output.
   *
   * @param name in C
   */
  record Port(String name, ElementType type, List<Integer> shape) {

    private static Port of(JsonElement json) {
      JsonObject tensor = json.getAsJsonObject();
      List<Integer> shape = new ArrayList<>();
      tensor.getAsJsonArray("shape").forEach(extent -> shape.add(extent.getAsInt()));
      return new Port(
          tensor.get("name").getAsString(),
          TYPES.get(tensor.get("type").getAsString()),
          List.copyOf(shape));
    }

    private int[] extents() {
      return shape.stream().mapToInt(extent -> extent).toArray();
    }

    /** Whether a tensor has its type and shape. */
    boolean takes(Tensor<?> tensor) {
      return tensor.elementType() == type && Arrays.equals(tensor.shape(), extents());
    }

    /** A tensor with these elements. */
    Tensor<?> tensor(byte[] elements) {
      return Tensor.ofBytes(type, elements, extents());
    }

    @Override
    public String toString() {
      return "%s%s %s".formatted(type.tensorName(), shape, name);
    }
  }

  /** Reads the only network in a folder. */
  static CNetwork only(Path folder, String title) throws IOException {
    for (Path file : Origin.files(folder)) {
      if (isInterface(file)) {
        return read(file, title);
      }
    }
    throw new IllegalStateException("no network was written to " + folder);
  }

  /** Whether a file is one that {@link #read} wants. */
  static boolean isInterface(Path file) {
    return file.toString().endsWith(".json");
  }

  /** Reads what the compiler has written of a network. */
  static CNetwork read(Path json, String title) throws IOException {
    JsonObject network = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    return new CNetwork(
        title,
        json,
        ports(network, "inputs"),
        ports(network, "outputs"),
        !network.getAsJsonArray("states").isEmpty());
  }

  private static List<Port> ports(JsonObject network, String member) {
    List<Port> ports = new ArrayList<>();
    network.getAsJsonArray(member).forEach(tensor -> ports.add(Port.of(tensor)));
    return List.copyOf(ports);
  }
}
