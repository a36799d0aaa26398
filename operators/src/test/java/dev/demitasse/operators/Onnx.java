package dev.demitasse.operators;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.demitasse.F32;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs one operator in ONNX Runtime: {@code new Onnx("Conv").ints("strides", 2, 2).run(x, kernel)}.
 * The field numbers are those of {@code onnx.proto}.
 */
final class Onnx {
  private static final int OPSET = 14;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final Protobuf node = new Protobuf();

  Onnx(String operator) {
    node.text(4, operator).text(2, "y");
  }

  /** Sets an attribute that is a whole number. */
  Onnx number(String name, long value) {
    node.message(5, new Protobuf().text(1, name).number(3, value).number(20, 2));
    return this;
  }

  /** Sets an attribute that is a real number. */
  Onnx real(String name, float value) {
    node.message(5, new Protobuf().text(1, name).real(2, value).number(20, 1));
    return this;
  }

  /** Sets an attribute that is a string. */
  Onnx text(String name, String value) {
    node.message(5, new Protobuf().text(1, name).text(4, value).number(20, 3));
    return this;
  }

  /** Sets an attribute that is a list of whole numbers. */
  Onnx ints(String name, int... values) {
    Protobuf attribute = new Protobuf().text(1, name);
    for (int value : values) {
      attribute.number(8, value);
    }
    node.message(5, attribute.number(20, 7));
    return this;
  }

  /** Runs the operator on inputs that are {@link F32} or, for an ONNX tensor of int64, int[]. */
  F32 run(Object... inputs) {
    Protobuf graph = new Protobuf();
    Map<String, OnnxTensor> feeds = new HashMap<>();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      for (int i = 0; i < inputs.length; i++) {
        node.text(1, "x" + i);
        graph.message(11, value("x" + i, inputs[i] instanceof F32 ? FLOAT : INT64));
        feeds.put("x" + i, tensor(environment, inputs[i]));
      }
      graph.message(1, node).text(2, "graph").message(12, value("y", FLOAT));
      Protobuf opset = new Protobuf().text(1, "").number(2, OPSET);
      byte[] model = new Protobuf().number(1, 8).message(8, opset).message(7, graph).toByteArray();
      options.setIntraOpNumThreads(1);
      try (var session = environment.createSession(model, options);
          var result = session.run(feeds)) {
        OnnxTensor y = (OnnxTensor) result.get(0);
        int[] shape = Arrays.stream(y.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
        return F32.of(y.getFloatBuffer().array(), shape);
      }
    } catch (OrtException e) {
      throw new AssertionError(e);
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  /** A ValueInfoProto: a name and an element type, of any shape. */
  private static Protobuf value(String name, int elementType) {
    Protobuf tensorType = new Protobuf().number(1, elementType);
    return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensorType));
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Object input) throws OrtException {
    if (input instanceof F32 x) {
      long[] shape = Arrays.stream(x.shape()).asLongStream().toArray();
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(x.toArray()), shape);
    }
    long[] values = Arrays.stream((int[]) input).asLongStream().toArray();
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {values.length});
  }
}
