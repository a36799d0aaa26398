package dev.demitasse.benchmarks;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ONNX Runtime with one model, on one thread. Its inputs and outputs stay where they are. */
final class OnnxSession implements Contender, AutoCloseable {
  private final OrtSession session;
  private final Port input;
  private final Port output;
  private final List<byte[]> outputs = new ArrayList<>();

  /** An input or output, and its memory. */
  private record Port(Map<String, OnnxTensor> tensor, ByteBuffer bytes) {

    /** The only one. */
    static Port of(Map<String, NodeInfo> ports) throws OrtException {
      NodeInfo port = ports.values().iterator().next();
      TensorInfo info = (TensorInfo) port.getInfo();
      int bytes = Math.toIntExact(info.getNumElements()) * info.type.size;
      ByteBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      OnnxTensor tensor =
          OnnxTensor.createTensor(
              OrtEnvironment.getEnvironment(), memory, info.getShape(), info.type);
      return new Port(Map.of(port.getName(), tensor), memory);
    }

    void close() {
      tensor.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxSession(OrtSession session) throws OrtException {
    this.session = session;
    this.input = Port.of(session.getInputInfo());
    this.output = Port.of(session.getOutputInfo());
  }

  /**
   * Makes a session and computes what the model makes of some inputs.
   *
   * @param inputs the elements in NHWC
   */
  static OnnxSession of(OnnxModel model, List<byte[]> inputs) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OnnxSession made = new OnnxSession(environment.createSession(model.bytes(), options));
      made.compute(model, inputs);
      return made;
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  private static Failure failure(OrtException e) {
    return new Failure("ONNX Runtime: " + e.getMessage());
  }

  static String version() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  /** Computes all, and leaves the first as the input. */
  private void compute(OnnxModel model, List<byte[]> inputs) throws OrtException {
    for (byte[] bytes : inputs) {
      input.bytes.put(0, model.input(bytes));
      run();
      byte[] result = new byte[output.bytes.capacity()];
      output.bytes.get(0, result);
      outputs.add(model.output(result));
    }
    input.bytes.put(0, model.input(inputs.getFirst()));
  }

  private void run() throws OrtException {
    session.run(input.tensor, output.tensor).close();
  }

  @Override
  public List<byte[]> outputs() {
    return List.copyOf(outputs);
  }

  @Override
  public long[] time(int runs) {
    try {
      run();
      long[] times = new long[runs];
      for (int i = 0; i < runs; i++) {
        long start = System.nanoTime();
        run();
        times[i] = System.nanoTime() - start;
      }
      return times;
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      input.close();
      output.close();
      session.close();
    } catch (OrtException e) {
      throw failure(e);
    }
  }
}
