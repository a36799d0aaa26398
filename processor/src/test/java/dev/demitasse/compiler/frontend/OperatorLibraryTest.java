package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators in a library, networks in another build. */
class OperatorLibraryTest {
  private static final Path OPS = Path.of("ops.jar");

  private final Project project;

  OperatorLibraryTest(@TempDir Path folder) {
    project =
        new Project(folder)
            .with("library/ops/Twice.java", Project.TWICE)
            .with("library/module-info.java", "module ops { requires dev.demitasse; exports ops; }")
            .with("nets/module-info.java", "module nets { requires ops; requires dev.demitasse; }")
            .with("nets/Net.java", Project.NET)
            .withWeights("nets");
  }

  private void library(String... more) {
    assertEquals("", project.build("lib", with("library/ops/Twice.java", more)).output());
    project.jar("lib", OPS.toString());
  }

  private void network(String... more) {
    assertEquals("", project.build("out", with("nets/Net.java", more)).output());
    assertEquals(Project.NET_OUTPUT, project.resources("out"));
  }

  private static String[] with(String file, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add(file);
    return all.toArray(String[]::new);
  }

  /** The annotations as a jar of the name that their module is to have. */
  private Path annotations() {
    Path jar = project.root().resolve("dev.demitasse.jar");
    Path found = JavacRun.annotations();
    if (Files.isDirectory(found)) {
      new Project(found).jar(".", jar.toString());
      return jar;
    }
    try {
      return Files.copy(found, jar, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void isFoundInAFolderOnTheClassPath() {
    library();
    network("-cp", project.path(JavacRun.annotations(), Path.of("lib")));
  }

  @Test
  void isFoundInAJarOnTheClassPath() {
    library();
    network("-cp", project.path(JavacRun.annotations(), OPS));
  }

  @Test
  void isFoundInAJarAsAnAutomaticModule() {
    library();
    network("-p", project.path(annotations(), OPS), "nets/module-info.java");
  }

  @Test
  void isFoundInAJarAsAModule() {
    library("-p", project.path(annotations()), "library/module-info.java");
    network("-p", project.path(annotations(), OPS), "nets/module-info.java");
  }

  @Test
  void isFoundInAModuleByCodeOutsideModules() {
    library("-p", project.path(annotations()), "library/module-info.java");
    network("-p", project.path(annotations(), OPS), "--add-modules", "ops");
  }

  @Test
  void isFoundInTheOutputOfAnEarlierBuild() {
    library();
    Project.Ran javac =
        project.build(
            "lib", "nets/Net.java", "-cp", project.path(JavacRun.annotations(), Path.of("lib")));
    assertEquals("", javac.output());
    assertTrue(project.resources("lib").containsAll(Project.NET_OUTPUT));
  }

  @Test
  void isFoundInTheOutputOfAnEarlierBuildOfItsModule() {
    String annotations = project.path(annotations());
    library("-p", annotations, "library/module-info.java");
    Project.Ran javac = project.build("lib", "nets/Net.java", "-p", annotations);
    assertEquals("", javac.output());
    assertTrue(project.resources("lib").containsAll(Project.NET_OUTPUT));
  }

  @Test
  void hasPartsOfNetworksThatAreNamed() {
    project
        .with(
            "library/ops/Kept.java",
            """
            package ops;

            import dev.demitasse.F32;
            import dev.demitasse.State;

            /** Gives what it was given before. */
            public final class Kept {
              @State F32 last = F32.zeros(4);

              /** The last one, twice. */
              public F32 next(F32 x) {
                F32 before = last;
                last = x;
                return Twice.apply(before);
              }
            }
            """)
        .with(
            "nets/Keeps.java",
            """
            package nets;

            import dev.demitasse.F32;
            import dev.demitasse.Network;
            import dev.demitasse.Shape;
            import ops.Kept;

            /** Knows nothing but the part. */
            @Network
            public class Keeps {
              final Kept kept = new Kept();

              /** Runs it. */
              public F32 run(@Shape({4}) F32 x) {
                return kept.next(x);
              }
            }
            """);
    String path = project.path(JavacRun.annotations(), Path.of("lib"));
    library("library/ops/Kept.java");
    String unnamed = project.build("out", "-cp", path, "nets/Keeps.java").output();
    assertTrue(
        unnamed.contains(
            "fix:    build the library it is in with the Demitasse processor and"
                + " -Ademitasse.library=ops.Kept\n"),
        unnamed);
    library("library/ops/Kept.java", "-Ademitasse.library=ops.Kept");
    assertEquals("", project.build("out", "-cp", path, "nets/Keeps.java").output());
    assertTrue(project.resources("out").contains("META-INF/demitasse/c/tvmgen_keeps.c"));
  }
}
