package dev.demitasse.compiler.tflite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.ClassName;
import com.sun.management.ThreadMXBean;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.model.ModelGraph;
import dev.demitasse.compiler.model.NetworkClass;
import dev.demitasse.compiler.model.NetworkWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Models with a few changes, most of them outside of the data of constants: always read, imported
 * and written as Java, or refused, never another exception, and never with more time or memory than
 * the size of the file justifies.
 */
class TfliteFuzzTest {

  private static final int CASES = Integer.getInteger("demitasse.fuzz.files", 20_000);
  private static final long SEED = Long.getLong("demitasse.fuzz.seed", 3);
  private static final Duration MOST_TIME = Duration.ofSeconds(5);
  private static final long FREE_BYTES = 4 << 20;
  private static final long BYTES_PER_BYTE = 64;
  private static final NetworkClass TARGET =
      new NetworkClass(
          ClassName.get("app", "MutantNetwork"),
          Optional.of(ClassName.get("app", "Mutant")),
          true,
          "mutant",
          "mutant.tflite",
          false,
          "run",
          List.of(),
          Optional.empty());

  private static final Path FIGURES = Path.of("target", "tflite-fuzz.json");

  private static final List<String> MODELS =
      List.of("kws_int8", "kws_float32", "ic_int8", "sww_int8", "ad_int8");

  /** Numbers that sizes, offsets and indices like least. */
  private static final int[] HOSTILE = {
    0,
    1,
    2,
    -1,
    -2,
    0x7f,
    0x80,
    0xff,
    0xffff,
    0x10000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x7f800000,
    0x7fc00000,
    0x40000000,
    0x3fffffff
  };

  private static final Pattern COMPLAINT =
      Pattern.compile("'[a-z_0-9]+\\.tflite'.*, byte \\d+: .+; .+");

  /** What is done with a mutant; false if it is refused. */
  private interface Action {
    boolean run(String name, byte[] content) throws TfliteException;
  }

  /**
   * A model that is right.
   *
   * @param structure offsets at which there is something else than data
   */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record Original(String name, byte[] content, int[] structure) {}

  private final Random random = new Random(SEED);
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private int accepted;
  private int refused;

  @Test
  void mutantsAreImportedOrRefused() throws TfliteException, IOException {
    run(CASES, TfliteFuzzTest::isImported);
    writeFigures();
  }

  private static boolean isImported(String name, byte[] content) throws TfliteException {
    List<Diagnostic> mistakes = new ArrayList<>();
    Optional<ModelGraph> graph =
        TfliteImporter.graph(TfliteModel.parse(name, content), Position.NONE, mistakes);
    mistakes.forEach(d -> assertFalse(d.text(Position.NONE).isEmpty()));
    graph.ifPresent(g -> {
      String java = NetworkWriter.file(TARGET, NetworkWriter.write(g, TARGET).type()).toString();
      assertTrue(java.contains("class MutantNetwork"), java);
    });
    return graph.isPresent();
  }

  @Test
  void mutantsAreWeightsOrRefused() throws TfliteException {
    run(CASES / 8, (name, content) -> !TfliteWeights.parse(name, content).arrays().isEmpty());
  }

  private void run(int cases, Action action) throws TfliteException {
    List<Original> originals = originals();
    for (Original original : originals) {
      assertTrue(action.run(original.name(), original.content()), original::name); // warms up
    }
    for (int i = 0; i < cases; i++) {
      Original original = originals.get(i % originals.size());
      tryOut(i, original.name(), mutant(original), action);
    }
    assertTrue(accepted > cases / 100, "hardly any could be read: " + accepted);
    assertTrue(refused > cases / 4, "hardly any was refused: " + refused);
  }

  private void writeFigures() throws IOException {
    Files.createDirectories(FIGURES.getParent());
    Files.writeString(
        FIGURES,
        """
        {
          "cases": %d,
          "accepted": %d,
          "refused": %d,
          "seed": %d
        }
        """
            .formatted(CASES, accepted, refused, SEED));
  }

