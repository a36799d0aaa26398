package dev.demitasse.compiler.frontend;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.Network;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Weights;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.tflite.TfliteException;
import dev.demitasse.compiler.tflite.TfliteWeights;
import dev.demitasse.compiler.weights.WeightFile;
import dev.demitasse.compiler.weights.WeightFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** The files that networks name; those with weights are read once each. */
final class WeightFiles {
  private final Elements elements;
  private final Trees trees;
  private final WeightSources places;
  private final Map<String, Optional<Weights>> read = new HashMap<>();

  WeightFiles(Elements elements, Trees trees, WeightSources places) {
    this.elements = elements;
    this.trees = trees;
    this.places = places;
  }

  /**
   * The file of a network; nothing if it names none, or if it cannot be read.
   *
   * @param blame if something is wrong with the file
   * @param mistakes takes what is wrong
   */
  Optional<Weights> of(TypeElement network, Position blame, List<Diagnostic> mistakes) {
    String name = network.getQualifiedName().toString();
    String file = network.getAnnotation(Network.class).weights();
    if (!read.containsKey(name)) {
      read.put(name, file.isEmpty() ? Optional.empty() : find(network, file, blame, mistakes));
    }
    return read.get(name);
  }

  private Optional<Weights> find(
      TypeElement network, String file, Position blame, List<Diagnostic> mistakes) {
    return content(network, file, blame, mistakes)
        .flatMap(bytes -> parsed(file, bytes, blame, mistakes));
  }

  /** What is in a file that a network names, wherever it lies; nothing if it is nowhere. */
  Optional<byte[]> content(
      TypeElement network, String file, Position blame, List<Diagnostic> mistakes) {
    String inPackage = elements.getPackageOf(network).getQualifiedName().toString();
    Optional<JavaFileObject> source =
        Optional.ofNullable(trees.getPath(Parts.declared(network)))
            .map(TreePath::getCompilationUnit)
            .map(unit -> unit.getSourceFile());
    Optional<byte[]> content = places.find(file, inPackage, source);
    if (content.isEmpty()) {
      mistakes.add(Diagnostic.of(Message.WEIGHT_FILE_MISSING, blame, file, places.places()));
    }
    return content;
  }

  private static Optional<Weights> parsed(
      String file, byte[] content, Position blame, List<Diagnostic> mistakes) {
    try {
      WeightFile parsed =
          TfliteWeights.isModel(file)
              ? TfliteWeights.parse(file, content)
              : WeightFile.parse(file, content);
      return Optional.of(new Weights(file, parsed.arrays(), parsed.holdsOnlyWeights()));
    } catch (WeightFileException e) {
      mistakes.add(Diagnostic.of(Message.WEIGHT_FILE, blame, e.problem(), e.fix()));
    } catch (TfliteException e) {
      e.problems()
          .forEach(
              p -> mistakes.add(Diagnostic.of(Message.WEIGHT_FILE, blame, p.problem(), p.fix())));
    }
    return Optional.empty();
  }
}
