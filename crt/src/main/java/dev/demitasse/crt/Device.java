package dev.demitasse.crt;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A firmware that runs {@code demitasse/host_link.h}, at the other end of two streams.
 *
 * <pre>{@code
 * Device device = Device.connect(port.getInputStream(), port.getOutputStream());
 * Network digits = device.network("tvmgen_digits");
 * Result result = device.run(digits, DeviceTensor.f32(image, 1, 8, 8, 1));
 * float[] probabilities = result.output().floats();
 * }</pre>
 *
 * <p>A single operator is called with {@link #call}; a {@link Session} keeps tensors on the device
 * from one run to the next. For one thread at a time. The streams are the caller's to open and
 * close; a read that should not wait forever needs a stream with a time limit.
 *
 * <p>Methods throw {@link DeviceException} where the device reports an error, which leaves the
 * connection as good as before, and other {@link IOException}s where the streams fail.
 */
public final class Device {
  private static final int VERSION = 1;
  private static final int GREETINGS = 5;
  private static final int REPLY = 0x80;
  private static final int NOT_UNDERSTOOD = 0xff;
  private static final int REPLY_HEAD_BYTES = 6;
  static final int REQUEST_HEAD_BYTES = 2;

  /** What may be asked, with the numbers of the protocol. */
  enum Command {
    HELLO(1),
    FUNCTION(2),
    NETWORK(3),
    TENSOR(4),
    OPEN(5),
    ADD_TENSOR(6),
    ADD_SCALAR(7),
    WRITE(8),
    READ(9),
    RUN(10);

    private final int number;

    Command(int number) {
      this.number = number;
    }
  }

  private final Frames frames;
  private int sequence;
  private ByteOrder order = LITTLE_ENDIAN;
  private int maxMessageBytes;
  private long memoryBytes;
  private List<String> functions = List.of();

  private Device(InputStream in, OutputStream out) {
    frames = new Frames(new BufferedInputStream(in), out);
  }

  /**
   * Greets the device and asks for the names of its functions. What the device sent before, such as
   * messages of its start, is skipped.
   *
   * @throws DeviceException if it speaks another version of the protocol
   */
  public static Device connect(InputStream in, OutputStream out) throws IOException {
    Device device = new Device(in, out);
    device.hello();
    return device;
  }

  private void hello() throws IOException {
    ByteBuffer hello = greet();
    int version = hello.get();
    if (version != VERSION) {
      throw new DeviceException(
          "the device speaks version " + version + " of the protocol, this is version " + VERSION);
    }
    order = hello.get() == 0 ? LITTLE_ENDIAN : BIG_ENDIAN;
    maxMessageBytes = Short.toUnsignedInt(hello.getShort());
    memoryBytes = Integer.toUnsignedLong(hello.getInt());
    int count = Short.toUnsignedInt(hello.getShort());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(text(ask(Command.FUNCTION, body(2).putShort((short) i))));
    }
    functions = List.copyOf(names);
  }

  /**
   * What a device does not understand may have come before the greeting, which is repeated then.
   */
  private ByteBuffer greet() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return ask(Command.HELLO, body(0));
      } catch (DeviceException e) {
        if (attempt == GREETINGS) {
          throw e;
        }
      }
    }
  }

  /**
   * Returns the names of all functions that may be called, in the order of the device's registry.
   */
  public List<String> functions() {
    return functions;
  }

  /**
   * Returns the bytes that the device has for the arguments of a session and what describes them.
   */
  public long memoryBytes() {
    return memoryBytes;
  }

  /** Returns all networks that describe themselves. */
  public List<Network> networks() throws IOException {
    List<Network> networks = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      if (functions.get(i).endsWith("_get_c_metadata")) {
        networks.add(network(i));
      }
    }
    return networks;
  }

  /**
   * Returns the network with this prefix, such as {@code tvmgen_digits}.
   *
   * @throws DeviceException if there is none
   */
  public Network network(String name) throws IOException {
    return network(indexOf(name + "_get_c_metadata"));
  }

  private Network network(int index) throws IOException {
    ByteBuffer counts = ask(Command.NETWORK, body(2).putShort((short) index));
    int inputs = counts.getShort();
    int outputs = inputs + counts.getShort();
    int workspaces = outputs + counts.getShort();
    String name = text(counts);
    return new Network(
        name,
        tensors(index, 0, inputs),
        tensors(index, inputs, outputs),
        tensors(index, outputs, workspaces));
  }

  private List<Network.Tensor> tensors(int network, int from, int to) throws IOException {
    List<Network.Tensor> tensors = new ArrayList<>();
    for (int i = from; i < to; i++) {
      ByteBuffer tensor =
          ask(Command.TENSOR, body(4).putShort((short) network).putShort((short) i));
      int code = tensor.get();
      int bits = Byte.toUnsignedInt(tensor.get());
      TensorType.Element element = TensorType.Element.of(code, bits, tensor.getShort());
      List<Long> shape = new ArrayList<>();
      for (int rank = Byte.toUnsignedInt(tensor.get()); rank > 0; rank--) {
        shape.add(tensor.getLong());
      }
      tensors.add(new Network.Tensor(text(tensor), new TensorType(element, shape)));
    }
    return tensors;
  }

  /**
   * Runs a network once, from its first state.
   *
   * @param inputs all its inputs, in order
   * @throws IllegalArgumentException if they are not of the network's types
   */
  public Result run(Network network, DeviceTensor... inputs) throws IOException {
    Session session = open(network);
    for (int i = 0; i < checked(network, inputs).length; i++) {
      session.write(i, inputs[i]);
    }
    var seconds = session.run(network.function());
    List<DeviceTensor> outputs = new ArrayList<>();
    for (int i = 0; i < network.outputs().size(); i++) {
      outputs.add(session.read(inputs.length + i));
    }
    return new Result(outputs, seconds);
  }

  private static DeviceTensor[] checked(Network network, DeviceTensor... inputs) {
    List<TensorType> expected = network.inputs().stream().map(Network.Tensor::type).toList();
    List<TensorType> actual = List.of(inputs).stream().map(DeviceTensor::type).toList();
    if (!actual.equals(expected)) {
      throw new IllegalArgumentException(network.name() + " takes " + expected + ", not " + actual);
    }
    return inputs;
  }

  /**
   * Calls a function once. Its outputs are the arguments that are a type.
   *
   * <pre>{@code
   * device.call("tvmgen_digits_relu", x, TensorType.of(F32, 1, 8)).output()
   * }</pre>
   */
  public Result call(String function, Argument... arguments) throws IOException {
    Session session = open(arguments);
    var seconds = session.run(function);
    List<DeviceTensor> outputs = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof TensorType) {
        outputs.add(session.read(i));
      }
    }
    return new Result(outputs, seconds);
  }

  /**
   * Lays out the arguments of a network on the device: inputs, outputs and workspaces, all zero.
   */
  public Session open(Network network) throws IOException {
    return open(
        List.of(network.inputs(), network.outputs(), network.workspaces()).stream()
            .flatMap(List::stream)
            .map(Network.Tensor::type)
            .toArray(Argument[]::new));
  }

  /**
   * Lays out arguments on the device and writes the tensors among them; those that are a type are
   * zero. There is one session at a time: this ends the one before.
   *
   * @throws DeviceException if the device has not enough memory
   */
  public Session open(Argument... arguments) throws IOException {
    return new Session(this, List.of(arguments));
  }

  int indexOf(String function) throws DeviceException {
    int index = functions.indexOf(function);
    if (index < 0) {
      throw new DeviceException(
          "the device has no function '" + function + "'; it has " + functions);
    }
    return index;
  }

  ByteOrder order() {
    return order;
  }

  /** The bytes of a tensor that one message can write, or one answer can hold. */
  int maxPartBytes() {
    return maxMessageBytes - REQUEST_HEAD_BYTES - 2 - 4;
  }

  /** A buffer for a request with a body of so many bytes, ready for the body. */
  static ByteBuffer body(int bytes) {
    return ByteBuffer.allocate(REQUEST_HEAD_BYTES + bytes)
        .order(LITTLE_ENDIAN)
        .position(REQUEST_HEAD_BYTES);
  }

  /** Sends a request and returns the body of the answer to it. */
  ByteBuffer ask(Command command, ByteBuffer request) throws IOException {
    sequence = sequence % 255 + 1;
    byte[] message = new byte[request.capacity()];
    request.put(0, (byte) sequence).put(1, (byte) command.number).get(0, message);
    frames.send(message);
    while (true) {
      ByteBuffer reply = ByteBuffer.wrap(frames.receive(REPLY_HEAD_BYTES)).order(LITTLE_ENDIAN);
      int answered = Byte.toUnsignedInt(reply.get());
      int kind = Byte.toUnsignedInt(reply.get());
      int status = reply.getInt();
      boolean ours = answered == sequence && kind == (command.number | REPLY);
      if (ours || kind == NOT_UNDERSTOOD) {
        if (status != 0) {
          throw new DeviceException(command.toString(), status, text(reply));
        }
        return reply;
      }
    }
  }

  private static String text(ByteBuffer rest) {
    return UTF_8.decode(rest).toString();
  }
}
