package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.ir.IrModule;
import java.util.List;

/** Looks on while one network is compiled: {@link Dump}, {@link Verification}. */
public interface Observer {

  /** Is shown the functions that the network may call, as lowered from Java: the first stage. */
  void lowered(NetworkDecl network, IrModule generic);

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
