package dev.demitasse.compiler.model;

import static dev.demitasse.compiler.model.Graphs.constant;
import static dev.demitasse.compiler.model.Graphs.f32;
import static dev.demitasse.compiler.model.Graphs.graph;
import static dev.demitasse.compiler.model.Graphs.i8;
import static dev.demitasse.compiler.model.Graphs.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.ClassName;
import dev.demitasse.ElementType;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Choice;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.Ints;
import dev.demitasse.compiler.model.Argument.QuantizationOf;
import dev.demitasse.compiler.model.Argument.Real;
import dev.demitasse.compiler.model.Argument.Reshape;
import dev.demitasse.compiler.model.Argument.ScaleOf;
import dev.demitasse.compiler.model.Argument.ScalesOf;
import dev.demitasse.compiler.model.ModelGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkWriterTest {
  private static final ClassName INTERFACE = ClassName.get("app", "Digits");
  private static final ModelTensor X = f32("serving/x", 1, 2);
  private static final ModelTensor W = constant(f32("dense/kernel", 3, 2));
  private static final ModelTensor B = constant(f32("dense/bias", 3));
  private static final ModelTensor Y = f32("dense/Relu;dense/BiasAdd", 1, 3);

  private static NetworkClass target(boolean byField, List<String> parameters) {
    return new NetworkClass(
        ClassName.get("app", "DigitsNetwork"),
        Optional.of(INTERFACE),
        true,
        "digits",
        "digits.tflite",
        byField,
        "classify",
        parameters,
        Optional.empty());
  }

  private static final NetworkClass TARGET = target(false, List.of("image"));

  private static String written(ModelGraph graph, NetworkClass target) {
    return NetworkWriter.file(target, NetworkWriter.write(graph, target).type()).toString();
  }

  private static String written(ModelGraph graph) {
    return written(graph, TARGET);
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in\n" + text);
  }

  @Test
  void aSmallModel() {
    ModelGraph graph = graph(List.of(X), List.of(Y), node(Y, "Dense", X, W, B));
    assertEquals(
        """
        package app;

        import dev.demitasse.F32;
        import dev.demitasse.Network;
        import dev.demitasse.Shape;
        import dev.demitasse.Weight;
        import dev.demitasse.operators.Dense;

        /**
         * A model.
         */
        @Network(
            weights = "digits.tflite",
            name = "digits"
        )
        public final class DigitsNetwork implements Digits {
          @Weight("dense/kernel")
          F32 denseReluWeights;

          @Weight("dense/bias")
          F32 denseReluBias;

          @Override
          public F32 classify(@Shape({1, 2}) F32 image) {
            F32 denseRelu = Dense.apply(image, denseReluWeights, denseReluBias);
            return denseRelu;
          }
        }
        """,
        written(graph));
    assertEquals(Set.of("Dense"), NetworkWriter.operators(graph));
  }

  private static final Quantization Q = new Quantization(0.5f, -3);
  private static final ModelTensor XQ = i8("xq", Q, 1, 2);
  private static final ModelTensor YQ = i8("yq", new Quantization(1e-10f, 0), 1, 2);

  private static ModelGraph quantized() {
    ModelTensor w =
        new ModelTensor("w", ElementType.I8, List.of(2, 1, 1, 2), Optional.empty(), true);
    ModelTensor scaled = constant(i8("scaled", Q, 2));
    ModelTensor again = i8("again", Q, 2);
    ModelTensor last = i8("last", Q, 2);
    return graph(
        List.of(XQ),
        List.of(last),
        node(
            YQ,
            "QuantizedConv2d",
            XQ,
            new QuantizationOf(XQ),
            w,
            new Call("NoBias", List.of(new Argument.Of(w), new Int(0))),
            new Call(
                "QuantizedMultipliers",
                List.of(
                    new QuantizationOf(XQ), new ScalesOf(w), new QuantizationOf(YQ), new Int(2))),
            new ScaleOf(scaled),
            new Choice("Activation", "RELU_N1_TO_1"),
            new Argument.Int8((byte) -128),
            new Ints(List.of()),
            new Ints(List.of(1, 2)),
            new Real(Float.NaN),
            new Real(Float.POSITIVE_INFINITY),
            new Real(Float.NEGATIVE_INFINITY)),
        new Node(again, new Reshape(YQ, List.of(2))),
        node(last, "Twice", again, scaled, new ScalesOf(w), new Real(1.5f)));
  }

  @Test
  void everyArgument() {
    assertEquals(
        """
        package app;

        import dev.demitasse.F32;
        import dev.demitasse.I8;
        import dev.demitasse.Network;
        import dev.demitasse.Quantized;
        import dev.demitasse.Shape;
        import dev.demitasse.Weight;
        import dev.demitasse.operators.Activation;
        import dev.demitasse.operators.NoBias;
        import dev.demitasse.operators.Quantization;
        import dev.demitasse.operators.QuantizedConv2d;
        import dev.demitasse.operators.QuantizedMultipliers;
        import dev.demitasse.operators.Twice;

        /**
         * A model.
         */
        @Network(
            weights = "digits.tflite",
            name = "digits"
        )
        public final class DigitsNetwork implements Digits {
          private final Quantization xqQuantization = new Quantization(0.5f, -3);

          private final Quantization yqQuantization = new Quantization(1.0E-10f, 0);

          @Weight
          I8 yqWeights;

          @Weight
          F32 yqWeightsScales;

          @Weight
          I8 lastBias;

          @Override
          @Quantized(
              scale = 0.5f,
              zeroPoint = -3
          )
          public I8 classify(@Shape({1, 2}) @Quantized(scale = 0.5f, zeroPoint = -3) I8 xq) {
            I8 yq = QuantizedConv2d.apply(xq, xqQuantization, yqWeights, NoBias.apply(yqWeights, 0),
                QuantizedMultipliers.apply(xqQuantization, yqWeightsScales, yqQuantization, 2),
                xqQuantization.scale(), Activation.RELU_N1_TO_1, (byte) -128, new int[] {},
                new int[] {1, 2}, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
            I8 again = yq.reshape(2);
            I8 last = Twice.apply(again, lastBias, yqWeightsScales, 1.5f);
            return last;
          }
        }
        """,
        written(quantized(), target(true, List.of())));
    assertEquals(
        Set.of("NoBias", "QuantizedConv2d", "QuantizedMultipliers", "Twice"),
        NetworkWriter.operators(quantized()));
    assertEquals(
        Map.of("w", "yqWeights", "w/scales", "yqWeightsScales", "scaled", "lastBias"),
        NetworkWriter.write(quantized(), TARGET).arrays());
  }

  @Test
  void severalOutputs() {
    ModelTensor z = i8("z", Q, 1, 3);
    ModelGraph graph =
        graph(
            List.of(X),
            List.of(z, Y),
            node(Y, "Tanh", X),
            node(z, "Quantize", Y, new QuantizationOf(z)));
    String own = written(graph);
    assertContains(own, "public Outputs classify(@Shape({1, 2}) F32 image)");
    assertContains(own, "return new Outputs(z, denseRelu);");
    assertContains(own, "public record Outputs(");
    assertContains(own, "@Quantized(scale = 0.5f, zeroPoint = -3) I8 z");
    NetworkClass given =
        new NetworkClass(
            TARGET.name(),
            Optional.empty(),
            false,
            "",
            "",
            false,
            "run",
            List.of(),
            Optional.of(ClassName.get("app", "Both")));
    String users = written(graph, given);
    assertContains(users, "public Both run(@Shape({1, 2}) F32 servingX)");
    assertContains(users, "return new Both(z, denseRelu);");
    assertFalse(users.contains("record") || users.contains("@Override"), users);
    assertContains(users, "@Network\nfinal class DigitsNetwork {");
  }

  @Test
  void oneTensorAsTwoOutputs() {
    String text = written(graph(List.of(X), List.of(Y, Y), node(Y, "Tanh", X)));
    assertContains(text, "return new Outputs(denseRelu, denseRelu);");
    assertContains(text, "public record Outputs(F32 denseRelu, F32 denseRelu2) {");
  }

  @Test
  void anInputAndAConstantAsOutputs() {
    ModelGraph graph = graph(List.of(X), List.of(X, B));
    String text = written(graph);
    assertContains(text, "return new Outputs(image, denseBias);");
    assertContains(text, "@Weight(\"dense/bias\")\n  F32 denseBias;");
  }

  @Test
  void aRecordWithOneOutput() {
    NetworkClass given =
        new NetworkClass(
            TARGET.name(),
            Optional.of(INTERFACE),
            true,
            "digits",
            "",
            false,
            "run",
            List.of("x"),
            Optional.of(ClassName.get("app", "One")));
    assertContains(
        written(graph(List.of(X), List.of(Y), node(Y, "Tanh", X)), given),
        "return new One(denseRelu);");
  }

  private static ModelTensor t(int i) {
    return i == 0 ? X : f32("t" + i, 1, 2);
  }

  @Test
  void manyStepsAreBlocks() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      nodes.add(i == 55 ? node(t(i + 1), "Add", t(i), t(5)) : node(t(i + 1), "Relu", t(i)));
    }
    String text = written(graph(List.of(X), List.of(t(60)), nodes.toArray(Node[]::new)));
    assertContains(
        text,
        """
          public F32 classify(@Shape({1, 2}) F32 image) {
            Block1 block1Results = block1(image);
            F32 t5 = block1Results.t5();
            F32 t48 = block1Results.t48();
            F32 t60 = block2(t48, t5);
            return t60;
          }

          private Block1 block1(F32 image) {
            F32 t1 = Relu.apply(image);
        """);
    assertContains(text, "    return new Block1(t5, t48);\n");
    assertContains(
        text, "  private F32 block2(F32 t48, F32 t5) {\n    F32 t49 = Relu.apply(t48);\n");
    assertContains(text, "    F32 t56 = Add.apply(t55, t5);\n");
    assertContains(text, "  record Block1(F32 t5, F32 t48) {");
  }

  @Test
  void namesThatAreKeywordsOrTaken() {
    ModelTensor y = f32("class", 1, 2);
    ModelTensor z = f32("image", 1, 2);
    String text =
        written(
            graph(
                List.of(X),
                List.of(z),
                node(y, "Dense", X, W, constant(f32("class2Weights", 3))),
                node(z, "Add", y, X)));
    assertContains(text, "F32 class2 = Dense.apply(image, class2Weights, class2Bias);");
    assertContains(text, "F32 image2 = Add.apply(class2, image);");
    assertContains(text, "return image2;");
  }

  @Test
  void weightsThatTwoReadAreThereOnce() {
    ModelTensor z = f32("z", 1, 3);
    NetworkWriter.Written written =
        NetworkWriter.write(
            graph(List.of(X), List.of(z), node(Y, "Dense", X, W, B), node(z, "Dense", Y, W, B)),
            TARGET);
    assertEquals(
        Map.of("dense/kernel", "denseReluWeights", "dense/bias", "denseReluBias"),
        written.arrays());
  }

  @Test
  void whateverFilesSayIsText() {
    ModelTensor odd = constant(f32("a\"b\\u0041$L\n", 3));
    ModelGraph odder =
        new ModelGraph(
            "It ends */ here $L $$ @x <b> *\\/ \\u002a/.",
            List.of(X),
            List.of(node(Y, "Dense", X, W, odd)),
            List.of(Y));
    String text = written(odder);
    assertContains(text, "@Weight(\"a\\\"b\\\\u0041$L\\n\")");
    assertContains(text, "\n * It ends * / here $L $$ @x <b> * // /u002a/.\n");
  }
}
