package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.analysis.Moved;
import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.transform.Restride;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes calls that only move elements, where views can stand for what they make. A reshape or
 * slice is a view of what it reads. Of a concatenation, the parts are views of the whole, written
 * there by whoever makes them; of a pad, likewise, behind a fill. What cannot be a view is still
 * copied. No rewriting raises the memory that is needed at once.
 */
public final class RemoveCopies {
  private static final String PASS = "remove-copies";

  /** Where a part of a result belongs. */
  private record Place(Buffer part, Buffer view) {

    static Buffer in(Buffer memory, Moved.View view, List<Integer> shape) {
      Expr start = Expr.add(memory.offset(), Expr.int32(view.start()));
      return new Buffer(memory.data(), shape, view.strides(), start);
    }
  }

  private final Moves moves = new Moves();
  private final Map<PrimFunc, Optional<List<Moved>>> moved = new HashMap<>();
  private final Map<List<Object>, Optional<PrimFunc>> restrided = new HashMap<>();
  private final Set<Var> brought = new HashSet<>();
  private final Set<Var> outputs = new HashSet<>();
  private final Set<Var> states = new HashSet<>();
  private final boolean withPorts;
  private final List<Remark> remarks = new ArrayList<>();
  private NetworkGraph graph;
  private long peak;

  private RemoveCopies(NetworkGraph graph, boolean withPorts) {
    this.graph = graph;
    this.withPorts = withPorts;
    this.peak = Lives.of(graph, withPorts).peak();
    graph.inputs().forEach(port -> brought.add(port.buffer().data()));
    graph.constants().forEach(constant -> brought.add(constant.buffer().data()));
    graph.outputs().forEach(port -> outputs.add(port.buffer().data()));
    graph.states().forEach(state -> states.add(state.buffer().data()));
  }

  /**
   * The network without the copies.
   *
   * @param withPorts whether inputs and outputs lie in the workspace, too
   */
  public static NetworkGraph run(NetworkGraph graph, boolean withPorts) {
    RemoveCopies pass = new RemoveCopies(graph, withPorts);
    for (int i = 0; i < pass.graph.calls().size(); ) {
      boolean removed = pass.remove(i);
      i += removed ? 0 : 1;
    }
    return pass.graph.withRemarks(pass.remarks);
  }

  /** Whether the call is gone, or is another one now. */
  private boolean remove(int at) {
    OperatorCall call = graph.calls().get(at);
    Optional<List<Moved>> moves =
        call.scalars().isEmpty()
                && call.outputs().stream().allMatch(this::isAll)
                && call.outputs().stream().noneMatch(b -> states.contains(b.data()))
                && call.function().external().isEmpty()
                && call.function().device().isEmpty()
            ? moved.computeIfAbsent(call.function(), f -> Moved.of(f, call.outputs().size()))
            : Optional.empty();
    if (moves.isEmpty()) {
      return false;
    }
    Optional<List<OperatorCall>> asViews = resultsAsViews(at, moves.get());
    if (accept(asViews)) {
      remark(Remark.Kind.APPLIED, call, "what it makes is a view");
      return true;
    }
    Optional<List<OperatorCall>> ofViews =
        moves.get().size() == 1 ? partsAsViews(at, moves.get().get(0)) : Optional.empty();
    if (accept(ofViews)) {
      remark(Remark.Kind.APPLIED, call, "its parts are made where they belong");
      return true;
    }
    remark(
        Remark.Kind.MISSED,
        call,
        asViews.isPresent() || ofViews.isPresent()
            ? "views would keep more alive at once"
            : "what it reads or makes is needed as a tensor of its own");
    return false;
  }

  private void remark(Remark.Kind kind, OperatorCall call, String reason) {
    remarks.add(new Remark(PASS, kind, call.title(), reason, call.position()));
  }

  private boolean accept(Optional<List<OperatorCall>> calls) {
    if (calls.isEmpty()) {
      return false;
    }
    NetworkGraph rewritten = graph.withCalls(calls.get());
    long needed = Lives.of(rewritten, withPorts).peak();
    if (needed > peak) {
      return false;
    }
    peak = needed;
    graph = rewritten;
    return true;
  }

  /** Whether this is all of its memory. */
  private boolean isAll(Buffer tensor) {
    return tensor.isWhole() && tensor.size() == graph.wholes().get(tensor.data()).size();
  }

  // ---- Results as views of what they are made of ----

  private Optional<List<OperatorCall>> resultsAsViews(int at, List<Moved> moves) {
    OperatorCall call = graph.calls().get(at);
    List<OperatorCall> others = new ArrayList<>(graph.calls());
    others.remove(at);
    Optional<List<OperatorCall>> calls = Optional.of(others);
    for (int i = 0; i < moves.size(); i++) {
      Buffer result = call.outputs().get(i);
      Optional<Buffer> view = asView(call, moves.get(i), result);
      calls = calls.flatMap(c -> view.flatMap(v -> placed(c, result, v)));
    }
    return calls;
  }

