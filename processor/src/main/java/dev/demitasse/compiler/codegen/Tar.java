package dev.demitasse.compiler.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;

/**
 * Packs files as POSIX's {@code ustar}, with the extended header of POSIX's {@code pax} before a
 * path that is too long for it. Owner, mode and time are always the same, so the archive depends on
 * nothing but the files. Paths begin with {@code ./}, as TVM's tools look for {@code
 * ./metadata.json}.
 */
final class Tar {
  /** 1980-01-01, in seconds: some tools warn of 1970, and zip files know no earlier day. */
  private static final long TIME = 315_532_800;

  private static final int BLOCK = 512;
  private static final int NAME = 100;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Tar() {}

  static byte[] of(Map<String, String> files) {
    Tar tar = new Tar();
    files.forEach((path, text) -> tar.file("./" + path, text.getBytes(UTF_8)));
    tar.out.writeBytes(new byte[2 * BLOCK]);
    return tar.out.toByteArray();
  }

  private void file(String path, byte[] content) {
    if (path.length() > NAME) {
      entry("./pax", 'x', record("path=" + path + "\n"));
    }
    entry(path.substring(0, Math.min(NAME, path.length())), '0', content);
  }

  /** A line of an extended header begins with its own length. */
  private static byte[] record(String line) {
    int length = line.length() + 2;
    while ((length + " " + line).length() != length) {
      length++;
    }
    return (length + " " + line).getBytes(UTF_8);
  }

  private void entry(String name, char type, byte[] content) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0" + "0000000\0" + "0000000\0"); // mode, owner, group
    put(header, 124, "%011o\0%011o\0".formatted(content.length, TIME));
    put(header, 148, " ".repeat(8)); // stands for the sum while it is taken
    put(header, 156, String.valueOf(type));
    put(header, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    out.writeBytes(header);
    out.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
