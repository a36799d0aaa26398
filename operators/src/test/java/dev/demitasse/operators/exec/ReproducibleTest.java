package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input gives the same bytes, wherever it lies and in whichever order javac reads it. */
class ReproducibleTest {

  @Test
  void sameInputGivesSameBytes(@TempDir Path folder) throws IOException {
    List<NetworkCase> networks = Selection.REPRESENTATIVE.networks();
    List<NetworkCase> reversed = new ArrayList<>(networks);
    Collections.reverse(reversed);

    SortedMap<String, byte[]> first = files(folder.resolve("first"), networks);
    SortedMap<String, byte[]> second = files(folder.resolve("second/deeper"), reversed);

    for (String kind : List.of(".c", ".h", ".json", ".ir", ".weights", "Model.java")) {
      assertTrue(first.keySet().stream().anyMatch(name -> name.endsWith(kind)), kind);
    }
    assertEquals(first.keySet(), second.keySet());
    first.forEach((name, bytes) -> assertArrayEquals(bytes, second.get(name), name));
  }

  private static SortedMap<String, byte[]> files(Path folder, List<NetworkCase> networks)
      throws IOException {
    return JavaBuild.of(folder, networks, List.of()).generatedFiles();
  }
}
