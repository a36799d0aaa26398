package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build tool sees of a changed body. */
class FingerprintsTest {
  private static final String OPERATOR =
      """
      package ops;

      import static ops.Tables.LEVELS;

      import dev.demitasse.F32;
      import dev.demitasse.Operator;

      @Operator
      public final class Op {
        public static F32 apply(F32 x) {
          F32 y = F32.zeros(x.shape());
          for (int i = 0; i < x.size(); i++) {
            y.set(i, Helper.of(x.at(i)) + LEVELS);
          }
          return y;
        }
      }
      """;

  private static final String HELPER =
      """
      package ops;

      final class Helper {
        static float of(float a) {
          return Deeper.of(a);
        }
      }
      """;

  private final Path folder;
  private int builds;

  FingerprintsTest(@TempDir Path folder) {
    this.folder = folder;
    file("Op.java", OPERATOR);
    file("Helper.java", HELPER);
    file("Deeper.java", HELPER.replace("Helper", "Deeper").replace("Deeper.of(a)", "a + 1"));
    file("Tables.java", "package ops; final class Tables { static final float LEVELS = 3; }");
    file("Other.java", HELPER.replace("Helper", "Other"));
  }

  private void file(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The constant of a build with the given files. */
  private String fingerprint(String... names) {
    Path out = folder.resolve("out" + builds++);
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      files.add(folder.resolve(name));
    }
    try {
      JavacRun run = JavacRun.of(Files.createDirectory(out), files, "-Werror");
      assertEquals(List.of(), run.reports());
      try (URLClassLoader loader = new URLClassLoader(new URL[] {out.toUri().toURL()}, null)) {
        Class<?> type = loader.loadClass("ops.OpFingerprint");
        assertTrue(
            Modifier.isFinal(type.getModifiers()) && !Modifier.isPublic(type.getModifiers()));
        var constant = type.getDeclaredField("SHA256");
        assertEquals(Modifier.STATIC | Modifier.FINAL, constant.getModifiers());
        constant.setAccessible(true);
        return (String) constant.get(null);
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private String all() {
    return fingerprint("Op.java", "Helper.java", "Deeper.java", "Tables.java", "Other.java");
  }

  @Test
  void changesWithTheBodyOfTheOperator() {
    String before = all();
    file("Op.java", OPERATOR.replace("+ LEVELS", "- LEVELS"));
    assertNotEquals(before, all());
  }

  @Test
  void changesWithTheHelpersOfItsHelpers() {
    String before = all();
    file("Deeper.java", HELPER.replace("Helper", "Deeper").replace("Deeper.of(a)", "a - 1"));
    assertNotEquals(before, all());
  }

  @Test
  void changesWithConstantsOfOtherClasses() {
    String before = all();
    file("Tables.java", "package ops; final class Tables { static final float LEVELS = 4; }");
    assertNotEquals(before, all());
  }

  @Test
  void changesWithImports() {
    String before = all();
    file("Op.java", OPERATOR.replace("static ops.Tables.LEVELS", "static ops.Tables.*"));
    assertNotEquals(before, all());
  }

  @Test
  void staysWithCommentsAndLayout() {
    String before = all();
    file("Op.java", OPERATOR.replace("{", "{ // why\n").replace("@Op", "/** What. */\n\n@Op"));
    assertEquals(before, all());
  }

  @Test
  void staysWithClassesThatTheOperatorDoesNotName() {
    String before = all();
    file("Other.java", HELPER.replace("Helper", "Other").replace("Deeper.of(a)", "2 * a"));
    assertEquals(before, all());
  }

  @Test
  void staysWithTheOrderOfTheFiles() {
    assertEquals(
        all(), fingerprint("Other.java", "Tables.java", "Deeper.java", "Helper.java", "Op.java"));
  }
}
