package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A network that has something of everything: a weight, a state that begins with one, a view, an
 * operator with memory of its own.
 *
 * @param output of javac
 */
record Described(Path output) {
  private static final String BLEND =
      """
      package ops;

      import dev.demitasse.F32;
      import dev.demitasse.Operator;

      @Operator
      public final class Blend {
        public static F32 apply(F32 x, F32 w) {
          F32 sums = F32.zeros(x.dim(0));
          for (int i = 0; i < x.dim(0); i++) {
            for (int j = 0; j < x.dim(1); j++) {
              sums.set(i, sums.at(i) + x.at(i, j));
            }
          }
          F32 y = F32.zeros(x.dim(0), x.dim(1));
          for (int i = 0; i < x.dim(0); i++) {
            for (int j = 0; j < x.dim(1); j++) {
              y.set(i, j, sums.at(i) * w.at(i, j) - x.at(i, j));
            }
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
      import dev.demitasse.State;
      import dev.demitasse.Weight;
      import ops.Blend;

      @Network(weights = "layer.npz")
      public class Net {
        @Weight F32 kernel;
        @State F32 last = F32.zeros(2, 3);
        @State("bias") F32 first;

        public F32 run(@Shape({2, 3}) F32 x, @Shape({5, 3}) F32 more) {
          F32 h = Blend.apply(Blend.apply(x, kernel), more.slice(0, 2, 2));
          F32 y = Blend.apply(Blend.apply(h, last), first.broadcastTo(2, 3));
          last = h;
          first = y.slice(0, 0, 1).reshape(3);
          return y;
        }
      }
      """;

  private static final String POOLS =
      """
      @dev.demitasse.Pool(name = "dtcm", bytes = 64, alignment = 8)
      @dev.demitasse.Pool(name = "sram", bytes = 4096, alignment = 32, memory = "static")
      @dev.demitasse.Pool(name = "dram", memory = "caller")
      @dev.demitasse.Pool(name = "tcm", holds = "constants", bytes = 24, section = ".tcm")
      @dev.demitasse.Pool(name = "qspi", holds = "constants", memory = "caller")
      """;

  /** Compiles it in an empty folder. */
  static Described in(Path folder, String... options) {
    return of(NET, folder, options);
  }

  /** Compiles it with pools of its own: caller's and static ones for tensors, and for weights. */
  static Described pooled(Path folder, String... options) {
    String placed = "@dev.demitasse.Placed(\"%s\") ";
    return of(
        NET.replace("@Network", POOLS + "@Network")
            .replace("@State F32", "@State " + placed.formatted("sram") + "F32")
            .replace("F32 h =", placed.formatted("dram") + "F32 h ="),
        folder,
        options);
  }

  private static Described of(String network, Path folder, String... options) {
    Project project =
        new Project(folder)
            .with("ops/Blend.java", BLEND)
            .with("nets/Net.java", network)
            .withWeights("nets");
    try {
      Path out = Files.createDirectories(folder.resolve("out"));
      List<Path> sources =
          List.of(folder.resolve("ops/Blend.java"), project.root().resolve("nets/Net.java"));
      assertEquals(List.of(), JavacRun.of(out, sources, options).errors());
      return new Described(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that was written. */
  Path file(String path) {
    return output.resolve("META-INF/demitasse").resolve(path);
  }

  String text(String path) {
    try {
      return Files.readString(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonObject json(String path) {
    return JsonParser.parseString(text(path)).getAsJsonObject();
  }
}
