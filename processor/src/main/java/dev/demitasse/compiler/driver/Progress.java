package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.ir.IrModule;
import java.time.Duration;
import java.util.function.Consumer;

/** Says from time to time where a network is that takes long to compile. */
public final class Progress implements Observer {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Consumer<String> user;
  private final long begun = System.nanoTime();
  private long said = begun;

  /**
   * Of one network, or of several one after another.
   *
   * @param user is told, in one line
   */
  public Progress(Consumer<String> user) {
    this.user = user;
  }

  @Override
  public void lowered(NetworkDecl network, IrModule generic) {}

  @Override
  public void after(Stage stage, NetworkGraph graph) {
    long now = System.nanoTime();
    if (now - said > INTERVAL.toNanos()) {
      said = now;
      user.accept(
          "network '%s': %s is done, after %d s"
              .formatted(graph.name(), stage, Duration.ofNanos(now - begun).toSeconds()));
    }
  }
}
