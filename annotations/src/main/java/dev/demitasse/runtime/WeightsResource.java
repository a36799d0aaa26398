package dev.demitasse.runtime;

import dev.demitasse.Bool;
import dev.demitasse.ElementType;
import dev.demitasse.F32;
import dev.demitasse.F64;
import dev.demitasse.I16;
import dev.demitasse.I32;
import dev.demitasse.I64;
import dev.demitasse.I8;
import dev.demitasse.Tensor;
import dev.demitasse.U16;
import dev.demitasse.U8;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of a network as one flat resource, which the build writes beside the companion class
 * and the companion reads at run time.
 *
 * <p>All numbers are little-endian and nothing is padded, so the same entries give the same bytes:
 *
 * <pre>
 * header  4 bytes  the ASCII letters DMTW
 *         u32      version, 1
 *         u32      number of entries
 * entry   u16      length of the name in bytes
 *         bytes    name, UTF-8
 *         u8       {@linkplain ElementType#code code} of the element type
 *         u8       rank
 *         u32      each dim, outermost first
 *         bytes    the elements, as {@link Tensor#toBytes} gives them
 * </pre>
 *
 * <p>The companion knows the SHA-256 of the resource that it was generated with, and {@link #read}
 * refuses any other content: weights and compiled C belong together.
 */
public final class WeightsResource {
  private static final byte[] MAGIC = "DMTW".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final String REBUILD = "rebuild the module that contains it";

  private final String name;
  private final Map<String, Tensor<?>> tensors;

  private WeightsResource(String name, Map<String, Tensor<?>> tensors) {
    this.name = name;
    this.tensors = tensors;
  }

  /**
   * A named tensor.
   *
   * @param name unique in the resource, at most 65535 bytes of UTF-8
   * @param tensor any tensor, of rank 255 at most
   */
  public record Entry(String name, Tensor<?> tensor) {}

  /**
   * Writes the resource; the stream stays open.
   *
   * @throws IllegalArgumentException if a name occurs twice, or a name or rank is too long
   */
  public static void write(OutputStream out, List<Entry> entries) throws IOException {
    Set<String> names = new HashSet<>();
    out.write(header(entries.size()));
    for (Entry entry : entries) {
      if (!names.add(entry.name())) {
        throw new IllegalArgumentException("two weights are named '" + entry.name() + "'");
      }
      out.write(head(entry));
      out.write(entry.tensor().toBytes());
    }
  }

  /**
   * Reads a resource.
   *
   * @param anchor the class whose {@link Class#getResourceAsStream} finds the resource
   * @param resourceName its name, relative to the anchor's package
   * @param sha256 the expected hash of its bytes, as {@link #sha256} writes it
   * @throws IllegalStateException if it is missing, is not such a resource, or has another hash
   */
  public static WeightsResource read(Class<?> anchor, String resourceName, String sha256) {
    byte[] bytes = load(anchor, resourceName);
    WeightsResource weights =
        new WeightsResource(resourceName, parse(resourceName, ByteBuffer.wrap(bytes)));
    if (!sha256(bytes).equals(sha256)) {
      throw new IllegalStateException(
          "weights '%s' were rebuilt without recompiling %s; %s from clean"
              .formatted(resourceName, anchor.getName(), REBUILD));
    }
    return weights;
  }

  /** Returns the SHA-256 of the bytes as 64 lower-case hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Returns the weight of that name.
   *
   * @throws IllegalArgumentException if there is none, or it has another element type
   */
  public F32 f32(String name) {
    return get(name, F32.class);
  }

  /** Returns a weight, as {@link #f32} does. */
  public F64 f64(String name) {
    return get(name, F64.class);
  }

  /** Returns a weight, as {@link #f32} does. */
  public I8 i8(String name) {
    return get(name, I8.class);
  }

  /** Returns a weight, as {@link #f32} does. */
  public U8 u8(String name) {
    return get(name, U8.class);
  }

  /** Returns a weight, as {@link #f32} does. */
  public I16 i16(String name) {
    return get(name, I16.class);
  }

  /** Returns a weight, as {@link #f32} does. */
  public U16 u16(String name) {
    return get(name, U16.class);
  }

  /** Returns a weight, as {@link #f32} does. */
  public I32 i32(String name) {
    return get(name, I32.class);
  }

  /** Returns a weight, as {@link #f32} does. */
  public I64 i64(String name) {
    return get(name, I64.class);
  }

  /** Returns a weight, as {@link #f32} does. */
  public Bool bool(String name) {
    return get(name, Bool.class);
  }

  private <T extends Tensor<T>> T get(String key, Class<T> type) {
    Tensor<?> tensor = tensors.get(key);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "weights '" + name + "' have no '" + key + "', only " + tensors.keySet());
    }
    if (!type.isInstance(tensor)) {
      throw new IllegalArgumentException(
          "'%s' in weights '%s' is %s, not %s"
              .formatted(key, name, tensor.elementType().tensorName(), type.getSimpleName()));
    }
    return type.cast(tensor);
  }

  private static byte[] header(int count) {
    byte[] header = new byte[MAGIC.length + 8];
    ByteBuffer to = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    to.put(MAGIC).putInt(VERSION).putInt(count);
    return header;
  }

  private static byte[] head(Entry entry) {
    byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
    Tensor<?> tensor = entry.tensor();
    if (name.length > 0xffff || tensor.rank() > 0xff) {
      throw new IllegalArgumentException(
          "name or rank of weight '" + entry.name() + "' is too long");
    }
    byte[] head = new byte[2 + name.length + 2 + 4 * tensor.rank()];
    ByteBuffer to = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    to.putShort((short) name.length).put(name);
    to.put((byte) tensor.elementType().code()).put((byte) tensor.rank());
    for (int dim : tensor.shape()) {
      to.putInt(dim);
    }
    return head;
  }

  private static byte[] load(Class<?> anchor, String resourceName) {
    try (InputStream in = anchor.getResourceAsStream(resourceName)) {
      if (in == null) {
        throw new IllegalStateException(
            "weights '%s' are missing beside %s; %s"
                .formatted(resourceName, anchor.getName(), REBUILD));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read weights '" + resourceName + "'", e);
    }
  }

  private static Map<String, Tensor<?>> parse(String resourceName, ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    try {
      checkHeader(resourceName, bytes);
      Map<String, Tensor<?>> tensors = new LinkedHashMap<>();
      int count = bytes.getInt();
      for (int i = 0; i < count; i++) {
        int nameLength = Short.toUnsignedInt(bytes.getShort());
        String name = new String(take(bytes, nameLength), StandardCharsets.UTF_8);
        tensors.put(name, tensor(bytes));
      }
      checkEnd(bytes);
      return tensors;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "weights '" + resourceName + "' are truncated or damaged; " + REBUILD, e);
    }
  }

  private static void checkHeader(String resourceName, ByteBuffer bytes) {
    if (!Arrays.equals(take(bytes, MAGIC.length), MAGIC)) {
      throw new IllegalStateException(
          "resource '%s' holds no weights: it does not begin with DMTW; %s"
              .formatted(resourceName, REBUILD));
    }
    int version = bytes.getInt();
    if (version != VERSION) {
      throw new IllegalStateException(
          ("weights '%s' have format version %s, but version %s is read here; build and run "
                  + "with the same version of Demitasse")
              .formatted(resourceName, version, VERSION));
    }
  }

  private static void checkEnd(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      throw new IllegalArgumentException(bytes.remaining() + " bytes follow the last entry");
    }
  }

  private static Tensor<?> tensor(ByteBuffer bytes) {
    ElementType type = elementType(Byte.toUnsignedInt(bytes.get()));
    int[] shape = new int[Byte.toUnsignedInt(bytes.get())];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = bytes.getInt();
    }
    return Tensor.ofBytes(type, take(bytes, byteSize(type, shape)), shape);
  }

  private static ElementType elementType(int code) {
    for (ElementType type : ElementType.values()) {
      if (type.code() == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("no element type has the code " + code);
  }

  /** Returns the bytes of a tensor, or any number that is too large if an int cannot hold it. */
  private static long byteSize(ElementType type, int[] shape) {
    long size = type.bytes();
    for (int dim : shape) {
      if (dim < 0) {
        throw new IllegalArgumentException("dim " + dim + " is negative");
      }
      size = Math.min(size * dim, Integer.MAX_VALUE + 1L);
    }
    return size;
  }

  private static byte[] take(ByteBuffer bytes, long length) {
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[(int) length];
    bytes.get(taken);
    return taken;
  }
}
