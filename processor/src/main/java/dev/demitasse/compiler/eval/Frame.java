package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.eval.Value.None;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One call that is being evaluated. */
final class Frame {

  /** A variable in scope. Cells live on the device, the value of others is known or immutable. */
  static final class Slot {
    final int depth;
    final boolean cell;
    Value value;

    Slot(Value value, int depth, boolean cell) {
      this.value = value;
      this.depth = depth;
      this.cell = cell;
    }
  }

  /**
   * A block that can be left.
   *
   * @param depth how many conditions and loops of the device surround it
   * @param label on the device, if it is left there
   */
  record Exit(int depth, Optional<Var> label) {}

  /** Leaving it at build time is a return. */
  final Var end = Var.of("end", Type.LABEL);

  final PrimFunc function;
  final Position call;
  final int depth;
  final Map<Var, Slot> slots = new HashMap<>();
  final Map<Var, Exit> exits = new HashMap<>();
  final Set<Var> readOnly = new HashSet<>();
  Optional<Buffer> resultCell = Optional.empty();
  Value result = new None();

  Frame(PrimFunc function, Position call, int depth) {
    this.function = function;
    this.call = call;
    this.depth = depth;
  }
}
