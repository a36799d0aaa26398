package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network as functions for the device.
 *
 * @param name of the network in C
 * @param functions helpers, then operators, in the order of their first use; symbols are C names
 * @param references what external kernels do, and helpers that only these need, likewise: for runs
 *     at build time, not for the device
 * @param kernels the external kernels, by the symbols of their references
 * @param main allocates what lies between the operators and calls them one after another; its
 *     parameters are the inputs, the outputs, the constants and the states
 * @param inputs brought by the caller
 * @param outputs brought by the caller
 * @param states what lives from one run to the next
 * @param constants by their C names
 * @param titles what each operator does, for a reader, by its symbol
 * @param remarks of the passes that the network has been through
 * @param placements of what authors have placed, by its memory
 */
public record Program(
    String name,
    IrModule functions,
    IrModule references,
    Map<String, Kernel> kernels,
    PrimFunc main,
    List<Port> inputs,
    List<Port> outputs,
    List<State> states,
    Map<String, Constant> constants,
    Map<String, String> titles,
    List<Remark> remarks,
    Map<Var, Placement> placements) {

  /** What stands behind the prefix in C names that are no function's or constant's of these. */
  public static final List<String> RESERVED =
      List.of(
          "run",
          "reset",
          "map_inputs",
          "map_outputs",
          "on_devices",
          "profile",
          "profile_begin",
          "profile_end",
          "packed_run",
          "packed_reset",
          "get_c_metadata",
          "metadata",
          "inputs_info",
          "outputs_info",
          "pools_info",
          "module",
          "names",
          "funcs",
          "registry");

  public Program {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    states = List.copyOf(states);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    titles = Map.copyOf(titles);
    remarks = List.copyOf(remarks);
    placements = Map.copyOf(placements);
    kernels = Collections.unmodifiableMap(new LinkedHashMap<>(kernels));
  }

  /** The operators that are our own. */
  public List<PrimFunc> operators() {
    return functions.functions().values().stream().filter(PrimFunc::isOperator).toList();
  }

  /** What a call in the main function calls: an operator, or what stands for a kernel. */
  public PrimFunc callee(Call call) {
    return find(call.symbol()).orElseThrow();
  }

  /** The device that an operator or a kernel runs on, by its symbol. */
  public Optional<String> device(String symbol) {
    return find(symbol).flatMap(PrimFunc::device);
  }

  private Optional<PrimFunc> find(String symbol) {
    return functions.find(symbol).or(() -> references.find(symbol));
  }

  /** All devices, in the order of their first use. */
  public List<String> devices() {
    return main.body().statements().stream()
        .flatMap(s -> s instanceof Evaluate(Call call, var p) ? Stream.of(call) : Stream.of())
        .flatMap(call -> device(call.symbol()).stream())
        .distinct()
        .toList();
  }

  /** All functions, the main one last. */
  public IrModule module() {
    List<PrimFunc> all = new ArrayList<>(functions.functions().values());
    all.addAll(references.functions().values());
    all.add(main);
    return IrModule.of(all);
  }
}