  private Optional<Buffer> asView(OperatorCall call, Moved moves, Buffer result) {
    if (moves.sources().size() != 1 || outputs.contains(result.data())) {
      return Optional.empty();
    }
    int source = moves.sources().get(0);
    Buffer from = call.inputs().get(source);
    return isOverwrittenBefore(from.data(), result.data())
        ? Optional.empty()
        : moves.resultIn(source, result.shape()).map(view -> Place.in(from, view, result.shape()));
  }

  /** Whether a state gets its new values before the last call that reads {@code result}. */
  private boolean isOverwrittenBefore(Var state, Var result) {
    List<OperatorCall> calls = graph.calls();
    boolean overwritten = false;
    for (OperatorCall call : calls) {
      overwritten |= states.contains(state) && isAmong(call.outputs(), state);
      if (overwritten && isAmong(call.inputs(), result)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAmong(List<Buffer> buffers, Var data) {
    return buffers.stream().anyMatch(b -> b.data() == data);
  }

  // ---- What is put together as views of the result ----

  private Optional<List<OperatorCall>> partsAsViews(int at, Moved moves) {
    OperatorCall call = graph.calls().get(at);
    Buffer result = call.outputs().get(0);
    List<Place> places = new ArrayList<>();
    for (int source : moves.sources()) {
      Buffer part = call.inputs().get(source);
      Optional<Moved.View> view = moves.inResult(source, part.shape());
      if (view.isEmpty()) {
        return Optional.empty();
      }
      places.add(new Place(part, Place.in(result, view.get(), part.shape())));
    }
    // All parts are copied one by one, and then those that can be are made where they belong.
    List<OperatorCall> calls = new ArrayList<>(graph.calls());
    calls.remove(at);
    calls.addAll(
        at,
        places.stream().map(p -> this.moves.copy(p.part(), p.view(), call.position())).toList());
    int next = at;
    int first = at;
    Set<Var> placed = new HashSet<>();
    for (Place place : places) {
      List<OperatorCall> others = new ArrayList<>(calls);
      others.remove(next);
      Optional<List<OperatorCall>> made =
          isPrivate(place.part()) && !placed.contains(place.part().data())
              ? placed(others, place.part(), place.view())
              : Optional.empty();
      if (made.isPresent()) {
        first = Math.min(first, maker(calls, place.part().data()));
        placed.add(place.part().data());
        calls = made.get();
      } else {
        next++;
      }
    }
    if (placed.isEmpty()) {
      return Optional.empty();
    }
    if (moves.fill().isPresent()) {
      calls.add(first, this.moves.fill(result, moves.fill().get(), call.position()));
    }
    return Optional.of(calls);
  }

  /** Whether this is a whole tensor that lies between operators. */
  private boolean isPrivate(Buffer tensor) {
    Var data = tensor.data();
    return isAll(tensor)
        && !brought.contains(data)
        && !outputs.contains(data)
        && !states.contains(data);
  }

  /** The index of the first call that writes a tensor. */
  private static int maker(List<OperatorCall> calls, Var data) {
    int i = 0;
    while (!isAmong(calls.get(i).outputs(), data)) {
      i++;
    }
    return i;
  }

  // ---- Placing ----

  /** The calls with a view in place of a whole tensor, if all that touch it can have it there. */
  private Optional<List<OperatorCall>> placed(
      List<OperatorCall> calls, Buffer tensor, Buffer view) {
    if (!graph.pool(tensor.data()).equals(graph.pool(view.data()))) {
      return Optional.empty(); // the author wants them in different memory
    }
    List<OperatorCall> result = new ArrayList<>();
    for (OperatorCall call : calls) {
      Optional<OperatorCall> there = placed(call, tensor.data(), view);
      if (there.isEmpty()) {
        return Optional.empty();
      }
      result.add(there.get());
    }
    return Optional.of(result);
  }

  private Optional<OperatorCall> placed(OperatorCall call, Var tensor, Buffer view) {
    List<Buffer> arguments = new ArrayList<>(call.arguments());
    PrimFunc function = call.function();
    for (int i = 0; i < arguments.size(); i++) {
      Buffer b = arguments.get(i);
      if (b.data() != tensor) {
        continue;
      }
      if (function.external().isPresent()) {
        return Optional.empty(); // kernels may want more of an address than an element's alignment
      }
      if (view.isContiguous()) {
        Expr start = Expr.add(view.offset(), b.offset());
        arguments.set(i, new Buffer(view.data(), b.shape(), b.strides(), start));
      } else if (b.isWhole() && b.size() == view.size()) {
        Optional<PrimFunc> there = restrided(function, i, view);
        if (there.isEmpty()) {
          return Optional.empty();
        }
        function = there.get();
        arguments.set(i, view);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(call.with(function, arguments));
  }

  private Optional<PrimFunc> restrided(PrimFunc f, int parameter, Buffer view) {
    return restrided.computeIfAbsent(
        List.of(f, parameter, view.shape(), view.strides()),
        key -> Restride.run(f, parameter, view.shape(), view.strides()));
  }
}
