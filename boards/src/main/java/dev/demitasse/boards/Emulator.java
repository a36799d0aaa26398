package dev.demitasse.boards;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** QEMU with one firmware in it. */
final class Emulator {
  /** The instructions that are calibrated with, as in {@code board_main.c}. */
  private static final long CALIBRATION = 20_000_000;

  private final Firmware firmware;
  private final Duration timeout;
  private final String what;

  Emulator(Firmware firmware, Duration timeout) {
    this.firmware = firmware;
    this.timeout = timeout;
    this.what = "'%s' on %s".formatted(firmware.network().name(), firmware.board().id());
  }

  Run run(List<List<byte[]>> inputs) throws IOException {
    write(inputs);
    Files.deleteIfExists(file("outputs.bin"));
    int status = emulate();
    Console console = new Console(Files.readString(file("console.txt"), StandardCharsets.UTF_8));
    if (console.has("fault")) {
      throw new BoardException(what + " crashed: " + new Crash(firmware, console).text());
    }
    if (console.has("failed")) {
      int returned = (int) console.number("failed");
      throw new BoardException(what + " returned " + returned + " instead of 0");
    }
    if (status != 0 || !console.has("stack")) {
      throw new BoardException(
          "%s ended with exit code %d:\n%s".formatted(what, status, console.text()));
    }
    return new Run(
        outputs(inputs.size()),
        instructions(console, console.number("setup")),
        console.numbers("run").stream().map(ticks -> instructions(console, ticks)).toList(),
        (int) console.number("stack"));
  }

  private static long instructions(Console console, long ticks) {
    return ticks * CALIBRATION / console.number("calibration");
  }

  private Path file(String name) {
    return firmware.folder().resolve(name);
  }

  private void write(List<List<byte[]>> runs) throws IOException {
    List<Integer> expected = firmware.network().inputBytes();
    try (OutputStream out = Files.newOutputStream(file("inputs.bin"))) {
      ByteBuffer count = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.write(count.putInt(runs.size()).array());
      for (List<byte[]> run : runs) {
        List<Integer> sizes = run.stream().map(input -> input.length).toList();
        if (!sizes.equals(expected)) {
          throw new IllegalArgumentException(
              "%s takes inputs of %s bytes, but is given %s".formatted(what, expected, sizes));
        }
        for (byte[] input : run) {
          out.write(input);
        }
      }
    }
  }

  private List<List<byte[]>> outputs(int runs) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file("outputs.bin")));
    List<List<byte[]>> outputs = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      List<byte[]> output = new ArrayList<>();
      for (int size : firmware.network().outputBytes()) {
        byte[] tensor = new byte[size];
        bytes.get(tensor);
        output.add(tensor);
      }
      outputs.add(List.copyOf(output));
    }
    return outputs;
  }

  /** Returns the exit code. The file names in it are relative, as QEMU runs in the folder. */
  private int emulate() throws IOException {
    Board board = firmware.board();
    List<String> words = new ArrayList<>(List.of(board.toolchain().emulator()));
    words.addAll(List.of("-M", board.machine(), "-bios", "none"));
    words.addAll(List.of("-display", "none", "-monitor", "none", "-serial", "none"));
    words.addAll(List.of("-icount", "shift=0,align=off,sleep=off"));
    words.addAll(List.of("-semihosting-config", "enable=on,target=native"));
    words.addAll(List.of("-kernel", "firmware.elf"));
    Process process =
        new ProcessBuilder(words)
            .directory(firmware.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(file("console.txt").toFile())
            .start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BoardException(
            "%s did not come to its end in %d s".formatted(what, timeout.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BoardException(what + " was interrupted");
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }
}
