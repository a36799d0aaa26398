package dev.demitasse.compiler.interp;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Type.PointerType;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Runs a function as it was and as a pass left it on the same random inputs. Both must leave the
 * same bits, and return them; where the first is undefined the second may do anything, and where an
 * assertion ends the first it must end the second.
 */
public final class SameBits {
  private final Interpreter before;
  private final Interpreter after;
  private final int runs;

  /**
   * Compares functions that call others.
   *
   * @param before runs functions as they were
   * @param after runs functions as the pass left them
   * @param runs how many inputs there are for each function
   */
  public SameBits(Interpreter before, Interpreter after, int runs) {
    this.before = before;
    this.after = after;
    this.runs = runs;
  }

  /** What one run left; a trap instead, where there was one. */
  private record Outcome(List<Memory> memory, Optional<Expr> result, Optional<Trap.Reason> trap) {}

  /**
   * Throws an {@code IllegalStateException} if the two differ.
   *
   * @param g may have more pointers than {@code f}, behind the others: memory for its own use
   */
  public void check(PrimFunc f, PrimFunc g) {
    Random random = new Random(f.symbol().hashCode());
    for (int run = 0; run < runs; run++) {
      Inputs inputs = new Inputs(random);
      List<Memory> memory = new ArrayList<>();
      List<Expr> scalars = new ArrayList<>();
      for (Var p : f.parameters()) {
        if (p.type() instanceof PointerType) {
          Buffer b = f.buffers().get(p);
          memory.add(inputs.memory(b.element(), b.reach()));
        } else {
          scalars.add(inputs.scalar((DataType) p.type()));
        }
      }
      Outcome expected = outcome(before, f, memory, scalars);
      if (expected.trap().isPresent() && expected.trap().get() != Trap.Reason.ASSERTION) {
        continue;
      }
      Outcome actual = outcome(after, g, memory, scalars);
      if (!expected.equals(actual) && !isOutOfSteps(actual)) {
        throw new IllegalStateException(
            "%s computes something else: %s, not %s, of %s and %s"
                .formatted(g.symbol(), actual, expected, memory, scalars));
      }
    }
  }

  private static boolean isOutOfSteps(Outcome outcome) {
    return outcome.trap().equals(Optional.of(Trap.Reason.STEPS));
  }

  private static Outcome outcome(
      Interpreter interpreter, PrimFunc f, List<Memory> memory, List<Expr> scalars) {
    List<Memory> own = new ArrayList<>(memory.stream().map(Memory::copy).toList());
    List<Buffer> buffers = f.parameterBuffers();
    for (Buffer b : buffers.subList(memory.size(), buffers.size())) {
      own.add(Memory.undefined(b.element(), b.reach()));
    }
    try {
      Optional<Expr> result = interpreter.run(f, own, scalars);
      return new Outcome(own.subList(0, memory.size()), result, Optional.empty());
    } catch (Trap trap) {
      return new Outcome(List.of(), Optional.empty(), Optional.of(trap.reason()));
    }
  }
}
