package dev.demitasse.crt;

import static dev.demitasse.crt.TensorType.Element.BOOL;
import static dev.demitasse.crt.TensorType.Element.F32;
import static dev.demitasse.crt.TensorType.Element.I16;
import static dev.demitasse.crt.TensorType.Element.I64;
import static dev.demitasse.crt.TensorType.Element.U8;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a firmware that runs as a process of its own. */
class DeviceTest {
  private static final float[] X = {1, 2, 3, 4, 5, 6};
  private static final float[] Y = {2.5f, 4.5f, 6.5f, 8.5f, 10.5f, 12.5f};
  private static final TensorType MATRIX = TensorType.of(F32, 2, 3);

  @TempDir static Path folder;

  private Process process;

  @BeforeAll
  static void compileFirmware() {
    List<String> arguments = new ArrayList<>(CCompiler.files("src/main/c", ".c"));
    arguments.addAll(CCompiler.files("src/test/c", ".c"));
    arguments.addAll(CCompiler.files("src/test/firmware", ".c"));
    arguments.add("-o" + folder.resolve("firmware"));
    CCompiler.of("gcc -std=c99 -O1 -fsanitize=undefined -fno-sanitize-recover=all")
        .compile(arguments);
  }

  private Process start(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("firmware").toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return process;
  }

  private Device connect(Object... arguments) throws IOException {
    start(arguments);
    return Device.connect(process.getInputStream(), process.getOutputStream());
  }

  /**
   * The firmware is still well: it ends by itself, without an error, when nobody sends any more.
   */
  @AfterEach
  void firmwareEndsWell() throws IOException, InterruptedException {
    if (process != null) {
      process.getOutputStream().close();
      assertEquals(0, process.waitFor());
    }
  }

  @Test
  void listsFunctions() throws IOException {
    Device device = connect();
    assertEquals(
        List.of(
            "tvmgen_tiny_run",
            "tvmgen_tiny_get_c_metadata",
            "tvmgen_tiny_scale",
            "tvmgen_many_run",
            "tvmgen_many_get_c_metadata"),
        device.functions());
    assertEquals(65536, device.memoryBytes());
  }

  @Test
  void listsNetworks() throws IOException {
    List<Network> networks = connect().networks();
    assertEquals(
        new Network(
            "tvmgen_tiny",
            List.of(new Network.Tensor("x", MATRIX)),
            List.of(new Network.Tensor("y", MATRIX)),
            List.of(new Network.Tensor("workspace", TensorType.of(U8, 32)))),
        networks.get(0));
    assertEquals("tvmgen_many", networks.get(1).name());
    assertEquals(
        List.of(
            new Network.Tensor("sum", TensorType.of(I64)),
            new Network.Tensor("sign", TensorType.of(BOOL, 1))),
        networks.get(1).outputs());
    assertEquals(2, networks.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 128, 4096})
  void runsNetwork(int frameBytes) throws IOException {
    Device device = connect(frameBytes);
    Result result = device.run(device.network("tvmgen_tiny"), DeviceTensor.f32(X, 2, 3));
    assertArrayEquals(Y, result.output().floats());
    assertTrue(result.seconds().getAsDouble() >= 0);
  }

  @Test
  void runsNetworkWithManyArguments() throws IOException {
    Device device = connect();
    DeviceTensor[] inputs =
        IntStream.range(0, 13)
            .mapToObj(i -> DeviceTensor.i64(new long[] {-i * 1_000_000_000_000L}))
            .toArray(DeviceTensor[]::new);
    Result result = device.run(device.network("tvmgen_many"), inputs);
    assertArrayEquals(new long[] {-78_000_000_000_000L}, result.outputs().get(0).longs());
    assertArrayEquals(new boolean[] {true}, result.outputs().get(1).booleans());
  }

  @Test
  void callsOperatorOnTensorsLargerThanFrame() throws IOException {
    Device device = connect(64);
    short[] x = new short[1000];
    short[] expected = new short[1000];
    for (int i = 0; i < x.length; i++) {
      x[i] = (short) (i * 31 - 9999);
      expected[i] = (short) (x[i] * -3);
    }
    Result result =
        device.call(
            "tvmgen_tiny_scale",
            DeviceTensor.i16(x, 10, 100),
            TensorType.of(I16, 10, 100),
            Scalar.of(-3));
    assertArrayEquals(expected, result.output().shorts());
  }

