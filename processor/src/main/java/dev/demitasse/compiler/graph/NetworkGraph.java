package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.transform.ShareFunctions.Shared;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A network as a sequence of operator calls with every shape, type and attribute known. Tensors are
 * buffers; those that share their {@code data} share their memory. Each tensor is written by one
 * call, before any call that reads it; only states are written behind all calls that read them.
 *
 * @param name of the network in C
 * @param prefix what every C symbol begins with: {@code tvmgen_digits}
 * @param inputs brought by the caller
 * @param constants the weights that some call reads or some state begins with
 * @param states what lives from one run to the next
 * @param calls in the order in which they run
 * @param outputs whole results of calls, brought by the caller
 * @param helpers the functions from scalars to a scalar that those of the calls need, callees
 *     before callers
 * @param remarks of the passes that it has been through, in their order, each once
 * @param placements of what authors have placed, by its memory
 */
public record NetworkGraph(
    String name,
    String prefix,
    List<Port> inputs,
    List<Constant> constants,
    List<State> states,
    List<OperatorCall> calls,
    List<Port> outputs,
    List<PrimFunc> helpers,
    List<Remark> remarks,
    Map<Var, Placement> placements) {

  /**
   * A tensor by the name that it has for the caller.
   *
   * @param quantization what its elements stand for, if that is known
   */
  public record Port(String name, Buffer buffer, Optional<Quantization> quantization) {}

  /**
   * One step.
   *
   * @param title what it does, for a reader: {@code Conv2d, Relu}
   * @param label the same as part of a C name: {@code conv2d_relu}
   * @param function specialised; its parameters are the inputs, then the outputs, then scalars
   * @param inputs what it reads, in the order of the function's parameters
   * @param outputs what it writes, likewise
   * @param scalars constants, likewise
   * @param attributes numbers that the function was specialised for, by their names in Java
   * @param position of the call in the network
   */
  public record OperatorCall(
      String title,
      String label,
      PrimFunc function,
      List<Buffer> inputs,
      List<Buffer> outputs,
      List<Expr> scalars,
      Map<String, Expr> attributes,
      Position position) {
    public OperatorCall {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      scalars = List.copyOf(scalars);
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** A call without scalars or attributes. */
    public OperatorCall(
        String title,
        String label,
        PrimFunc function,
        List<Buffer> inputs,
        List<Buffer> outputs,
        Position position) {
      this(title, label, function, inputs, outputs, List.of(), Map.of(), position);
    }

    /** The same step with another function, and other places of what it touches. */
    OperatorCall with(PrimFunc newFunction, List<Buffer> newArguments) {
      return new OperatorCall(
          title,
          label,
          newFunction,
          newArguments.subList(0, inputs.size()),
          newArguments.subList(inputs.size(), newArguments.size()),
          scalars,
          attributes,
          position);
    }

    OperatorCall withFunction(PrimFunc newFunction) {
      return new OperatorCall(
          title, label, newFunction, inputs, outputs, scalars, attributes, position);
    }

    /** With a function that has more scalars. */
    OperatorCall with(Shared shared) {
      List<Expr> all = new ArrayList<>(scalars);
      all.addAll(shared.scalars());
      return new OperatorCall(
          title, label, shared.function(), inputs, outputs, all, attributes, position);
    }

    /** The external kernel that is called on the device, if it is one. */
    public Optional<Kernel> kernel() {
      return function
          .external()
          .map(name -> {
            List<Buffer> buffers = function.parameterBuffers();
            List<Var> parameters = function.parameters();
            return new Kernel(
                name,
                buffers.subList(0, inputs.size()),
                buffers.subList(inputs.size(), buffers.size()),
                parameters.subList(buffers.size(), parameters.size()),
                function.device());
          });
    }

    /** Everything it touches, in the order of the function's parameters. */
    public List<Buffer> arguments() {
      List<Buffer> all = new ArrayList<>(inputs);
      all.addAll(outputs);
      return all;
    }
  }

  public NetworkGraph {
    inputs = List.copyOf(inputs);
    constants = List.copyOf(constants);
    states = List.copyOf(states);
    calls = List.copyOf(calls);
    outputs = List.copyOf(outputs);
    helpers = List.copyOf(helpers);
    remarks = Remark.distinct(remarks);
    placements = Map.copyOf(placements);
  }

  /** A network that no pass has remarked on, and in which nothing is placed. */
  public NetworkGraph(
      String name,
      String prefix,
      List<Port> inputs,
      List<Constant> constants,
      List<State> states,
      List<OperatorCall> calls,
      List<Port> outputs,
      List<PrimFunc> helpers) {
    this(name, prefix, inputs, constants, states, calls, outputs, helpers, List.of(), Map.of());
  }

  /** Each distinct function through {@code pass}, once. */
  public NetworkGraph mapFunctions(UnaryOperator<PrimFunc> pass) {
    Map<PrimFunc, PrimFunc> done = new HashMap<>();
    List<OperatorCall> newCalls =
        calls.stream().map(c -> c.withFunction(done.computeIfAbsent(c.function(), pass))).toList();
    List<PrimFunc> newHelpers = helpers.stream().map(pass).toList();
    return with(constants, newCalls, newHelpers, remarks, placements);
  }

  /** With other calls, and those of these constants that they read or that states begin with. */
  public NetworkGraph with(List<OperatorCall> newCalls, Collection<Constant> constantsForThem) {
    List<Constant> read = read(constantsForThem, newCalls, states);
    return with(read, newCalls, helpers, remarks, placements);
  }

  /** The constants that calls read or that states begin with. */
  static List<Constant> read(
      Collection<Constant> constants, List<OperatorCall> calls, List<State> states) {
    Set<Var> wanted = new HashSet<>();
    calls.forEach(call -> call.inputs().forEach(b -> wanted.add(b.data())));
    states.stream()
        .flatMap(state -> state.initial().stream())
        .forEach(initial -> wanted.add(initial.buffer().data()));
    return constants.stream().filter(c -> wanted.contains(c.buffer().data())).toList();
  }

  public NetworkGraph withCalls(List<OperatorCall> newCalls) {
    return with(constants, newCalls, helpers, remarks, placements);
  }

  /** With other places of tensors, by their memory. */
  public NetworkGraph withPlacements(Map<Var, Placement> newPlacements) {
    return with(constants, calls, helpers, remarks, newPlacements);
  }

  private NetworkGraph with(
      List<Constant> newConstants,
      List<OperatorCall> newCalls,
      List<PrimFunc> newHelpers,
      List<Remark> newRemarks,
      Map<Var, Placement> newPlacements) {
    return new NetworkGraph(
        name,
        prefix,
        inputs,
        newConstants,
        states,
        newCalls,
        outputs,
        newHelpers,
        newRemarks,
        newPlacements);
  }

  /** The pool that something is placed in, if it is. */
  Optional<String> pool(Var data) {
    return Optional.ofNullable(placements.get(data)).map(Placement::pool);
  }

  /** With more remarks, behind those that are there. */
  public NetworkGraph withRemarks(List<Remark> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Remark> all = new ArrayList<>(remarks);
    all.addAll(more);
    return with(constants, calls, helpers, all, placements);
  }

  /**
   * The memory of all that calls touch: a buffer that is all of it, where some call has one, else
   * as many elements in a row as are touched.
   */
  Map<Var, Buffer> wholes() {
    Map<Var, Buffer> wholes = new LinkedHashMap<>();
    for (OperatorCall call : calls) {
      call.arguments().forEach(b -> wholes.merge(b.data(), extent(b), NetworkGraph::larger));
    }
    return wholes;
  }

  /** What a view needs of its memory, which begins before it. */
  private static Buffer extent(Buffer view) {
    int end = Math.toIntExact(((Expr.IntImm) view.offset()).value()) + view.reach();
    return view.isWhole() ? view : Buffer.over(view.data(), List.of(end));
  }

  private static Buffer larger(Buffer a, Buffer b) {
    return a.size() > b.size() || (a.size() == b.size() && a.rank() >= b.rank()) ? a : b;
  }
}
