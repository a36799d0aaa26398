package dev.demitasse.compiler.codegen;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The functions that bring a device into use and out of it, named as TVM names them: {@code
 * TVMDeviceEthosUOpen} for {@code ethos_u}. What was begun is ended, whatever fails between, and
 * the first error is the one that is returned.
 */
final class Hooks {
  private static final String FIRST_ERROR = "tvmgen_first_error";

  /** What the statements need. */
  static final String FUNCTION =
      """
      static int32_t tvmgen_first_error(int32_t first, int32_t second) {
        return first != 0 ? first : second;
      }

      """;

  private Hooks() {}

  private static String name(String device, String hook) {
    return Arrays.stream(device.split("_", -1))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining("", "TVMDevice", hook));
  }

  private static String call(String device, String hook) {
    return name(device, hook) + "(" + Emission.context(device) + ")";
  }

  /** The prototypes of a device's. */
  static String prototypes(String device) {
    return """
    /**
     * Device '%s', which the firmware brings: a run of the network is between Activate and
     * Deactivate, each call on the device between Open and Close.
     *
     * @param context the member of the struct of devices
     * @return 0; any other status ends the run
     */
    int32_t %s(void *context);
    int32_t %s(void *context);
    int32_t %s(void *context);
    int32_t %s(void *context);

    """
        .formatted(
            device,
            name(device, "Activate"),
            name(device, "Open"),
            name(device, "Close"),
            name(device, "Deactivate"));
  }

  /**
   * A statement between two hooks.
   *
   * @param action leaves its status in the variable, and is indented by two more
   */
  private static String between(
      String device, String begin, String action, String end, String status, int indent) {
    String margin = " ".repeat(indent);
    return margin
        + "%s = %s;\n".formatted(status, call(device, begin))
        + margin
        + "if (%s == 0) {\n".formatted(status)
        + action
        + margin
        + "  "
        + CFunction.listed(
            status + " = " + FIRST_ERROR + "(", List.of(status, call(device, end)), indent + 2)
        + ";\n"
        + margin
        + "}\n";
  }

  /** A call on a device, indented by four. */
  static String opened(String device, String action, String status) {
    return between(device, "Open", action, "Close", status, 2);
  }

  /** A run with devices, the first of them the outermost, indented by two more for each. */
  static String activated(List<String> devices, String action, String status) {
    String text = action;
    for (int i = devices.size() - 1; i >= 0; i--) {
      text = between(devices.get(i), "Activate", text, "Deactivate", status, 2 + 2 * i);
    }
    return text;
  }
}
