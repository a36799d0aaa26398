package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where the elements of a result come from, if its function only moves elements and fills: as
 * reshapes, slices, concatenations and pads do.
 */
public final class Moved extends Trace {
  private static final int STEP_LIMIT = 1 << 23;
  private static final int FILLED = -1;
  private static final int UNKNOWN = -2;

  private final List<Var> parameters;
  private final int[] from;
  private final int[] position;
  private Optional<Expr> fill = Optional.empty();
  private boolean sure = true;

  /** Elements of a row-major tensor as a view: where its first one lies, and its strides. */
  public record View(int start, List<Integer> strides) {}

  private Moved(List<Var> parameters, Buffer result) {
    super(Set.of(result.data()), STEP_LIMIT);
    this.parameters = parameters;
    this.from = new int[result.size()];
    this.position = new int[result.size()];
    Arrays.fill(from, UNKNOWN);
  }

  /**
   * What a function moves to each of its results, if it does nothing else.
   *
   * @param results how many there are: its last parameters
   */
  public static Optional<List<Moved>> of(PrimFunc f, int results) {
    List<Buffer> buffers = f.parameterBuffers();
    List<Buffer> written = buffers.subList(buffers.size() - results, buffers.size());
    if (buffers.size() < f.parameters().size() || !onlyMoves(f, written)) {
      return Optional.empty();
    }
    List<Moved> all = new ArrayList<>();
    for (Buffer result : written) {
      Moved moved = new Moved(f.parameters(), result);
      moved.visit(f.body());
      if (!moved.sure || !moved.sources().stream().allMatch(k -> k < buffers.size() - results)) {
        return Optional.empty();
      }
      all.add(moved);
    }
    return all.stream().anyMatch(m -> Arrays.stream(m.from).anyMatch(k -> k == UNKNOWN))
        ? Optional.empty()
        : Optional.of(all);
  }

  /** Says no at a glance for most functions. */
  private static boolean onlyMoves(PrimFunc f, List<Buffer> results) {
    boolean[] moves = {results.stream().allMatch(Buffer::isWhole)};
    Walk.stmts(
        f.body(),
        s -> {
          moves[0] &= !(s instanceof Assert);
          if (s instanceof BufferStore store) {
            moves[0] &=
                results.stream().anyMatch(b -> b.data() == store.buffer().data())
                    && (store.value() instanceof BufferLoad
                        || store.value() instanceof IntImm
                        || store.value() instanceof FloatImm);
          }
        });
    return moves[0];
  }

  /** The value of the elements that come from no parameter, if there are any. */
  public Optional<Expr> fill() {
    return Arrays.stream(from).anyMatch(k -> k == FILLED) ? fill : Optional.empty();
  }

  /** The parameters, by their indices, that elements come from. */
  public List<Integer> sources() {
    return Arrays.stream(from).filter(k -> k >= 0).distinct().boxed().toList();
  }

  /**
   * The result as a view of a parameter, which all of it comes from.
   *
   * @param shape of the result
   */
  public Optional<View> resultIn(int parameter, List<Integer> shape) {
    return Arrays.stream(from).allMatch(k -> k == parameter)
        ? view(position, shape)
        : Optional.empty();
  }

  /**
   * A parameter as a view of the result, in which each of its elements is once.
   *
   * @param shape of the parameter, which is row-major
   */
  public Optional<View> inResult(int parameter, List<Integer> shape) {
    int[] at = new int[shape.stream().reduce(1, (a, b) -> a * b)];
    Arrays.fill(at, UNKNOWN);
    for (int i = 0; i < from.length; i++) {
      if (from[i] == parameter) {
        if (position[i] >= at.length || at[position[i]] != UNKNOWN) {
          return Optional.empty();
        }
        at[position[i]] = i;
      }
    }
    return view(at, shape);
  }

  /** The view with these positions, in row-major order, if they have strides, all upwards. */
  private static Optional<View> view(int[] positions, List<Integer> shape) {
    if (positions.length == 0) {
      return Optional.empty();
    }
    List<Integer> dense = Buffer.rowMajor(shape);
    List<Integer> strides = new ArrayList<>(dense);
    for (int d = 0; d < shape.size(); d++) {
      if (shape.get(d) > 1) {
        strides.set(d, positions[dense.get(d)] - positions[0]);
      }
    }
    if (strides.stream().anyMatch(stride -> stride < 0)) {
      return Optional.empty();
    }
    for (int i = 0; i < positions.length; i++) {
      int expected = positions[0];
      for (int d = 0; d < shape.size(); d++) {
        expected += i / dense.get(d) % Math.max(1, shape.get(d)) * strides.get(d);
      }
      if (positions[i] != expected || positions[i] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new View(positions[0], strides));
  }

  @Override
  void store(Var data, OptionalLong at, Expr value) {
    if (at.isEmpty()) {
      sure = false;
      return;
    }
    int i = Math.toIntExact(at.getAsLong());
    if (value instanceof BufferLoad(Buffer b, List<Expr> indices, var p)) {
      OptionalLong read = value(b.position(indices));
      from[i] = parameters.indexOf(b.data());
      sure &= from[i] >= 0 && read.isPresent();
      position[i] = Math.toIntExact(read.orElse(0));
    } else {
      from[i] = FILLED;
      sure &= fill.isEmpty() || fill.get().equals(value);
      fill = Optional.of(value);
    }
  }

  @Override
  void load(Var data, OptionalLong at) {
    sure = false;
  }

  @Override
  void either(Runnable then, Runnable otherwise) {
    sure = false;
  }

  @Override
  void repeat(Runnable round) {
    sure = false;
  }

  @Override
  void leave(Var label) {
    sure = false;
  }

  @Override
  void end(Var label) {}

  @Override
  void giveUp() {
    sure = false;
  }

  @Override
  boolean isDecided() {
    return !sure;
  }
}
