package dev.demitasse.compiler.ir;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Functions by symbol, in a fixed order. */
public record IrModule(Map<String, PrimFunc> functions) {

  public IrModule {
    functions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(functions));
    functions.forEach((symbol, f) -> Check.that(f.symbol().equals(symbol), "%s as %s", f, symbol));
  }

  /** A module of these functions. */
  public static IrModule of(Iterable<PrimFunc> functions) {
    Map<String, PrimFunc> bySymbol = new LinkedHashMap<>();
    functions.forEach(f -> bySymbol.put(f.symbol(), f));
    return new IrModule(bySymbol);
  }

  public Optional<PrimFunc> find(String symbol) {
    return Optional.ofNullable(functions.get(symbol));
  }

  /** Every function through {@code pass}. */
  public IrModule map(UnaryOperator<PrimFunc> pass) {
    return of(functions.values().stream().map(pass).toList());
  }
}