  private void tryOut(int number, String name, byte[] content, Action action) {
    long bytes = thread.getCurrentThreadAllocatedBytes();
    long begin = System.nanoTime();
    try {
      if (action.run(name, content)) {
        accepted++;
      } else {
        refused++;
      }
    } catch (TfliteException e) {
      refused++;
      for (TfliteException.Problem p : e.problems()) {
        assertTrue(COMPLAINT.matcher(p.toString()).matches(), p::toString);
      }
    } catch (RuntimeException | Error e) {
      throw new AssertionError("case " + number + " of " + name, e);
    }
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    long used = thread.getCurrentThreadAllocatedBytes() - bytes;
    assertTrue(time.compareTo(MOST_TIME) < 0, () -> "case " + number + " took " + time);
    assertTrue(
        used < FREE_BYTES + BYTES_PER_BYTE * content.length,
        () -> "case %d took %d bytes for a file of %d".formatted(number, used, content.length));
  }

  // ---- Originals ----

  private static List<Original> originals() throws TfliteException {
    List<Original> originals = new ArrayList<>();
    originals.add(original("built.tflite", ModelBuilder.dense().build()));
    originals.add(original("shapes.tflite", shapes()));
    originals.add(original("images.tflite", images()));
    if (RealModels.areThere()) {
      for (String name : MODELS) {
        originals.add(original(name + ".tflite", RealModels.content(name + ".tflite")));
      }
    }
    return originals;
  }

  /** A reshape whose target is computed, and what else computes with shapes. */
  private static byte[] shapes() {
    ModelBuilder b = new ModelBuilder();
    b.tensor("x", TfliteType.FLOAT32, 1, 2, 2);
    b.tensor("shape", TfliteType.INT32, 3);
    b.tensor("batch", TfliteType.INT32).with(8, FlatWriter.int8(1));
    b.tensor("target", TfliteType.INT32, 2);
    b.tensor("flat", TfliteType.FLOAT32, 1, 4);
    b.tensor("pairs", TfliteType.INT32, 2);
    b.tensor("cells", TfliteType.INT32, 4);
    b.tensor("padded", TfliteType.FLOAT32, 5, 8);
    b.tensor("y", TfliteType.FLOAT32, 5, 8);
    b.constant("zero", TfliteType.INT32, new byte[4], 1);
    b.constant("one", TfliteType.INT32, new byte[] {1, 0, 0, 0}, 1);
    b.constant("four", TfliteType.INT32, new byte[] {4, 0, 0, 0}).with(8, FlatWriter.int8(1));
    b.constant("where", TfliteType.INT32, new byte[] {2, 0, 0, 0, 1, 0, 0, 0}, 2);
    b.operator("SHAPE", new int[] {0}, 1);
    ModelBuilder.withOptions(
        b.operator("STRIDED_SLICE", new int[] {1, 9, 10, 10}, 2),
        32,
        IntStream.of(0, 0, 0, 0, 1).mapToObj(FlatWriter::int32).toArray(FlatWriter.Value[]::new));
    b.operator("PACK", new int[] {2, 11}, 3);
    b.operator("RESHAPE", new int[] {0, 3}, 4);
    b.operator("GATHER", new int[] {1, 12}, 5);
    b.operator("CONCATENATION", new int[] {5, 5}, 6);
    b.operator("PAD", new int[] {4, 6}, 7);
    b.operator("SOFTMAX", new int[] {7}, 8);
    return b.inputs(0).outputs(8).build();
  }

