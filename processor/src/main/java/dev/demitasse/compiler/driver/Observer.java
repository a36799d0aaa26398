package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.graph.LowerNetwork;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.ir.IrModule;
import java.util.List;

/** Looks on while networks are compiled: to dump the stages, or to verify them. */
public interface Observer {

  /** Does not look. */
  Observer NONE = (stage, graph) -> {};

  /** Verifies what a stage left; a defect is blamed on that stage. */
  Observer VERIFYING =
      (stage, graph) -> {
        Program program = LowerNetwork.run(graph);
        try {
          Verify.check(program.module());
        } catch (IllegalStateException defect) {
          throw new IllegalStateException("after " + stage + ": " + defect.getMessage(), defect);
        }
      };

  /** Is shown the functions that a network may call, as lowered from Java; the first stage. */
  default void lowered(NetworkDecl network, IrModule generic) {}

  /** Is shown what a later stage left. */
  void after(Stage stage, NetworkGraph graph);

  /** All of them, one after another. */
  static Observer of(List<Observer> observers) {
    return new Observer() {
      @Override
      public void lowered(NetworkDecl network, IrModule generic) {
        observers.forEach(o -> o.lowered(network, generic));
      }

      @Override
      public void after(Stage stage, NetworkGraph graph) {
        observers.forEach(o -> o.after(stage, graph));
      }
    };
  }
}
