package dev.demitasse.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.Fn;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MacModeTest {
  @TempDir Path classes;

  /** A class loader with its own copy of the classes under test and an optional resource. */
  private URLClassLoader loader(String properties) throws IOException {
    if (properties != null) {
      Path resource = classes.resolve("META-INF/demitasse/mac.properties");
      Files.createDirectories(resource.getParent());
      Files.writeString(resource, properties);
    }
    URL[] path = {
      classes.toUri().toURL(), Fn.class.getProtectionDomain().getCodeSource().getLocation()
    };
    return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
  }

  @Test
  void propertyGoesBeforeResource() throws IOException {
    try (URLClassLoader loader = loader("mac=fused\n")) {
      assertSame(MacMode.SEPARATE, MacMode.read("separate", loader));
      assertSame(MacMode.FUSED, MacMode.read(null, loader));
    }
  }

  @Test
  void separateIsTheDefault() throws IOException {
    try (URLClassLoader loader = loader(null)) {
      assertSame(MacMode.FUSED, MacMode.read("fused", loader));
      assertSame(MacMode.SEPARATE, MacMode.read(null, loader));
    }
  }

  @Test
  void otherWordsAreRefused() throws IOException {
    try (URLClassLoader loader = loader("mac=Fused\n")) {
      assertEquals(
          "system property demitasse.mac is 'fast'; it must be 'fused' or 'separate'",
          assertThrows(IllegalArgumentException.class, () -> MacMode.read("fast", loader))
              .getMessage());
      assertEquals(
          "key mac of META-INF/demitasse/mac.properties is 'Fused'; "
              + "it must be 'fused' or 'separate'",
          assertThrows(IllegalArgumentException.class, () -> MacMode.read(null, loader))
              .getMessage());
    }
  }

  @Test
  void requireTellsHowToChangeTheMode() {
    MacMode other = MacMode.current() == MacMode.FUSED ? MacMode.SEPARATE : MacMode.FUSED;
    String wanted = other == MacMode.FUSED ? "fused" : "separate";
    String current = other == MacMode.FUSED ? "separate" : "fused";
    MacMode.require(MacMode.current());
    assertEquals(
        "the C was built with "
            + wanted
            + " multiply-add, but this JVM runs with "
            + current
            + ", so results would differ; start the JVM with -Ddemitasse.mac="
            + wanted,
        assertThrows(IllegalStateException.class, () -> MacMode.require(other)).getMessage());
  }

  @Test
  void fnRoundsAsTheModeSays() throws Exception {
    try (URLClassLoader separate = loader(null)) {
      assertEquals(0.0f, roundingError(separate));
      assertEquals(0.0, wideRoundingError(separate));
    }
    try (URLClassLoader fused = loader("mac=fused\n")) {
      assertEquals(0x1p-46f, roundingError(fused));
      assertEquals(0x1p-104, wideRoundingError(fused));
    }
  }

  /** Returns (1 + ulp)² - (1 + 2 ulp): ulp² when fused, else nothing is left. */
  private static float roundingError(ClassLoader loader) throws ReflectiveOperationException {
    float a = 1 + 0x1p-23f;
    return (float)
        loader
            .loadClass(Fn.class.getName())
            .getMethod("mac", float.class, float.class, float.class)
            .invoke(null, -(1 + 0x1p-22f), a, a);
  }

  private static double wideRoundingError(ClassLoader loader) throws ReflectiveOperationException {
    double a = 1 + 0x1p-52;
    return (double)
        loader
            .loadClass(Fn.class.getName())
            .getMethod("mac", double.class, double.class, double.class)
            .invoke(null, -(1 + 0x1p-51), a, a);
  }
}
