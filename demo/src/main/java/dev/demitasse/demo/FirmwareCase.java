package dev.demitasse.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.demitasse.boards.NetworkSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A network with one input and one output, what it is to be run with on a board, and what must come
 * of that.
 *
 * @param network its C
 * @param macs its multiply-accumulates in one run, if they are known
 * @param inputs for each run the bytes of the input
 * @param outputs for each run the bytes of the output
 */
record FirmwareCase(
    NetworkSources network, OptionalLong macs, List<byte[]> inputs, List<byte[]> outputs) {

  FirmwareCase {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * A network of a class output.
   *
   * @param name what it is called in C
   */
  static FirmwareCase of(Path classes, String name, List<byte[]> inputs, List<byte[]> outputs)
      throws IOException {
    NetworkSources network = NetworkSources.generated(json(classes, name));
    return new FirmwareCase(network, macs(classes, name), inputs, outputs);
  }

  /** Returns the file that describes the C of a network. */
  static Path json(Path classes, String name) {
    return classes.resolve(Path.of("META-INF", "demitasse", "c", "tvmgen_" + name + ".json"));
  }

  /** Returns the file that has the figures of a network. */
  static Path report(Path classes, String name) {
    return classes.resolve(Path.of("META-INF", "demitasse", "report", name, "report.json"));
  }

  /** Reads the report of a network, if there is one and it knows. */
  private static OptionalLong macs(Path classes, String name) throws IOException {
    Path report = report(classes, name);
    if (!Files.exists(report)) {
      return OptionalLong.empty();
    }
    JsonObject totals =
        JsonParser.parseString(Files.readString(report))
            .getAsJsonObject()
            .getAsJsonObject("totals");
    return totals.has("macs")
        ? OptionalLong.of(totals.get("macs").getAsLong())
        : OptionalLong.empty();
  }

  /**
   * The digits, with the first test images and what the JVM makes of these.
   *
   * @param classes the class output of this module
   */
  static FirmwareCase digits(Path classes, TestImages images, int count) throws IOException {
    Digits network = DigitsModel.load();
    List<byte[]> inputs = new ArrayList<>();
    List<byte[]> outputs = new ArrayList<>();
    for (int image = 0; image < count; image++) {
      inputs.add(images.tensor(image).toBytes());
      outputs.add(network.classify(images.tensor(image)).toBytes());
    }
    return of(classes, "digits", inputs, outputs);
  }

  @Override
  public String toString() {
    return network.name();
  }
}
