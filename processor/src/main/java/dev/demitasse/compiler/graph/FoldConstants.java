package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.interp.Memory;
import dev.demitasse.compiler.interp.Trap;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does at build time what needs nothing but weights: calls whose inputs are all constants. What
 * they write is a constant itself, and constants that nobody reads any more are gone. This holds
 * for external kernels, too: what they compute is what their Java says.
 */
public final class FoldConstants {
  private static final String NAME = "fold-constants";

  /** Some ten seconds; what takes longer is left to the device. */
  private static final long STEPS = 500_000_000;

  private final NetworkGraph graph;
  private final Map<Var, Constant> constants = new LinkedHashMap<>();
  private final Map<Var, Placement> placements = new HashMap<>();
  private final Set<Var> kept = new HashSet<>();
  private final List<Remark> remarks = new ArrayList<>();

  private FoldConstants(NetworkGraph graph) {
    this.graph = graph;
    graph.constants().forEach(c -> constants.put(c.buffer().data(), c));
    placements.putAll(graph.placements());
    graph.outputs().forEach(port -> kept.add(port.buffer().data()));
    graph.states().forEach(state -> kept.add(state.buffer().data()));
  }

  public static NetworkGraph run(NetworkGraph graph) {
    return new FoldConstants(graph).folded();
  }

  private NetworkGraph folded() {
    List<OperatorCall> calls = new ArrayList<>();
    for (OperatorCall call : graph.calls()) {
      if (!call.inputs().stream().allMatch(b -> constants.containsKey(b.data()))) {
        calls.add(call);
      } else if (call.outputs().stream().anyMatch(b -> kept.contains(b.data()))) {
        calls.add(call);
        missed(call, "writes an output or a state of the network");
      } else {
        try {
          List<Constant> results = results(call);
          results.forEach(c -> constants.put(c.buffer().data(), c));
          place(call);
          remarks.add(
              Remark.applied(NAME, call.title(), "needs nothing but weights", call.position()));
        } catch (Trap trap) {
          calls.add(call);
          missed(
              call, trap.reason() == Trap.Reason.STEPS ? "takes too long" : "a check of it fails");
        }
      }
    }
    NetworkGraph folded =
        calls.size() == graph.calls().size()
            ? graph
            : graph.with(calls, constants.values()).withPlacements(placements);
    return folded.withRemarks(remarks);
  }

  /** What is made of weights that are all in one pool goes there, too. */
  private void place(OperatorCall call) {
    List<Placement> places =
        call.inputs().stream().flatMap(b -> Stream.ofNullable(placements.get(b.data()))).toList();
    boolean together =
        !places.isEmpty()
            && places.size() == call.inputs().size()
            && places.stream().map(Placement::pool).distinct().count() == 1;
    for (Buffer output : call.outputs()) {
      placements.remove(output.data());
      if (together) {
        placements.put(output.data(), places.get(0));
      }
    }
  }

  private void missed(OperatorCall call, String reason) {
    remarks.add(Remark.missed(NAME, call.title(), reason, call.position()));
  }

  /**
   * What a call writes.
   *
   * @throws Trap if one of its checks fails or it takes too long
   */
  private List<Constant> results(OperatorCall call) {
    List<Constant> inputs =
        call.inputs().stream().map(b -> constants.get(b.data())).distinct().toList();
    Map<Var, Buffer> parameters = new LinkedHashMap<>();
    List<Memory> memory = new ArrayList<>();
    for (Constant c : inputs) {
      parameters.put(c.buffer().data(), c.buffer());
      memory.add(Memory.over(c.buffer().element(), c.data()));
    }
    List<Memory> outputs = new ArrayList<>();
    for (Buffer b : call.outputs()) {
      parameters.put(b.data(), b);
      outputs.add(Memory.undefined(b.element(), b.size()));
    }
    memory.addAll(outputs);
    List<PrimFunc> functions = new ArrayList<>(graph.helpers());
    functions.add(call.function());
    new Interpreter(IrModule.of(functions), STEPS).run(calling(call, parameters), memory);
    String sources = inputs.stream().map(Constant::source).collect(Collectors.joining("; "));
    String source = sources.isEmpty() ? call.title() : call.title() + " of " + sources;
    List<Constant> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(new Constant(call.outputs().get(i), source, outputs.get(i).bytes()));
    }
    return results;
  }

  private static PrimFunc calling(OperatorCall call, Map<Var, Buffer> parameters) {
    List<Expr> arguments = new ArrayList<>();
    call.arguments().forEach(b -> arguments.add(new Address(b)));
    arguments.addAll(call.scalars());
    Expr.Call run = new Expr.Call(call.function().symbol(), arguments, Type.VOID);
    return new PrimFunc(
        PrimFunc.Kind.FUNC,
        "fold",
        List.copyOf(parameters.keySet()),
        parameters,
        Type.VOID,
        new Seq(List.of(new Evaluate(run, Position.NONE))),
        call.position());
  }
}
