package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether a function may write a result over what it reads: element by element in the same memory.
 * It may if no element is read after that element of the result may have been written, as in
 * element-wise operators, whatever their shape. Elements are of one type, as C compilers take
 * memory of different types for different memory.
 */
public final class InPlace extends Trace {
  /** Well above what element-wise operators do; others are found out in their first rounds. */
  private static final int STEP_LIMIT = 1 << 23;

  private final Var input;
  private final BitSet written = new BitSet();
  private List<Integer> newlyWritten = new ArrayList<>();
  private boolean unknownWritten;
  private boolean safe = true;

  private InPlace(Var input, Var output) {
    super(Set.of(input, output), STEP_LIMIT);
    this.input = input;
  }

  /**
   * Whether two parameters may begin at the same address.
   *
   * @param input a parameter that {@code f} only reads
   * @param output a parameter that it writes
   */
  public static boolean isSafe(PrimFunc f, Buffer input, Buffer output) {
    if (!input.element().equals(output.element())) {
      return false;
    }
    InPlace trace = new InPlace(input.data(), output.data());
    trace.visit(f.body());
    return trace.safe;
  }

  @Override
  void load(Var data, OptionalLong position) {
    if (data == input) {
      safe &=
          position.isPresent()
              ? !unknownWritten && !written.get(Math.toIntExact(position.getAsLong()))
              : !unknownWritten && written.isEmpty();
    }
  }

  @Override
  void store(Var data, OptionalLong position, Expr value) {
    position.ifPresentOrElse(
        at -> write(Math.toIntExact(at)),
        () -> {
          unknownWritten = true;
        });
  }

  private void write(int at) {
    if (!written.get(at)) {
      written.set(at);
      newlyWritten.add(at);
    }
  }

  /** What only the first may write, the second reads as it was. */
  @Override
  void either(Runnable then, Runnable otherwise) {
    List<Integer> before = newlyWritten;
    List<Integer> byThen = new ArrayList<>();
    newlyWritten = byThen;
    then.run();
    byThen.forEach(written::clear);
    newlyWritten = before;
    otherwise.run();
    byThen.forEach(this::write);
  }

  /** What one round writes, the next may read. */
  @Override
  void repeat(Runnable round) {
    round.run();
    round.run();
  }

  @Override
  void leave(Var label) {}

  @Override
  void end(Var label) {}

  @Override
  void giveUp() {
    safe = false;
  }

  @Override
  boolean isDecided() {
    return !safe;
  }
}
