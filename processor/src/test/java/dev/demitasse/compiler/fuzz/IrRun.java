package dev.demitasse.compiler.fuzz;

import dev.demitasse.Tensor;
import dev.demitasse.compiler.driver.Observer;
import dev.demitasse.compiler.driver.Stage;
import dev.demitasse.compiler.graph.LowerNetwork;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.interp.Memory;
import dev.demitasse.compiler.interp.Trap;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.IrModule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps a program as the first and the last stage left it, and runs it in the interpreter. */
final class IrRun implements Observer {
  private static final long MAX_STEPS = 100_000_000;

  /** What is run, with its name among the configurations. */
  static final Map<Stage, String> STAGES =
      Map.of(
          Stage.INFER, "interpreter, specialised",
          Stage.LIFT_ALLOCATIONS, "interpreter, after the last pass");

  private final Map<Stage, NetworkGraph> graphs = new EnumMap<>(Stage.class);

  @Override
  public void lowered(NetworkDecl network, IrModule generic) {}

  @Override
  public void after(Stage stage, NetworkGraph graph) {
    if (STAGES.containsKey(stage)) {
      graphs.put(stage, graph);
    }
  }

  /** The first difference from what the program must make, by stage. */
  Map<Stage, String> differences(Program program, Outputs expected) {
    Map<Stage, String> differences = new EnumMap<>(Stage.class);
    graphs.forEach((stage, graph) -> {
      var lowered = LowerNetwork.run(graph);
      Interpreter interpreter = new Interpreter(lowered.module(), MAX_STEPS);
      for (Run run : Run.values()) {
        difference(program, lowered, interpreter, run, expected)
            .ifPresent(difference -> differences.putIfAbsent(stage, difference));
      }
    });
    return differences;
  }

  private static Optional<String> difference(
      Program program,
      dev.demitasse.compiler.graph.Program lowered,
      Interpreter interpreter,
      Run run,
      Outputs expected) {
    List<Memory> memory = new ArrayList<>();
    List<Tensor<?>> inputs = run.inputs(program);
    for (int i = 0; i < inputs.size(); i++) {
      Buffer port = lowered.inputs().get(i).buffer();
      memory.add(Memory.over(port.element(), inputs.get(i).toBytes()));
    }
    Buffer port = lowered.outputs().get(0).buffer();
    Memory output = Memory.undefined(port.element(), port.size());
    memory.add(output);
    try {
      interpreter.run(lowered.main(), memory);
    } catch (Trap trap) {
      return Optional.of(run + ": " + trap);
    }
    return expected.difference(run, output.bytes());
  }
}
