package dev.demitasse.compiler.weights;

import dev.demitasse.ElementType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a {@code .npy} file, as {@code numpy.lib.format} defines it: {@code \x93NUMPY},
 * major and minor version, the length of the text that follows (16 bits in version 1, 32 bits in 2
 * and 3), and the text, a Python dict of three keys in any order:
 *
 * <pre>
 *   {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }
 * </pre>
 *
 * @param layout element type and shape
 * @param bigEndian whether the most significant byte of an element comes first
 * @param columnMajor whether the first axis varies fastest
 */
record NpyHeader(ArrayLayout layout, boolean bigEndian, boolean columnMajor) {

  /** The longest text that is read, in bytes: NumPy's own limit. */
  private static final int MAX_TEXT = 10_000;

  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);

  private static final Pattern DICT = Pattern.compile("\\s*+\\{(.*)\\}\\s*+", Pattern.DOTALL);

  /** One key and value, where the previous one ended. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\G\\s*+(['\"])(?<key>descr|fortran_order|shape)\\1\\s*+:\\s*+"
              + "(?<value>'[^']*+'|\"[^\"]*+\"|True|False|\\([\\d\\s,]*+\\)|\\[[^\\[\\]]*+\\])"
              + "\\s*+(?:,|$)");

  /** A tuple of integers: {@code ()}, {@code (3,)}, {@code (3, 4)} or {@code (3, 4,)}. */
  private static final Pattern TUPLE =
      Pattern.compile("\\(\\s*+(?:(?:\\d{1,10}\\s*+,\\s*+){1,64}(?:\\d{1,10}\\s*+)?+)?+\\)");

  private static final Pattern DIM = Pattern.compile("\\d+");

  /** A quoted element type: byte order, kind and size. */
  private static final Pattern DESCR = Pattern.compile(".(?<order>[<>|])(?<kind>[a-z]\\d).");

  private static final Map<String, ElementType> TYPES =
      Map.of(
          "f4", ElementType.F32,
          "f8", ElementType.F64,
          "i1", ElementType.I8,
          "u1", ElementType.U8,
          "i2", ElementType.I16,
          "u2", ElementType.U16,
          "i4", ElementType.I32,
          "i8", ElementType.I64,
          "b1", ElementType.BOOL);

  /** Reads the header and leaves the cursor at the first element. */
  static NpyHeader read(Cursor file) throws WeightFileException {
    Cursor start = file.copy();
    if (!Arrays.equals(MAGIC, file.bytes(MAGIC.length, "the first word"))) {
      throw start.damaged("this is no .npy data: it does not begin with \\x93NUMPY");
    }
    Cursor versionStart = file.copy();
    int version = file.u16(); // the major version is the low byte
    if (version < 1 || version > 3) {
      throw versionStart.error(
          "version %d.%d of .npy is not supported".formatted(version & 0xff, version >> 8),
          "save the array as version 1.0, 2.0 or 3.0, as numpy.save does");
    }
    long length = version == 1 ? file.u16() : file.u32();
    if (length > MAX_TEXT) {
      throw file.damaged("a header of %d bytes is longer than %d".formatted(length, MAX_TEXT));
    }
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    Cursor textStart = file.copy();
    return parse(file.text(length, charset, "the header"), textStart);
  }

  private static NpyHeader parse(String text, Cursor near) throws WeightFileException {
    Map<String, String> values = entries(text, near);
    String descr = values.get("descr");
    Matcher matcher = DESCR.matcher(descr);
    ElementType type = matcher.matches() ? TYPES.get(matcher.group("kind")) : null;
    if (type == null || (type.bytes() > 1 && matcher.group("order").equals("|"))) {
      throw near.error(
          "element type " + Cursor.shown(descr) + " is not supported",
          "convert the array before saving it, for example with array.astype('float32')");
    }
    return new NpyHeader(
        ArrayLayout.of(type, dims(values.get("shape"), near), near),
        matcher.group("order").equals(">"),
        flag(values.get("fortran_order"), near));
  }

  /** Returns the text of the value of each of the three keys. */
  private static Map<String, String> entries(String text, Cursor near) throws WeightFileException {
    Map<String, String> values = new HashMap<>();
    Matcher dict = DICT.matcher(text);
    if (dict.matches()) {
      Matcher entry = ENTRY.matcher(dict.group(1));
      int end = 0;
      while (entry.find() && values.put(entry.group("key"), entry.group("value")) == null) {
        end = entry.end();
      }
      if (values.size() == 3 && dict.group(1).substring(end).isBlank()) {
        return values;
      }
    }
    throw near.damaged("this is no .npy header: " + Cursor.shown(text));
  }

  private static boolean flag(String value, Cursor near) throws WeightFileException {
    return switch (value) {
      case "True" -> true;
      case "False" -> false;
      default -> throw near.damaged("'fortran_order' is " + Cursor.shown(value));
    };
  }

  private static List<Long> dims(String tuple, Cursor near) throws WeightFileException {
    if (!TUPLE.matcher(tuple).matches()) {
      throw near.damaged("'shape' is " + Cursor.shown(tuple));
    }
    return DIM.matcher(tuple).results().map(dim -> Long.valueOf(dim.group())).toList();
  }
}
