package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.analysis.Macs;
import dev.demitasse.compiler.analysis.Macs.Certainty;
import dev.demitasse.compiler.analysis.Macs.Count;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.tflite.TfliteException;
import dev.demitasse.compiler.tflite.TfliteModel;
import dev.demitasse.compiler.tflite.TfliteOperator;
import dev.demitasse.operators.exec.NetworkCase.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The multiply-accumulates of operators and of models are those of the formulas for shapes. */
class MacsTest {
  private static final String FACTORS = "new QuantizedMultipliers.Factors(d, e)";
  private static final String Q = "new Quantization(0.5f, 3)";

  @TempDir private Path folder;

  private final Map<String, Long> expected = new LinkedHashMap<>();
  private final Map<String, String> sources = new TreeMap<>();

  private void add(long macs, ElementType result, String operator, String body, String... inputs) {
    List<Input> read = Stream.of(inputs).map(Input::of).toList();
    NetworkCase network = new NetworkCase(operator, expected.size(), result, read, body);
    expected.put(network.cName(), macs);
    sources.put(network.className(), network.source());
  }

  private void add(long macs, String operator, String arguments, String... inputs) {
    add(macs, ElementType.F32, operator, operator + ".apply(" + arguments + ")", inputs);
  }

  private void addInt8(long macs, String operator, String arguments, String... inputs) {
    add(macs, ElementType.I8, operator, operator + ".apply(" + arguments + ")", inputs);
  }

