package dev.demitasse.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.Bool;
import dev.demitasse.F32;
import dev.demitasse.F64;
import dev.demitasse.I16;
import dev.demitasse.I32;
import dev.demitasse.I64;
import dev.demitasse.I8;
import dev.demitasse.Tensor;
import dev.demitasse.U16;
import dev.demitasse.U8;
import dev.demitasse.runtime.WeightsResource.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsResourceTest {
  /** Has no tensor of its own: any class next to the resource will do. */
  public static final class Anchor {}

  @TempDir Path classes;

  private static byte[] written(Entry... entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WeightsResource.write(out, List.of(entries));
    return out.toByteArray();
  }

  private static byte[] example() throws IOException {
    return written(
        new Entry("é", F32.of(new float[] {1, 2}, 2, 1)),
        new Entry("b", U8.of(new byte[] {-1}, 1)));
  }

  private static String hash(byte[] bytes) {
    return WeightsResource.sha256(bytes);
  }

  /** Puts the bytes beside the anchor class and reads them back. */
  private WeightsResource read(byte[] bytes, String sha256) throws Exception {
    String name = Anchor.class.getName();
    Path directory = classes.resolve("dev/demitasse/runtime");
    Files.createDirectories(directory);
    Files.write(directory.resolve("net.weights"), bytes);
    String classFile = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = Anchor.class.getResourceAsStream(classFile)) {
      Files.write(directory.resolve(classFile), in.readAllBytes());
    }
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      return WeightsResource.read(loader.loadClass(name), "net.weights", sha256);
    }
  }

  private void isRefused(String message, byte[] bytes) {
    assertEquals(
        message,
        assertThrows(IllegalStateException.class, () -> read(bytes, hash(bytes))).getMessage());
  }

  @Test
  void writesTheDocumentedLayout() throws IOException {
    String expected =
        "444d5457"
            + "01000000"
            + "02000000"
            + "0200"
            + "c3a9"
            + "00"
            + "02"
            + "02000000"
            + "01000000"
            + "0000803f"
            + "00000040"
            + "0100"
            + "62"
            + "03"
            + "01"
            + "01000000"
            + "ff";
    assertEquals(expected, HexFormat.of().formatHex(example()));
    assertArrayEquals(example(), example());
  }

  @Test
  void viewIsWrittenAsItIsSeen() throws IOException {
    F32 x = F32.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertArrayEquals(
        written(new Entry("x", x.transpose(1, 0).copy())),
        written(new Entry("x", x.transpose(1, 0))));
  }

  @Test
  void readsWhatWasWritten() throws Exception {
    F32 f32 = F32.of(new float[] {1, Float.NaN, -0.0f}, 3);
    F64 f64 = F64.of(new double[] {Math.PI}, 1, 1);
    I8 i8 = I8.of(new byte[] {-128}, 1);
    U8 u8 = U8.of(new int[] {255}, 1);
    I16 i16 = I16.of(new short[] {-2}, 1);
    U16 u16 = U16.of(new int[] {65535}, 1);
    I32 i32 = I32.of(new int[] {-3}, new int[0]);
    I64 i64 = I64.zeros(2, 0);
    Bool bool = Bool.of(new boolean[] {true, false}, 2);
    byte[] bytes =
        written(
            new Entry("f32", f32),
            new Entry("f64", f64),
            new Entry("i8", i8),
            new Entry("u8", u8),
            new Entry("i16", i16),
            new Entry("u16", u16),
            new Entry("i32", i32),
            new Entry("i64", i64),
            new Entry("bool", bool));
    WeightsResource weights = read(bytes, hash(bytes));
    assertEquals(f32, weights.f32("f32"));
    assertEquals(f64, weights.f64("f64"));
    assertEquals(i8, weights.i8("i8"));
    assertEquals(u8, weights.u8("u8"));
    assertEquals(i16, weights.i16("i16"));
    assertEquals(u16, weights.u16("u16"));
    assertEquals(i32, weights.i32("i32"));
    assertEquals(i64, weights.i64("i64"));
    assertEquals(bool, weights.bool("bool"));
  }

  @Test
  void mayBeEmpty() throws Exception {
    byte[] bytes = written();
    WeightsResource weights = read(bytes, hash(bytes));
    assertThrows(IllegalArgumentException.class, () -> weights.f32("x"));
  }

  @Test
  void namesAreUnique() {
    Entry entry = new Entry("x", F32.zeros(1));
    assertEquals(
        "two weights are named 'x'",
        assertThrows(IllegalArgumentException.class, () -> written(entry, entry)).getMessage());
  }

  @Test
  void limitsOfTheFormatAreChecked() {
    Tensor<?> tensor = F32.zeros(1);
    assertThrows(
        IllegalArgumentException.class, () -> written(new Entry("x".repeat(65536), tensor)));
    int[] ones = new int[256];
    Arrays.fill(ones, 1);
    assertThrows(IllegalArgumentException.class, () -> written(new Entry("x", F32.zeros(ones))));
  }

  @Test
  void getterNamesWhatThereIs() throws Exception {
    WeightsResource weights = read(example(), hash(example()));
    assertEquals(
        "weights 'net.weights' have no 'a', only [é, b]",
        assertThrows(IllegalArgumentException.class, () -> weights.f32("a")).getMessage());
    assertEquals(
        "'b' in weights 'net.weights' is U8, not F32",
        assertThrows(IllegalArgumentException.class, () -> weights.f32("b")).getMessage());
  }

  @Test
  void refusesAMissingResource() {
    assertEquals(
        "weights 'none.weights' are missing beside "
            + Anchor.class.getName()
            + "; rebuild the module that contains it",
        assertThrows(
                IllegalStateException.class,
                () -> WeightsResource.read(Anchor.class, "none.weights", ""))
            .getMessage());
  }

  @Test
  void refusesOtherFiles() {
    isRefused(
        "resource 'net.weights' holds no weights: it does not begin with DMTW; "
            + "rebuild the module that contains it",
        "PK\3\4 and more".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void refusesOtherVersions() throws IOException {
    byte[] bytes = example();
    bytes[4] = 2;
    isRefused(
        "weights 'net.weights' have format version 2, but version 1 is read here; "
            + "build and run with the same version of Demitasse",
        bytes);
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] bytes = example();
    for (int length = 0; length < bytes.length; length++) {
      isRefused(
          "weights 'net.weights' are truncated or damaged; rebuild the module that contains it",
          Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void refusesNonsense() throws IOException {
    byte[] longer = Arrays.copyOf(example(), example().length + 1);
    byte[] type = example();
    type[16] = 9;
    byte[] negative = example();
    negative[21] = -1;
    byte[] huge = example();
    huge[21] = 0x7f;
    huge[25] = 0x7f;
    for (byte[] bytes : new byte[][] {longer, type, negative, huge}) {
      isRefused(
          "weights 'net.weights' are truncated or damaged; rebuild the module that contains it",
          bytes);
    }
  }

  @Test
  void refusesContentOfAnotherBuild() throws Exception {
    byte[] bytes = example();
    bytes[bytes.length - 1] = 0;
    assertEquals(
        "weights 'net.weights' were rebuilt without recompiling "
            + Anchor.class.getName()
            + "; rebuild the module that contains it from clean",
        assertThrows(IllegalStateException.class, () -> read(bytes, hash(example()))).getMessage());
  }

  @Test
  void hashIsHexadecimal() {
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        WeightsResource.sha256(new byte[0]));
  }
}
