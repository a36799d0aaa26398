package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class that is generated for use on the JVM. */
class CompanionTest {
  private static final String MAIN =
      """
      package app;

      import dev.demitasse.F32;
      import nets.NetModel;

      class Main {
        public static void main(String[] arguments) {
          F32 y = NetModel.load().run(F32.zeros(1));
          for (int i = 0; i < y.size(); i++) {
            System.out.print(y.at(i) + " ");
          }
        }
      }
      """;

  private final Project project;

  CompanionTest(@TempDir Path folder) {
    project =
        new Project(folder)
            .with("ops/Twice.java", Project.TWICE)
            .with("nets/Net.java", Project.NET)
            .with("app/Main.java", MAIN)
            .withWeights("nets");
  }

  private void build(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--release", "17", "ops/Twice.java", "nets/Net.java", "app/Main.java"));
    assertEquals("", project.build("out", all.toArray(String[]::new)).output());
  }

  private Project.Ran run(String classes, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", project.path(JavacRun.annotations(), Path.of(classes)), "app.Main"));
    return project.run(Project.tool(Project.JDK, "java"), all);
  }

  @Test
  void runsWithTheAnnotationsAndTheUsersClassesOnly() {
    build();
    assertEquals("0.0 4.0 8.0 12.0 16.0 20.0 ", run("out").output());
  }

  @Test
  void runsFromAJar() {
    build();
    project.jar("out", "app.jar");
    assertEquals("0.0 4.0 8.0 12.0 16.0 20.0 ", run("app.jar").output());
  }

  @Test
  void roundsAsTheCDoes() {
    build("-Ademitasse.mac=fused");
    assertEquals("0.0 4.0 8.0 12.0 16.0 20.0 ", run("out").output());
  }

  @Test
  void refusesOtherWeights() {
    build();
    project.with("out/nets/NetModel.weights", "DMTW of another build");
    Project.Ran java = run("out");
    assertEquals(1, java.exit());
    assertTrue(java.output().contains("IllegalStateException"), java.output());
  }
}
