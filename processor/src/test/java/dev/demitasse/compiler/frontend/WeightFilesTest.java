package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The places in which a network's weights are found. */
class WeightFilesTest {
  private final Project project;

  WeightFilesTest(@TempDir Path folder) {
    project =
        new Project(folder)
            .with("src/ops/Twice.java", Project.TWICE)
            .with("src/nets/Net.java", Project.NET);
  }

  private Project.Ran build(String... more) {
    String[] all = new String[more.length + 2];
    System.arraycopy(more, 0, all, 2, more.length);
    all[0] = "src/ops/Twice.java";
    all[1] = "src/nets/Net.java";
    return project.build("out", all);
  }

  private void found(String... more) {
    assertEquals("", build(more).output());
    assertTrue(project.resources("out").containsAll(Project.NET_OUTPUT));
  }

  @Test
  void besideTheSource() {
    project.withWeights("src/nets");
    found();
  }

  @Test
  void inTheClassOutput() {
    project.withWeights("out/nets");
    found();
  }

  @Test
  void atTheRootOfTheClassOutput() {
    project.withWeights("out");
    found();
  }

  @Test
  void onTheClassPath() {
    project.withWeights("resources/nets");
    found("-cp", project.path(JavacRun.annotations(), Path.of("resources")));
  }

  @Test
  void inAJarOnTheClassPath() {
    project.withWeights("resources/nets").jar("resources", "weights.jar");
    found("-cp", project.path(JavacRun.annotations(), Path.of("weights.jar")));
  }

  @Test
  void onTheSourcePath() {
    project.withWeights("model/nets");
    found("-sourcepath", project.path(Path.of("src"), Path.of("model")));
  }

  @Test
  void inAFolderOfTheOption() {
    project.withWeights("models");
    found("-Ademitasse.resources=" + project.path(Path.of("none"), Path.of("models")));
  }

  @Test
  void inThePackageUnderAFolderOfTheOption() {
    project.withWeights("models/nets");
    found("-Ademitasse.resources=models");
  }

  @Test
  void orNowhere() {
    Project.Ran javac = build("-Ademitasse.resources=models");
    assertEquals(1, javac.exit());
    assertEquals(
        """
        src/nets/Net.java:11: error: [weight-file-missing] weight file 'layer.npz' not found
        public class Net {
               ^
            reason: looked in -Ademitasse.resources, the class output, the class path, the source path and beside the source file
            fix:    put it beside the source file or into the resources, or name its folder with -Ademitasse.resources=...
        1 error
        """,
        javac.output());
    assertEquals(List.of(), project.resources("out"));
  }
}