  @Test
  void sessionKeepsItsTensors() throws IOException {
    Device device = connect();
    Session session = device.open(device.network("tvmgen_tiny"));
    assertEquals(DeviceTensor.f32(new float[6], 2, 3), session.read(0));
    for (int i = 0; i < 3; i++) {
      session.write(0, i == 0 ? DeviceTensor.f32(X, 2, 3) : session.read(1));
      session.run("tvmgen_tiny_run");
    }
    assertEquals(11.5f, session.read(1).floats()[0]);
  }

  @Test
  void repeatsRunsAndTimesThem() throws IOException {
    Device device = connect();
    Session session = device.open(device.network("tvmgen_tiny"));
    double one = session.run("tvmgen_tiny_run", 0, 3, 1).getAsDouble();
    double many = session.run("tvmgen_tiny_run", 0, 3, 300_000).getAsDouble();
    assertTrue(many > one, many + " > " + one);
    assertEquals(0.5f, session.read(1).floats()[0]);
  }

  @Test
  void errorsOfFunctionsHaveTheirStatusAndText() throws IOException {
    Device device = connect();
    DeviceException error =
        assertThrows(
            DeviceException.class, () -> device.call("tvmgen_tiny_run", DeviceTensor.f32(X, 2, 3)));
    assertEquals(-5, error.status());
    assertEquals("RUN: tvmgen_tiny_run takes three arguments (status -5)", error.getMessage());
    assertArrayEquals(
        Y, device.run(device.network("tvmgen_tiny"), DeviceTensor.f32(X, 2, 3)).output().floats());
  }

  @Test
  void memoryThatIsTooSmallIsAnError() throws IOException {
    Device device = connect(64, 256);
    DeviceException error =
        assertThrows(DeviceException.class, () -> device.open(TensorType.of(F32, 100)));
    assertEquals(0x503, error.status());
    assertEquals(
        "ADD_TENSOR: the memory for tensors is too small (error 0x503)", error.getMessage());
  }

  @Test
  void unknownFunctionsAreNamed() throws IOException {
    Device device = connect();
    DeviceException error =
        assertThrows(DeviceException.class, () -> device.call("tvmgen_tiny_scales"));
    assertTrue(
        error.getMessage().startsWith("the device has no function 'tvmgen_tiny_scales'; it has ["),
        error.getMessage());
    assertThrows(DeviceException.class, () -> device.network("tvmgen_tin"));
  }

  @Test
  void tensorsOfOtherTypesAreRefused() throws IOException {
    Device device = connect();
    Network tiny = device.network("tvmgen_tiny");
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> device.run(tiny, DeviceTensor.f32(X, 3, 2)));
    assertEquals("tvmgen_tiny takes [F32[2, 3]], not [F32[3, 2]]", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> device.run(tiny));
    Session session = device.open(tiny);
    assertThrows(
        IllegalArgumentException.class, () -> session.write(0, DeviceTensor.i8(new byte[6], 6)));
  }

  @Test
  void damagedRequestIsAnErrorAndTheNextOneIsNot() throws IOException {
    start();
    Damaging out = new Damaging(process.getOutputStream());
    Device device = Device.connect(process.getInputStream(), out);
    Network tiny = device.network("tvmgen_tiny");
    for (int offset = 1; offset < 20; offset++) {
      out.damageAt = offset;
      IOException error =
          assertThrows(
              IOException.class,
              () -> device.run(tiny, DeviceTensor.f32(X, 2, 3)),
              "damage at byte " + offset);
      assertTrue(error instanceof DeviceException, error.toString());
      out.damageAt = -1;
      assertArrayEquals(Y, device.run(tiny, DeviceTensor.f32(X, 2, 3)).output().floats());
    }
  }

  @Test
  void noiseBeforeTheGreetingDoesNoHarm() throws IOException {
    start();
    process.getOutputStream().write("noise".getBytes(US_ASCII));
    Device device = Device.connect(process.getInputStream(), process.getOutputStream());
    assertEquals(5, device.functions().size());
    assertEquals(2, device.networks().size());
  }

  /** Flips a bit of one byte after the one that ends or begins a frame. */
  private static final class Damaging extends FilterOutputStream {
    int damageAt = -1;

    Damaging(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      byte[] copy = Arrays.copyOfRange(bytes, offset, offset + count);
      if (damageAt > 0 && damageAt < copy.length - 1) {
        copy[damageAt] ^= 0x10;
      }
      out.write(copy);
    }
  }

  @Test
  void endOfDeviceIsAnError() throws IOException, InterruptedException {
    start();
    process.getOutputStream().close();
    process.waitFor();
    EOFException error =
        assertThrows(
            EOFException.class,
            () -> Device.connect(process.getInputStream(), OutputStream.nullOutputStream()));
    assertEquals("the device has ended the connection", error.getMessage());
  }
}