  /** Integers, with a scale for each channel, and work for the passes. */
  private static byte[] images() {
    ModelBuilder b = new ModelBuilder();
    b.tensor("x", TfliteType.FLOAT32, 1, 2, 2, 2);
    for (String name : List.of("xq", "padded", "conv", "relu", "again")) {
      int size = name.equals("padded") ? 4 : 2;
      ModelBuilder.quantized(b.tensor(name, TfliteType.INT8, 1, size, size, 2), 0.5f, 1);
    }
    b.tensor("y", TfliteType.FLOAT32, 1, 2, 2, 2);
    ModelBuilder.quantized(
        b.constant("w", TfliteType.INT8, new byte[36], 2, 3, 3, 2), 0, 0.5f, 0.25f);
    ModelBuilder.quantized(
        b.constant("d", TfliteType.INT8, new byte[2], 1, 1, 1, 2), 3, 0.5f, 0.25f);
    b.constant("b", TfliteType.INT32, new byte[8], 2);
    byte[] cells = new byte[32];
    cells[8] = cells[12] = cells[16] = cells[20] = 1;
    b.constant("cells", TfliteType.INT32, cells, 4, 2);
    b.operator("QUANTIZE", new int[] {0}, 1);
    b.operator("PAD", new int[] {1, 10}, 2);
    ModelBuilder.withOptions(
        b.operator("CONV_2D", new int[] {2, 7, 9}, 3),
        1,
        FlatWriter.int8(1),
        FlatWriter.int32(1),
        FlatWriter.int32(1));
    b.operator("RELU", new int[] {3}, 4);
    b.operator("DEPTHWISE_CONV_2D", new int[] {4, 8}, 5);
    b.operator("DEQUANTIZE", new int[] {5}, 6);
    return b.inputs(0).outputs(6).build();
  }

  private static Original original(String name, byte[] content) throws TfliteException {
    boolean[] isData = new boolean[content.length];
    for (TfliteTensor tensor : TfliteModel.parse(name, content).tensors()) {
      tensor.data().ifPresent(data -> mark(isData, content, data));
    }
    List<Integer> structure = new ArrayList<>();
    for (int at = 0; at < content.length; at++) {
      if (!isData[at]) {
        structure.add(at);
      }
    }
    return new Original(name, content, structure.stream().mapToInt(i -> i).toArray());
  }

  private static void mark(boolean[] isData, byte[] content, ByteBuffer data) {
    ByteBuffer file = ByteBuffer.wrap(content);
    int length = data.remaining();
    for (int at = 0; at + length <= content.length; at++) {
      if (length > 0 && file.get(at) == data.get(0) && file.slice(at, length).equals(data)) {
        Arrays.fill(isData, at, at + length, true);
        return;
      }
    }
  }

  // ---- Mutants ----

  private byte[] mutant(Original original) {
    byte[] mutant = original.content().clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      mutant = changed(mutant, place(original, mutant.length));
    }
    return mutant;
  }

  /** An offset before which there is at least one byte, and behind it a word. */
  private int place(Original original, int length) {
    int[] structure = original.structure();
    int at =
        random.nextInt(10) == 0
            ? random.nextInt(length)
            : structure[random.nextInt(structure.length)];
    return Math.max(Math.min(at, length - 5), 1);
  }

  private byte[] changed(byte[] content, int at) {
    ByteBuffer words = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int aligned = at & ~3;
    int length = Math.min(1 << random.nextInt(8), content.length - at);
    switch (random.nextInt(18)) {
      case 0, 1, 2, 3 -> content[at] ^= (byte) (1 << random.nextInt(8));
      case 4, 5 -> words.putInt(aligned, HOSTILE[random.nextInt(HOSTILE.length)]);
      case 6, 7 -> words.putShort(at & ~1, (short) HOSTILE[random.nextInt(HOSTILE.length)]);
      case 8, 9 -> words.putInt(aligned, words.getInt(aligned) + random.nextInt(-8, 9));
      case 10 -> words.putInt(aligned, content.length - aligned + random.nextInt(-8, 9));
      case 11 -> words.putInt(aligned, random.nextInt(content.length));
      case 12 -> content[at] = (byte) random.nextInt();
      case 13 -> Arrays.fill(content, at, at + length, (byte) 0);
      case 14 -> System.arraycopy(content, random.nextInt(at), content, at, length);
      case 15 -> {
        return Arrays.copyOf(content, Math.max(at, 8));
      }
      case 16 -> {
        return spliced(content, at, at + length); // a piece twice
      }
      default -> {
        return spliced(content, at + length, at); // a piece left out
      }
    }
    return content;
  }

  /** Returns what is before one place, and behind it what begins at another. */
  private static byte[] spliced(byte[] content, int end, int begin) {
    int first = Math.min(end, content.length);
    int second = Math.min(begin, content.length);
    byte[] result = Arrays.copyOf(content, first + content.length - second);
    System.arraycopy(content, second, result, first, content.length - second);
    return result;
  }
}
