package dev.demitasse.crt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the jar can be built, installed and found with CMake. */
class PackageTest {
  private static final Path FIRMWARE = CCompiler.ROOT.resolve("src/test/cmake");

  @TempDir Path folder;

  private static Path packaged() throws URISyntaxException {
    return Path.of(PackageTest.class.getResource("/META-INF/demitasse/crt").toURI());
  }

  @Test
  void jarHasEveryFileOfTheRuntime() throws URISyntaxException, IOException {
    List<String> packaged;
    try (Stream<Path> files = Files.walk(packaged())) {
      Path root = packaged();
      packaged =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .sorted()
              .toList();
    }
    List<String> own =
        Stream.of(
                CCompiler.files("include", ".h"),
                CCompiler.files("src/main/c", ""),
                CCompiler.files("cmake", ".cmake"),
                List.of(CCompiler.ROOT.resolve("CMakeLists.txt").toString()))
            .flatMap(List::stream)
            .map(Path::of)
            .filter(Files::isRegularFile)
            .map(file -> CCompiler.ROOT.relativize(file).toString())
            .sorted()
            .toList();
    assertEquals(own, packaged);
  }

  @Test
  void cmakeBuildsEverySource() throws URISyntaxException, IOException {
    String text = Files.readString(packaged().resolve("CMakeLists.txt"));
    for (String source : CCompiler.files("src/main/c", ".c")) {
      String name = CCompiler.ROOT.relativize(Path.of(source)).toString();
      assertEquals(1, Collections.frequency(List.of(text.split("[\\s)]+")), name), name);
    }
  }

  @Test
  void installedPackageServesFirmware() throws URISyntaxException, IOException {
    assumeTrue(
        System.getenv("CI") != null || CCompiler.isInstalled("cmake"),
        "cmake is not installed (Debian package: cmake)");
    Path settings = Files.createDirectory(folder.resolve("settings"));
    Files.writeString(settings.resolve("crt_config.h"), "#define DEMITASSE_CRT_POOL_BYTES 1024\n");
    cmake("-S" + packaged(), "-Blibrary", "-DDEMITASSE_CRT_CONFIG_DIR=" + settings);
    cmake("--build", "library");
    cmake("--install", "library", "--prefix", "installed");
    assertTrue(Files.exists(folder.resolve("installed/lib/cmake/Demitasse/DemitasseConfig.cmake")));
    cmake(
        "-S" + FIRMWARE,
        "-Bfirmware",
        "-DCMAKE_PREFIX_PATH=" + folder.resolve("installed"),
        "-DFIXTURES=" + CCompiler.ROOT.resolve("src/test/c"));
    cmake("--build", "firmware");
    assertEquals(
        "0.5 1024\n", CCompiler.outputOf(List.of(folder.resolve("firmware/firmware").toString())));
  }

  @Test
  void folderServesAsSubdirectory() throws URISyntaxException, IOException {
    assumeTrue(
        System.getenv("CI") != null || CCompiler.isInstalled("cmake"),
        "cmake is not installed (Debian package: cmake)");
    Path project = Files.createDirectory(folder.resolve("project"));
    Files.writeString(
        project.resolve("CMakeLists.txt"),
        """
        cmake_minimum_required(VERSION 3.15)
        project(Firmware LANGUAGES C)
        add_subdirectory("%s" demitasse)
        add_executable(firmware main.c)
        target_link_libraries(firmware PRIVATE Demitasse::crt)
        """
            .formatted(packaged()));
    Files.writeString(
        project.resolve("main.c"),
        """
        #include <tvm/runtime/c_runtime_api.h>
        int main(void) { return *TVMGetLastError(); }
        """);
    cmake("-Sproject", "-Bbuild");
    cmake("--build", "build");
    assertEquals("", CCompiler.outputOf(List.of(folder.resolve("build/firmware").toString())));
  }

  private void cmake(String... arguments) {
    Stream<String> changed = Stream.of("cmake", "-E", "chdir", folder.toString(), "cmake");
    CCompiler.outputOf(Stream.concat(changed, Stream.of(arguments)).toList());
  }
}
