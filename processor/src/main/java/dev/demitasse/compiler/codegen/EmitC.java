package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.plan.MemoryPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints a program as C99: {@code <prefix>.h} is what firmware includes, {@code <prefix>.c} has the
 * operators and the entry point, {@code <prefix>_weights.c} the constants, and {@code
 * <prefix>_operators.h} declares what these two share.
 */
public final class EmitC {

  private EmitC() {}

  /**
   * The files of a program.
   *
   * @param plan of its workspace
   * @param statePlan of the memory of its states
   * @param prefix of symbols and of the names of files: {@code tvmgen_digits}
   */
  public static CSources run(
      Program program, MemoryPlan plan, MemoryPlan statePlan, Target target, String prefix) {
    Emission emission = new Emission(program, plan, statePlan, target, prefix);
    Map<String, String> files = new LinkedHashMap<>();
    files.put(prefix + ".h", new InterfaceHeader(emission).text());
    files.put(prefix + "_operators.h", new OperatorsHeader(emission).text());
    files.put(prefix + ".c", new SourceFile(emission).text());
    files.put(prefix + "_weights.c", new WeightsFile(emission).text());
    return new CSources(files);
  }
}
