package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.compiler.entry.ProcessorEntry;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jdt.internal.compiler.batch.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that are not in the source: of the compiler and its options. */
class SurroundingsTest {
  private static final String ECLIPSE_REFUSED =
      """
      1. ERROR: [not-javac] Demitasse works inside javac only
        reason: this compiler (org.eclipse.jdt.internal.compiler.apt.dispatch.\
      BatchProcessingEnvImpl) does not offer the Compiler Tree API
        fix:    compile with javac 21 or newer
      1 problem (1 error)
      """;

  private final Project project;

  SurroundingsTest(@TempDir Path folder) {
    project =
        new Project(folder)
            .with("ops/Twice.java", Project.TWICE)
            .with("nets/Net.java", Project.NET)
            .withWeights("nets");
  }

  private Project.Ran build(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("ops/Twice.java", "nets/Net.java"));
    return project.build("out", all.toArray(String[]::new));
  }

  @Test
  void saysTheChoicesOfAnOption() {
    Project.Ran javac = build("-Ademitasse.mac=fast");
    assertEquals(
        """
        error: [option] option 'demitasse.mac' has the value 'fast'
            reason: it can be: separate, fused
            fix:    correct it in -Ademitasse.mac=...
        1 error
        """,
        javac.output());
    assertEquals(List.of(), project.resources("out"));
  }

  @Test
  void takesAnOptionsValueTwice() {
    assertEquals("", build("-Ademitasse.library=ops.Twice,ops.Twice").output());
  }

  @Test
  void javacSaysWhichOptionIsUnknown() {
    Project.Ran javac = build("-Ademitasse.mak=fused");
    assertTrue(javac.output().contains("[demitasse.mak]"), javac.output());
  }

  @Test
  void doesNotWorkWithoutAnalysis() {
    Project.Ran javac = build("-proc:only");
    assertEquals(1, javac.exit());
    assertEquals(
        """
        error: [not-analyzed] network 'Net' was not compiled
            reason: javac ended before it analysed the bodies of methods
            fix:    leave out the option -proc:only
            at Net.java:10
        """,
        javac.output().replace("1 error\n", ""));
    assertEquals(List.of(), project.resources("out"));
  }

  @Test
  void saysWhereItCannotWrite() {
    project.with("out/META-INF", "a file, where a folder is needed");
    Project.Ran javac = build();
    assertEquals(1, javac.exit());
    assertTrue(
        javac.output().startsWith("error: [output] what was compiled cannot be written: "),
        javac.output());
    assertTrue(javac.output().contains("out/META-INF"), javac.output());
    assertFalse(javac.output().contains("Exception:"), javac.output());
  }

  @Test
  void eclipsesCompilerIsRefusedInOneMessage() {
    assertEquals(ECLIPSE_REFUSED, eclipse().output());
  }

  @Test
  void eclipsesCompilerIsRefusedWhereThereIsNoJavac() {
    assertEquals(
        ECLIPSE_REFUSED, eclipse("--limit-modules", "java.compiler,java.desktop").output());
  }

  private Project.Ran eclipse(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", JavacRun.home(Main.class).toString(), Main.class.getName()));
    all.addAll(List.of("-17", "-cp", JavacRun.annotations().toString()));
    all.addAll(List.of("-processorpath", Project.processorPath(), "-d", "out"));
    all.add("ops/Twice.java");
    return project.run(Project.tool(Project.JDK, "java"), all);
  }

  @Test
  void onlyTheEntryIsForOlderReleases() throws IOException {
    assertEquals(61, major(ProcessorEntry.class));
    assertEquals(65, major(DemitasseProcessor.class));
  }

  private static int major(Class<?> type) throws IOException {
    try (DataInputStream in =
        new DataInputStream(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
      in.skipNBytes(6);
      return in.readUnsignedShort();
    }
  }

  @Test
  void anOldJavacIsRefusedInOneMessage() throws IOException {
    Optional<Path> old = oldJdk();
    assumeTrue(old.isPresent(), "no JDK 17 to 20 in /usr/lib/jvm");
    Project.Ran javac =
        project.run(
            Project.tool(old.get(), "javac"),
            List.of(
                "-cp",
                JavacRun.annotations().toString(),
                "-processorpath",
                Project.processorPath(),
                "-d",
                "out",
                "ops/Twice.java"));
    assertEquals(
        """
        error: [old-javac] Demitasse needs javac 21 or newer; this is 17
            fix:    run a newer javac; your code may stay at --release 17
        1 error
        """,
        javac.output().replaceFirst("this is \\d+", "this is 17"));
  }

  private static Optional<Path> oldJdk() throws IOException {
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> jdks = Files.list(all)) {
      for (Path jdk : jdks.filter(j -> Files.exists(j.resolve("bin/javac"))).toList()) {
        Path release = jdk.resolve("release");
        if (Files.exists(release)
            && Files.readString(release).matches("(?s).*JAVA_VERSION=\"(17|18|19|20)\\b.*")) {
          return Optional.of(jdk);
        }
      }
    }
    return Optional.empty();
  }
}
