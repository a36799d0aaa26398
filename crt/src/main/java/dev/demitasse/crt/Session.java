package dev.demitasse.crt;

import static dev.demitasse.crt.Device.body;

import dev.demitasse.crt.Device.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Arguments that stay on a device: written, run on and read in any order, by any of its functions.
 * It ends when the next one is opened.
 */
public final class Session {
  private final Device device;
  private final List<Argument> arguments;

  Session(Device device, List<Argument> arguments) throws IOException {
    this.device = device;
    this.arguments = arguments;
    device.ask(Command.OPEN, body(2).putShort((short) arguments.size()));
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      if (argument instanceof Scalar scalar) {
        ByteBuffer body = body(9).put((byte) (scalar.isFloat() ? 2 : 0)).putLong(scalar.bits());
        device.ask(Command.ADD_SCALAR, body);
      } else {
        add(type(i));
      }
      if (argument instanceof DeviceTensor tensor) {
        write(i, tensor);
      }
    }
  }

  private void add(TensorType type) throws IOException {
    ByteBuffer body = body(5 + 8 * type.shape().size());
    body.put((byte) type.element().code).put((byte) type.element().bits).putShort((short) 1);
    body.put((byte) type.shape().size());
    type.shape().forEach(body::putLong);
    device.ask(Command.ADD_TENSOR, body);
  }

  private TensorType type(int argument) {
    Argument found = arguments.get(argument);
    if (found instanceof DeviceTensor tensor) {
      return tensor.type();
    } else if (found instanceof TensorType type) {
      return type;
    }
    throw new IllegalArgumentException("argument " + argument + " is a scalar");
  }

  /**
   * Writes all elements of an argument, in as many messages as it takes.
   *
   * @throws IllegalArgumentException if the tensor is not of the argument's type
   */
  public void write(int argument, DeviceTensor tensor) throws IOException {
    if (!tensor.type().equals(type(argument))) {
      throw new IllegalArgumentException(
          "argument " + argument + " is " + type(argument) + ", not " + tensor.type());
    }
    byte[] bytes = tensor.bytes(device.order());
    for (int offset = 0; offset < bytes.length; offset += device.maxPartBytes()) {
      int count = Math.min(device.maxPartBytes(), bytes.length - offset);
      ByteBuffer body = body(6 + count).putShort((short) argument).putInt(offset);
      device.ask(Command.WRITE, body.put(bytes, offset, count));
    }
  }

  /** Reads all elements of an argument, in as many messages as it takes. */
  public DeviceTensor read(int argument) throws IOException {
    TensorType type = type(argument);
    byte[] bytes = new byte[type.bytes()];
    for (int offset = 0; offset < bytes.length; offset += device.maxPartBytes()) {
      int count = Math.min(device.maxPartBytes(), bytes.length - offset);
      ByteBuffer body = body(8).putShort((short) argument).putInt(offset).putShort((short) count);
      device.ask(Command.READ, body).get(bytes, offset, count);
    }
    return DeviceTensor.of(bytes, type, device.order());
  }

  /**
   * Runs a function on all arguments, once.
   *
   * @return the seconds that it took on the device; empty if the firmware has no timer
   */
  public OptionalDouble run(String function) throws IOException {
    return run(function, 0, arguments.size(), 1);
  }

  /**
   * Runs a function on some of the arguments, several times one after the other.
   *
   * @param first the first of its arguments
   * @param count how many it has
   * @param repeats how often it runs, from 0 to 2^32 - 1
   * @return the seconds that all of it took on the device; empty if the firmware has no timer
   * @throws DeviceException if a run returns an error; no other one follows it
   */
  public OptionalDouble run(String function, int first, int count, long repeats)
      throws IOException {
    ByteBuffer body = body(10).putShort((short) device.indexOf(function));
    body.putShort((short) first).putShort((short) count).putInt((int) repeats);
    ByteBuffer timing = device.ask(Command.RUN, body);
    boolean timed = timing.get() != 0;
    double seconds = timing.getDouble();
    return timed ? OptionalDouble.of(seconds) : OptionalDouble.empty();
  }
}
