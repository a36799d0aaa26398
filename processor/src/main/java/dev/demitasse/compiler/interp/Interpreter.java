package dev.demitasse.compiler.interp;

import dev.demitasse.compiler.interp.Code.Budget;
import dev.demitasse.compiler.interp.Code.Frame;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Type.PointerType;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs specialised functions, with the bits of the JVM. It becomes closures once, and runs at tens
 * of millions of operations a second then. Whatever the IR leaves undefined ends a run with a
 * {@link Trap}, except for what memory holds before it is written to.
 */
public final class Interpreter {
  private static final IrModule NO_FUNCTIONS = new IrModule(Map.of());

  private final IrModule module;
  private final long steps;
  private final IdentityHashMap<PrimFunc, Code> codes = new IdentityHashMap<>();
  private final Map<String, Code> callees = new HashMap<>();

  /**
   * Runs functions that may call those of {@code module}.
   *
   * @param steps how many turns of loops and calls one run may take at most
   */
  public Interpreter(IrModule module, long steps) {
    this.module = module;
    this.steps = steps;
  }

  /** Runs functions that may call those of {@code module}, as long as it takes. */
  public Interpreter(IrModule module) {
    this(module, Long.MAX_VALUE);
  }

  /** Runs functions that call no others. */
  public Interpreter() {
    this(NO_FUNCTIONS);
  }

  /**
   * Runs a function whose parameters are pointers.
   *
   * @param memory of each parameter, in order; changes as the function says
   */
  public void run(PrimFunc f, List<Memory> memory) {
    execute(f, memory, List.of());
  }

  /**
   * Runs a function.
   *
   * @param memory of each pointer among the parameters, in order
   * @param scalars constants for the other parameters
   * @return what the function returns
   */
  public Optional<Expr> run(PrimFunc f, List<Memory> memory, List<Expr> scalars) {
    long result = execute(f, memory, scalars).result;
    return f.result() instanceof DataType type
        ? Optional.of(Scalars.constant(type, result))
        : Optional.empty();
  }

  /** The value of a function from scalars to a scalar. */
  public Expr call(PrimFunc f, List<Expr> arguments) {
    return run(f, List.of(), arguments).orElseThrow();
  }

  /** The value of an expression, given those of its variables. */
  public static Expr value(Expr e, Map<Var, Expr> variables) {
    List<Var> parameters = List.copyOf(variables.keySet());
    PrimFunc f =
        new PrimFunc(
            PrimFunc.Kind.FUNC,
            "value",
            parameters,
            Map.of(),
            e.type(),
            new Seq(List.of(new Return(e, Position.NONE))),
            Position.NONE);
    return new Interpreter().call(f, parameters.stream().map(variables::get).toList());
  }

  private Frame execute(PrimFunc f, List<Memory> memory, List<Expr> scalars) {
    Code code = codes.computeIfAbsent(f, this::code);
    Frame frame = new Frame(code, new Budget(steps));
    int pointers = 0;
    int others = 0;
    for (Var p : f.parameters()) {
      if (p.type() instanceof PointerType(DataType element)) {
        require(memory.get(pointers).type(), element, p);
        frame.memories[pointers] = memory.get(pointers);
        pointers++;
      } else {
        require(scalars.get(others).type(), p.type(), p);
        frame.scalars[others] = Scalars.bits(scalars.get(others));
        others++;
      }
    }
    code.run(frame);
    return frame;
  }

  private static void require(Type given, Type wanted, Var parameter) {
    if (!given.equals(wanted)) {
      throw new IllegalArgumentException(given + " for '" + parameter + "', a " + wanted);
    }
  }

  private Code code(PrimFunc f) {
    return Stmts.function(f, this::callee);
  }

  private Code callee(String symbol) {
    Code code = callees.get(symbol);
    if (code == null) {
      code =
          code(
              module
                  .find(symbol)
                  .orElseThrow(() -> new IllegalStateException("no function " + symbol)));
      callees.put(symbol, code);
    }
    return code;
  }
}
