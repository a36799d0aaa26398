package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.analysis.Guard;
import dev.demitasse.compiler.analysis.ProveAccesses;
import dev.demitasse.compiler.analysis.ProveTermination;
import dev.demitasse.compiler.codegen.CSources;
import dev.demitasse.compiler.codegen.EmitC;
import dev.demitasse.compiler.codegen.Interface;
import dev.demitasse.compiler.codegen.NetworkReport;
import dev.demitasse.compiler.codegen.Plans;
import dev.demitasse.compiler.codegen.Saving;
import dev.demitasse.compiler.codegen.Target;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.graph.Examples;
import dev.demitasse.compiler.graph.FoldConstants;
import dev.demitasse.compiler.graph.FuseTails;
import dev.demitasse.compiler.graph.Infer;
import dev.demitasse.compiler.graph.LowerNetwork;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.graph.NetworkObject;
import dev.demitasse.compiler.graph.OrderCalls;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.RemoveCopies;
import dev.demitasse.compiler.graph.ShareCalls;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.transform.BindBounds;
import dev.demitasse.compiler.transform.DropProved;
import dev.demitasse.compiler.transform.FlattenBuffers;
import dev.demitasse.compiler.transform.LegalizeIntegers;
import dev.demitasse.compiler.transform.LiftAllocations;
import dev.demitasse.compiler.transform.LowerMinMax;
import dev.demitasse.compiler.transform.RemoveDeadStores;
import dev.demitasse.compiler.transform.Simplify;
import dev.demitasse.compiler.transform.SplitLinearLoops;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a network and the Java that it is made of to C: the list of all stages. */
public final class Compiler {

  private Compiler() {}

  /** A compiled network. */
  public record Compiled(Program program, Plans plans, CSources sources, Report report) {}

  /**
   * Compiles one network.
   *
   * @param object what its constructor made, with weights and states
   * @param generic everything it may call, as lowered from Java
   * @param firmware how it calls the network
   * @param observer is shown what each stage has made
   * @throws dev.demitasse.compiler.diagnostic.UserError if the network is wrong
   */
  public static Compiled compile(
      NetworkDecl network,
      NetworkObject object,
      IrModule generic,
      Target target,
      Interface firmware,
      Observer observer) {
    observer.lowered(network, generic);
    NetworkGraph inferred =
        Infer.run(network, object, generic, target.fusedMac(), firmware.prefix());
    CheckPlacements.run(inferred, firmware);
    Stages stages = new Stages(inferred, observer);
    stages.each(Stage.SIMPLIFY, Simplify::run);
    prove(inferred, stages.graph(), network.position());
    stages.each(Stage.DROP_PROVED, f -> DropProved.run(Guard.run(f)));
    stages.all(Stage.FOLD_CONSTANTS, FoldConstants::run);
    stages.each(Stage.REMOVE_DEAD_STORES, RemoveDeadStores::run);
    stages.all(Stage.FUSE_TAILS, FuseTails::run);
    stages.each(Stage.SIMPLIFY, Simplify::run);
    if (target.savings().contains(Saving.VIEWS)) {
      stages.all(Stage.REMOVE_COPIES, g -> RemoveCopies.run(g, firmware.workspaceIo()));
    }
    if (target.savings().contains(Saving.ORDER)) {
      stages.all(Stage.ORDER_CALLS, g -> OrderCalls.run(g, firmware.workspaceIo()));
    }
    stages.each(Stage.SPLIT_LINEAR_LOOPS, SplitLinearLoops::run);
    stages.each(Stage.SIMPLIFY, Simplify::run);
    stages.each(Stage.LOWER_MIN_MAX, LowerMinMax::run);
    stages.each(Stage.FLATTEN_BUFFERS, FlattenBuffers::run);
    stages.each(Stage.SIMPLIFY, Simplify::run);
    stages.each(Stage.LEGALIZE_INTEGERS, LegalizeIntegers::run);
    stages.each(Stage.BIND_BOUNDS, BindBounds::run);
    stages.each(Stage.LIFT_ALLOCATIONS, LiftAllocations::run);
    stages.all(Stage.SHARE_FUNCTIONS, ShareCalls::run);
    Program program = LowerNetwork.run(stages.graph());
    Plans plans = PlanPools.run(program, target, firmware);
    CSources sources = EmitC.run(program, plans, target, firmware);
    Report report = NetworkReport.of(program, plans, target, firmware, sources, network.limits());
    List<Diagnostic> tooMuch = new ArrayList<>(CheckPools.of(report, program, plans));
    network.limits().ifPresent(limits -> tooMuch.addAll(CheckBudget.of(report, limits, target)));
    if (!tooMuch.isEmpty()) {
      throw new UserError(tooMuch);
    }
    return new Compiled(program, plans, sources, report);
  }

