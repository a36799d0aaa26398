package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.analysis.ProveAccesses;
import dev.demitasse.compiler.codegen.CSources;
import dev.demitasse.compiler.codegen.EmitC;
import dev.demitasse.compiler.codegen.Target;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Specialiser;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.FuseTails;
import dev.demitasse.compiler.graph.Infer;
import dev.demitasse.compiler.graph.LowerNetwork;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.plan.MemoryPlan;
import dev.demitasse.compiler.transform.DropProved;
import dev.demitasse.compiler.transform.FlattenBuffers;
import dev.demitasse.compiler.transform.LegalizeIntegers;
import dev.demitasse.compiler.transform.LiftAllocations;
import dev.demitasse.compiler.transform.LowerMac;
import dev.demitasse.compiler.transform.LowerMinMax;
import dev.demitasse.compiler.transform.RemoveDeadStores;
import dev.demitasse.compiler.transform.Simplify;
import dev.demitasse.compiler.transform.SplitLinearLoops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a network and the Java that it is made of to C: the list of all stages. */
public final class Compiler {

  private Compiler() {}

  /** A compiled network. */
  public record Compiled(Program program, MemoryPlan plan, CSources sources) {}

  /**
   * Compiles one network.
   *
   * @param weights the values of its fields, by name
   * @param generic everything it may call, as lowered from Java
   * @param observer is shown each function after each stage
   * @throws dev.demitasse.compiler.diagnostic.UserError if the network is wrong
   */
  public static Compiled compile(
      NetworkDecl network,
      Map<String, Constant> weights,
      IrModule generic,
      Target target,
      Observer observer) {
    Specialiser specialiser = new Specialiser(generic);
    String prefix = "tvmgen_" + network.name();

    NetworkGraph graph = Infer.run(network, weights, generic, specialiser);
    graph = graph.mapFunctions(f -> observer.after("simplify", Simplify.run(f)));
    prove(graph, specialiser.scalarFunctions().all(), network.position());
    graph = graph.mapFunctions(f -> observer.after("drop-proved", DropProved.run(f)));
    graph = graph.mapFunctions(f -> observer.after("remove-dead-stores", RemoveDeadStores.run(f)));
    graph = FuseTails.run(graph);
    graph = graph.mapFunctions(f -> lower(f, target, observer));
    List<PrimFunc> helpers =
        specialiser.scalarFunctions().all().stream()
            .map(DropProved::run)
            .map(f -> lower(f, target, observer))
            .toList();
    Program program = LowerNetwork.run(graph, helpers, prefix);
    MemoryPlan plan = PlanMemory.run(program.main(), target.alignment());
    return new Compiled(program, plan, EmitC.run(program, plan, target, prefix));
  }

  /** Every access and division is safe, or this is where the user is told. */
  private static void prove(NetworkGraph graph, List<PrimFunc> helpers, Position network) {
    Map<PrimFunc, Position> callers = new LinkedHashMap<>();
    graph.calls().forEach(call -> callers.putIfAbsent(call.function(), call.position()));
    helpers.forEach(helper -> callers.put(Simplify.run(helper), network));
    List<Diagnostic> unproved = new ArrayList<>();
    callers.forEach((f, call) -> {
      List<Diagnostic.Call> path = List.of(new Diagnostic.Call(f.userName(), call));
      ProveAccesses.of(f).forEach(d -> unproved.add(d.calledFrom(path)));
    });
    if (!unproved.isEmpty()) {
      throw new UserError(unproved);
    }
  }

  /** From a specialised function to one that can be printed. */
  private static PrimFunc lower(PrimFunc f, Target target, Observer observer) {
    PrimFunc g = f;
    g = observer.after("lower-mac", LowerMac.run(g, target.fusedMac()));
    g = observer.after("simplify", Simplify.run(g));
    g = observer.after("split-linear-loops", SplitLinearLoops.run(g));
    g = observer.after("simplify", Simplify.run(g));
    g = observer.after("lower-min-max", LowerMinMax.run(g));
    g = observer.after("flatten-buffers", FlattenBuffers.run(g));
    g = observer.after("simplify", Simplify.run(g));
    g = observer.after("legalize-integers", LegalizeIntegers.run(g));
    return observer.after("lift-allocations", LiftAllocations.run(g));
  }
}
