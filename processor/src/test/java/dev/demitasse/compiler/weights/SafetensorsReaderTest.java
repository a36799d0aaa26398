package dev.demitasse.compiler.weights;

import static dev.demitasse.compiler.weights.WeightFixtures.bytes;
import static dev.demitasse.compiler.weights.WeightFixtures.floats;
import static dev.demitasse.compiler.weights.WeightFixtures.safetensors;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsReaderTest {

  private static final String DAMAGED =
      "; the file is damaged or not what its name says: write or copy it again";

  private static final byte[] BIAS =
      safetensors(
          "{\"bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", floats(1, 2));

  @Test
  void readsArraysInTheOrderOfTheHeader() throws Exception {
    var arrays =
        parse(
            safetensors(
                """
                {
                  "__metadata__": {"format": "np", "nested": [{}]},
                  "z": {"dtype": "I8", "shape": [2, 1], "data_offsets": [8, 10]},
                  "none": {"dtype": "I64", "shape": [3, 0], "data_offsets": [8, 8]},
                  "a/b": {"data_offsets": [0, 8], "shape": [2], "dtype": "F32"},
                  "flag": {"dtype": "BOOL", "shape": [], "data_offsets": [10, 11]}
                }   \
                """,
                bytes(0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 5, -6, 1)));
    assertEquals(
        List.of(
            new WeightArray("z", ElementType.I8, List.of(2, 1), bytes(5, -6)),
            new WeightArray("none", ElementType.I64, List.of(3, 0), bytes()),
            new WeightArray("a/b", ElementType.F32, List.of(2), floats(1, 2)),
            new WeightArray("flag", ElementType.BOOL, List.of(), bytes(1))),
        List.copyOf(arrays.values()));
    assertEquals(Map.of(), parse(safetensors("{}")));
  }

  @Test
  void readsEveryElementType() throws Exception {
    for (ElementType type : ElementType.values()) {
      byte[] data = new byte[type.bytes()];
      Arrays.fill(data, (byte) 1);
      var arrays = parse(safetensors(header(type.name(), "[1]", "[0, " + data.length + "]"), data));
      assertEquals(Map.of("w", new WeightArray("w", type, List.of(1), data)), arrays);
    }
  }

  @Test
  void unsupportedElementTypesAreNamed() {
    for (String dtype : List.of("F16", "BF16", "F8_E5M2", "U64", "f32", "")) {
      assertFails(
          "'w.safetensors', array 'w', byte 8: element type '"
              + dtype
              + "' is not supported; convert the array before saving it, for example to float32",
          safetensors(header(dtype, "[1]", "[0, 4]"), floats(1)));
    }
    assertFails(
        "'w.safetensors', array 'w', byte 64: bool 0 of the array is 2, not 0 or 1" + DAMAGED,
        safetensors(header("BOOL", "[1]", "[0, 1]"), bytes(2)));
  }

  @Test
  void everyTruncationAndAnyGarbageIsRefused() {
    assertFails(
        "'w.safetensors', byte 65: the arrays have 8 bytes of data, the file has 9" + DAMAGED,
        Arrays.copyOf(BIAS, BIAS.length + 1));
    assertFails(
        "'w.safetensors', byte 65: the arrays have 8 bytes of data, the file has 7" + DAMAGED,
        Arrays.copyOf(BIAS, BIAS.length - 1));
    for (int length = 0; length < BIAS.length; length++) {
      byte[] start = Arrays.copyOf(BIAS, length);
      assertThrows(WeightFileException.class, () -> parse(start));
    }
  }

  @Test
  void headerLengthsThatCannotBeAreRefused() {
    assertFails(
        "'w.safetensors', byte 8: the header needs 18446744073709551615 bytes, but 1 are left"
            + DAMAGED,
        bytes(-1, -1, -1, -1, -1, -1, -1, -1, '{'));
    assertFails(
        "'w.safetensors', byte 0: a number needs 8 bytes, but 3 are left" + DAMAGED,
        bytes(1, 2, 3));
  }

  @Test
  void placesInTheHeaderAreNamed() {
    assertBadHeader("$", "");
    assertBadHeader("$", "[]");
    assertBadHeader("$", "{} {}");
    assertBadHeader("$.", "{'w': {}}");
    assertBadHeader("$.w", "{\"w\": 3}");
    assertBadHeader("$.w.shape[1]", header("F32", "[1, \"2\"]", "[0, 8]"));
    assertBadHeader("$.w.shape[0]", header("F32", "[1.5]", "[0, 8]"));
    assertBadHeader("$.w.shape[0]", header("F32", "[99999999999999999999]", "[0, 8]"));
    assertBadHeader("$.w.data_offsets", header("F32", "[2]", "null"));
    assertBadHeader(
        "$.__metadata__" + "[0]".repeat(22) + "...", "{\"__metadata__\":" + "[".repeat(100_000));
  }

  private static void assertBadHeader(String path, String header) {
    assertFails(
        "'w.safetensors', byte 8: the header is not the JSON of a .safetensors file near "
            + path
            + DAMAGED,
        safetensors(header));
  }

  @Test
  void entriesAreComplete() {
    String lacks = "the header lacks its dtype, its shape or its two data_offsets";
    assertArrayFails(lacks, "{\"w\": {}}");
    assertArrayFails(lacks, header("F32", "[2]", "[0, 8, 16]"));
    assertArrayFails(lacks, "{\"w\": {\"dtype\": \"F32\", \"data_offsets\": [0, 4]}}");
    assertArrayFails("unknown or second 'more' in the header", "{\"w\": {\"more\": 1}}");
    assertArrayFails(
        "unknown or second 'shape' in the header", "{\"w\": {\"shape\": [], \"shape\": []}}");
    assertFails(
        "'w.safetensors', byte 8: the header names 'w' twice" + DAMAGED,
        safetensors("{\"w\":{\"dtype\":\"I8\",\"shape\":[0],\"data_offsets\":[0,0]},\"w\":{}}"));
  }

  @Test
  void shapesAndOffsetsFitTogether() {
    assertArrayFails(
        "data_offsets [0, 9] are not those of 8 bytes, as F32[2] needs",
        header("F32", "[2]", "[0, 9]"));
    assertArrayFails(
        "data_offsets [8, 0] are not those of 8 bytes, as F32[2] needs",
        header("F32", "[2]", "[8, 0]"));
    assertArrayFails(
        "shape [-2] has a negative dim or too many elements", header("F32", "[-2]", "[8, 0]"));
    assertArrayFails(
        "shape [4294967296, 4294967296] has a negative dim or too many elements",
        header("F32", "[4294967296, 4294967296]", "[0, 0]"));
  }

  private static void assertArrayFails(String problem, String header) {
    assertFails(
        "'w.safetensors', array 'w', byte 8: " + problem + DAMAGED,
        safetensors(header, floats(1, 2)));
  }

  @Test
  void arraysCoverTheDataOnce() {
    assertOffsetsFail("'b', byte %d: its data begin at offset 1, but those before it end at 2", 1);
    assertOffsetsFail("'b', byte %d: its data begin at offset 3, but those before it end at 2", 3);
    assertOffsetsFail(
        "'b', byte %d: its data begin at offset -1, but those before it end at 0", -1);
    assertOffsetsFail("'b', byte %d: its data begin at offset 0, but those before it end at 2", 0);
  }

  private static void assertOffsetsFail(String problem, int begin) {
    String header =
        """
        {"a": {"dtype": "U8", "shape": [2], "data_offsets": [0, 2]},
         "b": {"dtype": "U8", "shape": [2], "data_offsets": [%d, %d]}}
        """
            .formatted(begin, begin + 2);
    assertFails(
        "'w.safetensors', array " + problem.formatted(8 + header.length()) + DAMAGED,
        safetensors(header, floats(0)));
  }

  private static String header(String dtype, String shape, String offsets) {
    return "{\"w\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
        .formatted(dtype, shape, offsets);
  }

  private static Map<String, WeightArray> parse(byte[] content) throws WeightFileException {
    return WeightFile.parse("w.safetensors", content).arrays();
  }

  private static void assertFails(String message, byte[] content) {
    var e = assertThrows(WeightFileException.class, () -> parse(content));
    assertEquals(message, e.getMessage());
  }
}