  /**
   * Proves the operators that an example calls, for its shapes.
   *
   * @param generic everything it may call, as lowered from Java
   * @throws UserError if one cannot have these shapes, or cannot be proved
   */
  public static void check(PrimFunc example, IrModule generic, Target target) {
    List<Proof> proofs = new ArrayList<>();
    Examples.run(example, generic, target.fusedMac())
        .forEach((f, call) -> proofs.add(new Proof(f, Simplify.run(f), call)));
    prove(proofs);
  }

  private static void prove(NetworkGraph inferred, NetworkGraph simplified, Position network) {
    Map<PrimFunc, Proof> proofs = new LinkedHashMap<>();
    for (int i = 0; i < inferred.calls().size(); i++) {
      OperatorCall call = inferred.calls().get(i);
      PrimFunc after = simplified.calls().get(i).function();
      proofs.putIfAbsent(after, new Proof(call.function(), after, call.position()));
    }
    for (int i = 0; i < inferred.helpers().size(); i++) {
      PrimFunc after = simplified.helpers().get(i);
      proofs.put(after, new Proof(inferred.helpers().get(i), after, network));
    }
    prove(proofs.values());
  }

  /**
   * Every access and division is safe and every loop ends, or this is where the user is told: once
   * for each place, however many shapes and rounds of unrolled loops it is wrong for.
   */
  private static void prove(Collection<Proof> proofs) {
    Map<String, Diagnostic> unproved = new LinkedHashMap<>();
    for (Proof proof : proofs) {
      PrimFunc f = proof.inferred();
      List<Diagnostic.Call> path = List.of(new Diagnostic.Call(f.userName(), proof.call()));
      proof.unproved().forEach(d -> unproved.putIfAbsent(place(d), d.calledFrom(path)));
    }
    if (!unproved.isEmpty()) {
      throw new UserError(List.copyOf(unproved.values()));
    }
  }

  /** A function that is to be proved, in two forms, and the place of its call. */
  private record Proof(PrimFunc inferred, PrimFunc simplified, Position call) {

    /**
     * What can be proved in neither form. What is known lets much be simplified, such as a guard
     * that always holds, and that may have been what showed the rest to be safe.
     */
    List<Diagnostic> unproved() {
      List<Diagnostic> left = of(simplified);
      Set<String> before =
          left.isEmpty()
              ? Set.of()
              : of(inferred).stream().map(Compiler::place).collect(Collectors.toSet());
      return left.stream()
          .filter(d -> !d.position().isKnown() || before.contains(place(d)))
          .toList();
    }

    private static List<Diagnostic> of(PrimFunc f) {
      return Stream.concat(accesses(f).stream(), ProveTermination.of(f).stream()).toList();
    }
  }

  /** Of a checked operator, what is not proved will be asserted. */
  private static List<Diagnostic> accesses(PrimFunc f) {
    return f.kind() == PrimFunc.Kind.CHECKED ? List.of() : ProveAccesses.of(f);
  }

  private static String place(Diagnostic d) {
    Position p = d.position();
    return d.message()
        + (p.isKnown()
            ? " %s:%s:%s".formatted(p.file(), p.line(), p.column())
            : " " + d.arguments());
  }
}
