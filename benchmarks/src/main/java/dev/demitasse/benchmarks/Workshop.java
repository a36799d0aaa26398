package dev.demitasse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where models are compiled, each only once in the same way. */
final class Workshop {
  private final Path root;
  private final Map<List<String>, Generated> generated = new HashMap<>();
  private int folders;

  /**
   * A workshop in a folder.
   *
   * @param root an empty folder
   */
  Workshop(Path root) {
    this.root = root;
  }

  /** Returns a new folder for something of a model. */
  Path folder(TrainedModel model, String what) throws IOException {
    folders++;
    return Files.createDirectories(
        root.resolve(model.name()).resolve("%03d-%s".formatted(folders, what)));
  }

  /** Returns the C of a model, generated with some options of the compiler. */
  Generated generated(TrainedModel model, List<String> options) throws IOException {
    List<String> key = new ArrayList<>(options);
    key.add(model.name());
    if (!generated.containsKey(key)) {
      generated.put(key, Generated.of(model, options, folder(model, "java")));
    }
    return generated.get(key);
  }
}
