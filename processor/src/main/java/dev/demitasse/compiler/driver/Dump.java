package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.graph.LowerNetwork;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps what stages left of a network, as text: one file a stage, numbered in their order. A
 * function that is as in the file before stands there as a comment only. The main function shows
 * what the whole network would be if this were the last stage.
 */
public final class Dump implements Observer {
  private final Set<Stage> stages;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, String> shown = new HashMap<>();
  private String network = "";
  private int number;

  /** Keeps what these stages leave. */
  public Dump(Set<Stage> stages) {
    this.stages = Set.copyOf(stages);
  }

  /** Texts by their place: {@code digits/07-fuse-tails.ir}. */
  public Map<String, String> files() {
    return Collections.unmodifiableMap(files);
  }

  @Override
  public void lowered(NetworkDecl declaration, IrModule generic) {
    network = declaration.name();
    add(Stage.LOWERED, () -> generic);
  }

  @Override
  public void after(Stage stage, NetworkGraph graph) {
    add(stage, () -> LowerNetwork.run(graph).module());
  }

  private void add(Stage stage, Supplier<IrModule> module) {
    String file = "%s/%02d-%s.ir".formatted(network, number++, stage);
    if (stages.contains(stage)) {
      StringBuilder text = new StringBuilder("// " + network + ", " + stage + "\n");
      module.get().functions().values().forEach(f -> text.append('\n').append(entry(f)));
      files.put(file, text.toString());
    }
  }

  private String entry(PrimFunc f) {
    String text = Printer.text(f);
    boolean unchanged = text.equals(shown.put(f.symbol(), text));
    String head = text.substring(0, text.indexOf(" {\n"));
    return unchanged ? "// " + head + " (unchanged)\n" : text;
  }
}
