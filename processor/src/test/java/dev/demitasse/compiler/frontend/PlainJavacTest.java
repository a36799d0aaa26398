package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Building with nothing but javac, in a process of its own. */
class PlainJavacTest {
  private final Project project;

  PlainJavacTest(@TempDir Path folder) {
    project =
        new Project(folder)
            .with("ops/Twice.java", Project.TWICE)
            .with("nets/Net.java", Project.NET)
            .withWeights("nets");
  }

  private List<String> outputWithLibrary() {
    List<String> expected = new ArrayList<>(Project.NET_OUTPUT);
    expected.add("ops/Twice.ir");
    return expected;
  }

  @Test
  void writesCAndLoweredFormsToTheClassOutput() {
    assertEquals("", project.build("out", "ops/Twice.java", "nets/Net.java").output());
    assertEquals(outputWithLibrary(), project.resources("out"));
  }

  @Test
  void doesNotMindTheOrderOfTheFiles() {
    assertEquals("", project.build("out", "nets/Net.java", "ops/Twice.java").output());
    assertEquals(outputWithLibrary(), project.resources("out"));
  }

  @Test
  void givesNoWarnings() {
    Project.Ran javac =
        project.build(
            "out", "-Xlint:all,-processing", "-Werror", "ops/Twice.java", "nets/Net.java");
    assertEquals("", javac.output());
  }

  /** Claiming them would keep processors behind ours from being asked. */
  @Test
  void leavesItsAnnotationsToOtherProcessors() {
    List<String> said =
        project.build("out", "-Xlint:processing", "ops/Twice.java", "nets/Net.java").lines();
    assertTrue(said.get(0).contains("No processor claimed"), said::toString);
    assertTrue(said.get(0).contains("dev.demitasse.Operator"), said::toString);
    assertEquals(List.of("1 warning"), said.subList(1, said.size()));
  }

  /** The operator is not among the files then, and no annotation of it is processed. */
  @Test
  void findsAnOperatorOnTheSourcePath() {
    Project.Ran javac =
        project.build("out", "-sourcepath", ".", "-implicit:class", "nets/Net.java");
    assertEquals("", javac.output());
    assertEquals(Project.NET_OUTPUT, project.resources("out"));
  }

  /** Class files lie beside their sources then; so does the rest, wherever javac is run. */
  @Test
  void writesBesideTheSourcesWithoutAClassOutput() {
    project.with("elsewhere/here.txt", "");
    Project elsewhere = new Project(project.root().resolve("elsewhere"));
    Project.Ran javac =
        elsewhere.javac(
            "-processorpath", Project.processorPath(), "../ops/Twice.java", "../nets/Net.java");
    assertEquals("", javac.output());
    assertEquals(
        List.of(
            "elsewhere/here.txt",
            "nets/NetModel.weights",
            "nets/layer.npz",
            "nets/tvmgen_net.c",
            "nets/tvmgen_net.h",
            "nets/tvmgen_net.json",
            "nets/tvmgen_net_operators.h",
            "nets/tvmgen_net_weights.c",
            "ops/Twice.ir"),
        project.resources("."));
  }

  /** So the guide must say that {@code -processorpath} is needed: nothing of ours can say it. */
  @Test
  void isSkippedInSilenceOnTheClassPath() {
    assumeTrue(Runtime.version().feature() >= 23);
    String[] files = {
      "-cp", Project.processorPath(), "-d", "out", "ops/Twice.java", "nets/Net.java"
    };
    assertEquals("", project.javac(files).output());
    assertEquals(List.of(), project.resources("out"));
  }

  @Test
  void runsOnTheClassPathIfAsked() {
    assumeTrue(Runtime.version().feature() >= 23);
    String[] files = {
      "-cp", Project.processorPath(), "-proc:full", "-d", "out", "ops/Twice.java", "nets/Net.java"
    };
    assertEquals("", project.javac(files).output());
    assertEquals(outputWithLibrary(), project.resources("out"));
  }
}
