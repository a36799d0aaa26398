package dev.demitasse.compiler.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is packed, the {@code tar} of this machine unpacks. */
class TarTest {
  private final Path folder;

  TarTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Around the size of a block, and around the length of a name, with what stands before both. */
  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    for (int size : new int[] {0, 1, 511, 512, 513, 5000}) {
      files.put("sizes/" + size, "x".repeat(size));
    }
    IntStream.rangeClosed(85, 110).forEach(n -> files.put("names/" + "n".repeat(n), "" + n));
    files.put("text", "für µ\n");
    return files;
  }

  @Test
  void theSystemsTarUnpacksIt() throws IOException, InterruptedException {
    assumeTrue(hasTar(), "no tar on the PATH");
    Files.write(folder.resolve("a.tar"), Tar.of(files()));
    assertEquals(
        files().keySet().stream().map(name -> "./" + name).toList(),
        tar("tf", "a.tar").lines().toList());
    assertEquals("", tar("xf", "a.tar"));
    for (Map.Entry<String, String> file : files().entrySet()) {
      assertEquals(file.getValue(), Files.readString(folder.resolve(file.getKey())));
    }
  }

  @Test
  void listsNoTimeAndNoOwner() throws IOException, InterruptedException {
    assumeTrue(hasTar(), "no tar on the PATH");
    Files.write(folder.resolve("a.tar"), Tar.of(Map.of("text", "12345")));
    String listed = tar("tvf", "a.tar").replaceAll(" +", " ");
    assertEquals("-rw-r--r--", listed.substring(0, 10));
    assertEquals("./text\n", listed.substring(listed.length() - 7));
    assertEquals(true, listed.contains("1980"), listed);
  }

  @Test
  void endsWithTwoEmptyBlocks() {
    byte[] tar = Tar.of(Map.of("a", "b"));
    assertEquals(4 * 512, tar.length);
    assertEquals("./a", new String(tar, 0, 3, UTF_8));
    assertArrayEquals(new byte[1024], java.util.Arrays.copyOfRange(tar, 1024, 2048));
  }

  private static boolean hasTar() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(p -> Files.isExecutable(Path.of(p, "tar")));
  }

  private String tar(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tar"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("TZ", "UTC");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
