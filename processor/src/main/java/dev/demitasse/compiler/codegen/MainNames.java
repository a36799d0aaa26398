package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that the main function has in C for what lies in pools: allocations, states, and the
 * constants that it reads. No two are alike, nor like those of inputs and outputs.
 *
 * @param status the variable for what operators return
 * @param began the variable for when one began, if that is to be known
 */
record MainNames(String status, String began, Map<Var, String> buffers) {
  static MainNames of(Emission emission) {
    CNames names = new CNames();
    List.of(Content.values()).forEach(holds -> names.reserve(holds.toString()));
    emission.pools().forEach(pool -> names.reserve(pool.name()));
    emission.ports().keySet().forEach(port -> names.reserve(emission.parameter(port)));
    emission.program().devices().forEach(device -> names.reserve(Emission.context(device)));
    emission.program().kernels().values().forEach(kernel -> names.reserve(kernel.name()));
    String status = names.of(Var.of("status", DataType.INT32));
    String began = emission.firmware().profile() ? names.of(Var.of("began", DataType.UINT32)) : "";
    Map<Var, String> buffers = new HashMap<>();
    emission.program().constants().values().stream()
        .map(Constant::buffer)
        .filter(
            b -> emission.isInPool(b) && Stores.reads(emission.program().main().body(), b.data()))
        .forEach(b -> buffers.put(b.data(), names.of(b.data())));
    emission.allocations().forEach(b -> buffers.put(b.data(), names.of(b.data())));
    emission
        .program()
        .states()
        .forEach(s -> buffers.put(s.buffer().data(), names.of(s.buffer().data())));
    return new MainNames(status, began, buffers);
  }

  /** The names of all that a network has in memory, no two alike. */
  static Map<Var, String> everywhere(Emission emission) {
    Map<Var, String> names = new HashMap<>(of(emission).buffers());
    emission.ports().keySet().forEach(p -> names.put(p.buffer().data(), p.name()));
    emission
        .program()
        .constants()
        .forEach((symbol, constant) -> names.put(constant.buffer().data(), symbol));
    return names;
  }

  /** The name of a buffer, or of the one that it is a view of. */
  String of(Buffer b) {
    return buffers.get(b.data());
  }
}
