package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.function.UnaryOperator;

/** A network on its way through the stages, of which an observer is shown each. */
final class Stages {
  private final Observer observer;
  private NetworkGraph graph;

  Stages(NetworkGraph inferred, Observer observer) {
    this.graph = inferred;
    this.observer = observer;
    observer.after(Stage.INFER, inferred);
  }

  /** As the last stage left it. */
  NetworkGraph graph() {
    return graph;
  }

  /** A stage that looks at one function at a time. */
  void each(Stage stage, UnaryOperator<PrimFunc> pass) {
    all(stage, g -> g.mapFunctions(pass));
  }

  /** A stage that looks at the whole network. */
  void all(Stage stage, UnaryOperator<NetworkGraph> pass) {
    graph = pass.apply(graph);
    observer.after(stage, graph);
  }
}