  /** Compiles, and compares what each stage leaves with what is expected. */
  private void check(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("dump=all"));
    all.addAll(List.of(options));
    Path classes = folder.resolve(String.join("", options).replaceAll("\\W", "_") + "classes");
    JavaBuild.of(classes, sources, all);
    for (Map.Entry<String, Long> e : expected.entrySet()) {
      Count count = new Count(e.getValue(), Certainty.EXACT);
      counts(classes.resolve("META-INF/demitasse/ir").resolve(e.getKey()))
          .forEach((stage, found) -> assertEquals(count, found, e.getKey() + ", " + stage));
    }
  }

  /** What the main function computes, by stage, from where all that constants give is folded. */
  private static Map<String, Count> counts(Path stages) throws IOException {
    Map<String, Count> counts = new LinkedHashMap<>();
    Map<String, PrimFunc> functions = new LinkedHashMap<>();
    for (Path file : files(stages)) {
      String name = file.getFileName().toString();
      if (name.contains("lowered")) {
        continue;
      }
      // What is as it was is no more than a comment there.
      functions.putAll(Parser.parse(name, Files.readString(file)).functions());
      if (!counts.isEmpty() || name.contains("fold-constants")) {
        PrimFunc main = functions.get("tvmgen_" + stages.getFileName() + "_run");
        counts.put(name, Macs.of(main, IrModule.of(List.copyOf(functions.values()))));
      }
    }
    assertTrue(counts.size() > 10, counts::toString);
    return counts;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void ofOperators() throws IOException {
    long conv = 2 * 7 * 6 * 3 * (3 * 2 * 4);
    add(conv, "Conv2d", "a, b, c, 1, Padding.SAME", "2 7 6 4", "3 3 2 4", "3");
    add(3 * 3 * 5 * 9 * 2, "Conv2d", "a, b, c, 2, Padding.VALID", "1 7 7 2", "5 3 3 2", "5");
    add(
        6 * 6 * 8 * 9 * 2,
        "Conv2d",
        "a, b, c, 1, 1, 1, 1, Padding.SAME, 4",
        "1 6 6 8",
        "8 3 3 2",
        "8");
    add(3 * 2 * 4 * 9, "DepthwiseConv2d", "a, b, c, 2, Padding.SAME", "1 5 4 2", "1 3 3 4", "4");
    add(2 * 3 * 5, "Dense", "a, b, c", "2 5", "3 5", "3");
    add(0, "AvgPool2d", "a, 2", "1 4 4 2");
    add(0, "MaxPool2d", "a, 2", "1 4 4 2");
    for (String operator : List.of("Relu", "Sigmoid", "Tanh", "Softmax")) {
      add(0, operator, "a", "3 4");
    }
    for (String operator : List.of("Add", "Sub", "Mul")) {
      add(0, operator, "a, b", "3 4", "4");
    }
    String window = ", 1, 1, 1, 1, Padding.SAME";
    addInt8(
        conv,
        "QuantizedConv2d",
        "a, %s, b, c, %s, %s, Activation.RELU".formatted(Q, FACTORS, Q) + window,
        "I8 2 7 6 4",
        "I8 3 3 2 4",
        "I32 3",
        "I32 3",
        "I32 3");
    addInt8(
        5 * 4 * 4 * 9,
        "QuantizedDepthwiseConv2d",
        "a, %s, b, c, %s, %s, Activation.NONE".formatted(Q, FACTORS, Q) + window,
        "I8 1 5 4 2",
        "I8 1 3 3 4",
        "I32 4",
        "I32 4",
        "I32 4");
    addInt8(
        2 * 3 * 5,
        "QuantizedDense",
        "a, %s, b, c, %s, %s, Activation.NONE".formatted(Q, FACTORS, Q),
        "I8 2 5",
        "I8 3 5",
        "I32 3",
        "I32 3",
        "I32 3");
    addInt8(0, "QuantizedSoftmax", "a, " + Q + ", 1f", "I8 3 4");
    addInt8(
        0,
        "QuantizedAdd",
        "a, %s, b, %s, %s, Activation.NONE".formatted(Q, Q, Q),
        "I8 3 4",
        "I8 3 4");
    check();
    check("mac=fused");
  }

  @Test
  void ofJoinedOperators() throws IOException {
    String conv = "Conv2d.apply(a, b, c, 1, Padding.SAME)";
    String dense = "Dense.apply(a, b, c)";
    String[] image = {"1 5 4 2", "3 3 3 2", "3"};
    long taps = 5 * 4 * 3 * 9 * 2;
    add(taps, ElementType.F32, "Fused", "Relu.apply(" + conv + ")", image);
    add(taps, ElementType.F32, "Fused", "Mul.apply(" + conv + ", c)", image);
    add(taps, ElementType.F32, "Fused", "Add.apply(Mul.apply(" + conv + ", c), c)", image);
    add(30, ElementType.F32, "Fused", "Sigmoid.apply(" + dense + ")", "2 5", "3 5", "3");
    add(0, ElementType.F32, "Fused", "Add.apply(Mul.apply(a, b), c)", "7", "7", "7");
    check();
  }

  @Test
  void ofModels() throws Exception {
    Golden.require();
    for (Golden model : Golden.all()) {
      sources.put(model.className(), model.source());
      expected.put(model.name(), byShapes(model.name()));
    }
    check("resources=" + Golden.MODELS, "verify=off");
  }

  /** What the operators of a model compute by the shapes in its file. */
  private static long byShapes(String name) throws IOException, TfliteException {
    String file = name + ".tflite";
    TfliteModel model = TfliteModel.parse(file, Files.readAllBytes(Golden.MODELS.resolve(file)));
    long macs = 0;
    for (TfliteOperator o : model.operators()) {
      long elements = model.tensor(o.outputs().get(0)).elements();
      List<Integer> weights =
          o.inputs().size() < 2 ? List.of() : model.tensor(o.inputs().get(1)).shape();
      macs +=
          switch (o.code()) {
            // [co, kh, kw, ci], [1, kh, kw, co], [m, k]
            case "CONV_2D" -> elements * weights.get(1) * weights.get(2) * weights.get(3);
            case "DEPTHWISE_CONV_2D" -> elements * weights.get(1) * weights.get(2);
            case "FULLY_CONNECTED" -> elements * weights.get(1);
            default -> 0;
          };
    }
    return macs;
  }
}
