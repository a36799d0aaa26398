package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.Macs;
import dev.demitasse.compiler.graph.Kernel;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a network with {@code profile = on} calls before and behind each step, which is a call of an
 * operator with the hooks of its device. Both functions are the firmware's, so that generated code
 * keeps no sums; what the first returns stays on the stack, so that runs may go on at once.
 */
final class ProfileHooks {
  private final Emission emission;

  ProfileHooks(Emission emission) {
    this.emission = emission;
  }

  /** The function that is called before a step. */
  String begin() {
    return emission.prefix() + "_profile_begin";
  }

  /** The function that is called behind it. */
  String end() {
    return emission.prefix() + "_profile_end";
  }

  /** The macro that lists the steps. */
  String steps() {
    return emission.macro() + "_STEPS";
  }

  /**
   * A step between its hooks.
   *
   * @param began the variable for what the first returns
   */
  String around(int step, String action, String began) {
    return "  %s = %s(%d);\n".formatted(began, begin(), step)
        + action
        + "  %s(%d, %s);\n".formatted(end(), step, began);
  }

  /** Their prototypes, and the list of the steps. */
  String declarations() {
    return emission.fill(
        """
        /**
         * Called before each step, which is a call of an operator: it reads a counter. The firmware
         * brings it and the next; <demitasse/profile.h> has both, and prints what they count.
         *
         * @param step its place in the list below, from 0
         */
        uint32_t $begin$(int32_t step);

        /**
         * Called behind each step, whatever it returned.
         *
         * @param began what the function above returned
         */
        void $end$(int32_t step, uint32_t began);

        /**
         * The steps of a run, in their order: operators, C function, file and line of the call, and the
         * number of multiply-accumulates.
         */
        #define $steps$(S)$list$

        """,
        "begin",
        begin(),
        "end",
        end(),
        "steps",
        steps(),
        "list",
        String.join("", rows()));
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (Stmt s : emission.program().main().body().statements()) {
      if (s instanceof Evaluate(Call call, Position position)) {
        rows.add(row(call, position));
      }
    }
    return rows;
  }

  private String row(Call call, Position position) {
    Program program = emission.program();
    Optional<Kernel> kernel = Optional.ofNullable(program.kernels().get(call.symbol()));
    return " \\\n  S(\"%s\", \"%s\", \"%s\", %d, %d)"
        .formatted(
            program.titles().get(call.symbol()),
            kernel.map(Kernel::name).orElse(call.symbol()),
            position.file().replace("\\", "\\\\").replace("\"", "\\\""),
            position.line(),
            Macs.of(program.callee(call), program.module()).number());
  }
}
