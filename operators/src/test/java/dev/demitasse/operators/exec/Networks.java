package dev.demitasse.operators.exec;

import dev.demitasse.ElementType;
import dev.demitasse.operators.exec.NetworkCase.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Collects networks, and numbers them by what they are about. */
final class Networks {
  private final List<NetworkCase> cases = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** All networks that are tested. */
  static List<NetworkCase> all() {
    Networks networks = new Networks();
    WindowCases.addTo(networks);
    ElementwiseCases.addTo(networks);
    ShapeCases.addTo(networks);
    FusionCases.addTo(networks);
    MemoryCases.addTo(networks);
    QuantizedCases.addTo(networks);
    ViewCases.addTo(networks);
    ArithmeticCases.addTo(networks);
    LanguageCases.addTo(networks);
    GuideCases.addTo(networks);
    return List.copyOf(networks.cases);
  }

  /** Adds a network that returns float32; {@code inputs} as for {@link Input#of}. */
  void add(String operator, String body, String... inputs) {
    addReturning(ElementType.F32, operator, body, inputs);
  }

  void addReturning(ElementType result, String operator, String body, String... inputs) {
    int number = counts.merge(operator, 1, Integer::sum) - 1;
    List<Input> read = Stream.of(inputs).map(Input::of).toList();
    cases.add(new NetworkCase(operator, number, result, read, body));
  }
}
