package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries whose lowered forms are missing, old or broken. */
class LoweredFormsTest {
  private static final String CALL =
      """
          return Twice.apply(Twice.apply(kernel));
                            ^
      """;

  private final Project project;

  LoweredFormsTest(@TempDir Path folder) {
    project =
        new Project(folder)
            .with("ops/Twice.java", Project.TWICE)
            .with("nets/Net.java", Project.NET)
            .withWeights("nets");
    assertEquals("", project.build("lib", "ops/Twice.java").output());
  }

  /** The operator, with another body. */
  private static String thrice() {
    return Project.TWICE.replace("a + a", "a + a + a");
  }

  private void change(UnaryOperator<String> change) {
    Path form = project.root().resolve("lib/ops/Twice.ir");
    try {
      Files.writeString(form, change.apply(Files.readString(form)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String network(String... libraries) {
    Path[] parts = new Path[libraries.length + 1];
    parts[0] = JavacRun.annotations();
    for (int i = 0; i < libraries.length; i++) {
      parts[i + 1] = Path.of(libraries[i]);
    }
    return project.build("out", "-cp", project.path(parts), "nets/Net.java").output();
  }

  private void assertRefused(String message) {
    String[] lines = message.split("\n", 2);
    assertEquals(
        "nets/Net.java:17: error: " + lines[0] + "\n" + CALL + lines[1] + "1 error\n",
        network("lib"));
    assertEquals(List.of(), project.resources("out"));
  }

  @Test
  void ofAnotherVersionAreRefused() {
    change(form -> form.replaceFirst("\\d+", "99"));
    assertRefused(
        """
        [ir-version] the lowered form of 'ops.Twice' has version 99, this compiler reads version 1
            reason: its jar was built with another release of Demitasse
            fix:    build that jar again, or use the release it was built with
        """);
  }

  @Test
  void mayBeMissing() throws IOException {
    Files.delete(project.root().resolve("lib/ops/Twice.ir"));
    assertRefused(
        """
        [no-body] the body of 'ops.Twice.apply' is not known
            reason: it is native or not compiled here, and no lowered form lies beside its class file
            fix:    build the library it is in with the Demitasse processor
        """);
  }

  @Test
  void mayBeDamaged() {
    change(form -> form.replace("for i in", "for in"));
    assertRefused(
        """
        [ir-unreadable] the lowered form of 'ops.Twice' cannot be read: line 7: expected 'in', \
        found 0
            reason: something has damaged it since Demitasse wrote it
            fix:    build the library it is in again, from clean and with the processor
        """);
  }

  @Test
  void mayBeNoLoweredFormsAtAll() {
    change(form -> "{}");
    assertRefused(
        """
        [ir-unreadable] the lowered form of 'ops.Twice' cannot be read: line 1: expected \
        demitasse-ir 1
            reason: something has damaged it since Demitasse wrote it
            fix:    build the library it is in again, from clean and with the processor
        """);
  }

  @Test
  void areStaleIfTheClassWasCompiledWithoutTheProcessor() {
    project.with("ops/Twice.java", thrice());
    assertEquals("", project.javac("-proc:none", "-d", "lib", "ops/Twice.java").output());
    assertRefused(
        """
        [ir-stale] the lowered form of 'ops.Twice' does not belong to its class file
            reason: the class was compiled again, and the Demitasse processor was not there
            fix:    build the library it is in again, from clean and with the processor
        """);
  }

  @Test
  void areStaleIfTheyComeFromAnotherJar() throws IOException {
    project.with("ops/Twice.java", thrice());
    assertEquals("", project.build("new", "ops/Twice.java").output());
    Files.delete(project.root().resolve("new/ops/Twice.ir"));
    assertEquals(1, network("new", "lib").lines().filter(l -> l.contains("[ir-stale]")).count());
    assertEquals("", network("lib", "new"));
  }

  @Test
  void areNotStaleIfTheSameIsCompiledAgainWithoutTheProcessor() {
    assertEquals("", project.javac("-proc:none", "-d", "lib", "ops/Twice.java").output());
    assertEquals("", network("lib"));
  }

  @Test
  void ofClassesInsideOthersAreStaleToo() {
    String inside =
        Project.TWICE
            .replace("doubled(x", "Inner.doubled(x")
            .replace("static float", "static class Inner {\nstatic float")
            .replaceFirst("}\n$", "}\n}\n");
    project.with("ops/Twice.java", inside);
    assertEquals("", project.build("lib", "ops/Twice.java").output());
    assertEquals("", network("lib"));
    project.with("ops/Twice.java", inside.replace("a + a", "a - a"));
    assertEquals("", project.javac("-proc:none", "-d", "lib", "ops/Twice.java").output());
    assertEquals(1, network("lib").lines().filter(l -> l.contains("[ir-stale]")).count());
  }

  @Test
  void areWithoutWhatCouldNotBeLowered() {
    project.with(
        "ops/Twice.java",
        Project.TWICE.replace(
            "static float",
            """
            public static F32 printed(F32 x) {
                System.out.println(x);
                return x;
              }

              static float\
            """));
    assertEquals("", project.build("lib", "ops/Twice.java").output());
    project.with(
        "nets/Net.java", Project.NET.replace("Twice.apply(kernel)", "Twice.printed(kernel)"));
    assertEquals(
        """
        nets/Net.java:17: error: [ir-method] the lowered form of 'ops.Twice' is without \
        'ops.Twice.printed'
            return Twice.apply(Twice.printed(kernel));
                                            ^
            reason: the method could not be lowered when its library was built, which is no mistake \
        there as long as no operator of the library needs it
            fix:    call it from an operator of that library, whose build then says what is wrong \
        with it
        1 error
        """,
        network("lib"));
  }

  /** What a library calls must be known, too; the mistake is at the call that needs it. */
  @Test
  void needThoseOfTheLibrariesTheyCall() {
    project.with(
        "more/Fourfold.java",
        """
        package more;

        import dev.demitasse.F32;
        import dev.demitasse.Operator;
        import ops.Twice;

        @Operator
        public final class Fourfold {
          public static F32 apply(F32 x) {
            return Twice.apply(Twice.apply(x));
          }
        }
        """);
    String both = project.path(JavacRun.annotations(), Path.of("lib"));
    assertEquals("", project.build("more-lib", "-cp", both, "more/Fourfold.java").output());
    project.with(
        "nets/Net.java",
        Project.NET
            .replace("ops.Twice", "more.Fourfold")
            .replace("Twice.apply(Twice.apply(kernel))", "Fourfold.apply(kernel)"));
    assertEquals(
        """
        nets/Net.java:17: error: [no-class] the class of 'ops.Twice.apply' is not known
            return Fourfold.apply(kernel);
                                 ^
            reason: it is neither compiled here nor on the class path or module path
            fix:    add the library that it is in to the dependencies
            at Fourfold.java:10
            in 'Fourfold.apply' called at Net.java:17
        1 error
        """,
        network("more-lib"));
    assertEquals("", network("more-lib", "lib"));
  }

  /** A part of a library is compiled again, whose methods no operator among the files needs. */
  @Test
  void areWrittenAgainWithTheirClasses() throws IOException {
    project.with("ops/Twice.java", Project.TWICE.replace("doubled(x", "Doubled.of(x"));
    String doubled =
        "package ops;\nfinal class Doubled { static float of(float a) { return a + a; } }\n";
    project.with("ops/Doubled.java", doubled);
    assertEquals("", project.build("lib", "ops/Twice.java", "ops/Doubled.java").output());
    assertEquals("", network("lib"));
    project.with("ops/Doubled.java", doubled.replace("a + a", "a * 7f"));
    assertEquals("", project.build("lib", "ops/Doubled.java").output());
    assertEquals("", network("lib"));
    String c = Files.readString(project.root().resolve("out/META-INF/demitasse/c/tvmgen_net.c"));
    assertTrue(c.contains("7.0f"), c);
  }
}
