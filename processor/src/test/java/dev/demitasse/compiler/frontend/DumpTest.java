package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.driver.Stage;
import dev.demitasse.compiler.ir.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of the stages with the option {@code dump}. */
class DumpTest {
  private static final String CLIP =
      """
      package ops;

      import dev.demitasse.F32;
      import dev.demitasse.Operator;

      @Operator
      public final class Clip {
        public static F32 apply(F32 x) {
          F32 y = F32.zeros(x.shape());
          for (int i = 0; i < x.size(); i++) {
            y.set(i, Math.min(x.at(i), 1));
          }
          return y;
        }
      }
      """;
  private static final String NET =
      """
      package nets;

      import dev.demitasse.F32;
      import dev.demitasse.Network;
      import dev.demitasse.Shape;
      import ops.Clip;

      @Network
      public class Net {
        public F32 run(@Shape({3}) F32 x) {
          return Clip.apply(x);
        }
      }
      """;

  private final Path folder;
  private final Project project;

  DumpTest(@TempDir Path folder) {
    this.folder = folder;
    project = new Project(folder).with("ops/Clip.java", CLIP).with("nets/Net.java", NET);
  }

  private Project.Ran build(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("ops/Clip.java", "nets/Net.java"));
    return project.build("out", all.toArray(String[]::new));
  }

  private List<String> dumped() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out/META-INF/demitasse/ir/net"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve("out/META-INF/demitasse/ir/net").resolve(file));
  }

  @Test
  void writesTheStagesThatAreNamed() throws IOException {
    assertEquals("", build("-Ademitasse.dump=lowered,drop-proved,lower-min-max").output());
    assertEquals(3, dumped().size());
    assertEquals(
        """
        // net, drop-proved

        operator "tvmgen_net_clip"(x: f32[3], y: f32[3]) -> void {
          for i in 0 to 3 {
            y[i] = 0x0.0p0:f32
          }
          for i.1 in 0 to 3 {
            y[i.1] = min(x[i.1], 0x1.0p0:f32)
          }
        }

        func "tvmgen_net_run"(x: f32[3], clip: f32[3]) -> void {
          call<void> "tvmgen_net_clip"(address(x), address(clip))
        }
        """,
        text(dumped().get(1)));
    assertTrue(text(dumped().get(0)).contains("\noperator \"ops.Clip.apply("), dumped()::toString);
  }

  @Test
  void functionsThatAStageLeftAloneAreNotRepeated() throws IOException {
    build("-Ademitasse.dump=simplify");
    String second = text(dumped().get(1));
    assertTrue(
        second.contains(
            "\n// func \"tvmgen_net_run\"(x: f32[3], clip: f32[3]) -> void (unchanged)\n"),
        second);
  }

  @Test
  void everyStageIsWrittenAndCanBeRead() throws IOException {
    build("-Ademitasse.dump=all");
    assertEquals("00-lowered.ir", dumped().get(0));
    assertEquals("01-infer.ir", dumped().get(1));
    for (String file : dumped()) {
      Parser.parse("Net.java", text(file));
    }
  }

  @Test
  void stagesBeforeAMistakeAreWritten() throws IOException {
    project.with("ops/Clip.java", CLIP.replace("x.at(i)", "x.at(i + 1)"));
    assertEquals(1, build("-Ademitasse.dump=all").exit());
    assertEquals(List.of("00-lowered.ir", "01-infer.ir", "02-simplify.ir"), dumped());
  }

  @Test
  void saysWhichStagesThereAre() {
    String output = build("-Ademitasse.dump=infer,tile").output();
    assertTrue(
        output.startsWith(
            """
            error: [option] option 'demitasse.dump' has the value 'tile'
                reason: it can be: all, none, lowered, infer, simplify, drop-proved,\
            """),
        output);
  }

  @Test
  void theGuideExplainsEveryStage() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "guide", "compiler.md"));
    for (Stage stage : Stage.values()) {
      assertTrue(guide.contains("\n| `" + stage + "` | "), stage::toString);
    }
  }
}
