package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a program of a graph: gives every function its C name and writes the main function. Names
 * depend on nothing but the order of the calls: {@code tvmgen_digits_conv2d_relu}, and {@code _1},
 * {@code _2} for the same operator with other shapes.
 */
public final class LowerNetwork {
  private final NetworkGraph graph;
  private final String prefix;
  private final Set<String> taken = new HashSet<>();
  private final Map<PrimFunc, String> operators = new LinkedHashMap<>();
  private final Map<String, String> helpers = new LinkedHashMap<>();

  private LowerNetwork(NetworkGraph graph) {
    this.graph = graph;
    this.prefix = graph.prefix();
  }

  /** The program. */
  public static Program run(NetworkGraph graph) {
    return new LowerNetwork(graph).program();
  }

  private Program program() {
    Program.RESERVED.forEach(name -> taken.add(prefix + "_" + name));
    graph.calls().forEach(call -> call.kernel().map(Kernel::name).ifPresent(taken::add));
    for (List<Port> ports : List.of(graph.inputs(), graph.outputs())) {
      ports.forEach(p -> taken.addAll(accessors(p)));
    }
    Map<String, String> titles = new LinkedHashMap<>();
    for (OperatorCall call : graph.calls()) {
      String name = operators.computeIfAbsent(call.function(), f -> unique(call.label()));
      titles.putIfAbsent(name, call.title());
    }
    Map<String, Constant> constants = new LinkedHashMap<>();
    for (Constant c : graph.constants()) {
      constants.put(unique(Names.snakeCase(c.buffer().name())), c);
    }
    for (PrimFunc f : reached(operators.keySet())) {
      helpers.put(f.symbol(), unique(Names.snakeCase(f.userName())));
    }
    Map<String, Kernel> kernels = new LinkedHashMap<>();
    for (OperatorCall call : graph.calls()) {
      call.kernel().ifPresent(kernel -> kernels.put(operators.get(call.function()), kernel));
    }
    IrModule functions = IrModule.of(functions(f -> f.external().isEmpty()));
    List<PrimFunc> references = functions(f -> f.external().isPresent());
    references.removeIf(f -> functions.find(f.symbol()).isPresent());
    return new Program(
        graph.name(),
        functions,
        IrModule.of(references),
        kernels,
        main(),
        graph.inputs(),
        graph.outputs(),
        graph.states(),
        constants,
        titles,
        graph.remarks(),
        graph.placements());
  }

  /** What the interface header defines. */
  private List<String> accessors(Port port) {
    return List.of(prefix + "_set_" + port.name(), prefix + "_get_" + port.name());
  }

  private String unique(String label) {
    String name = prefix + "_" + label;
    for (int i = 1; !taken.add(name); i++) {
      name = prefix + "_" + label + "_" + i;
    }
    return name;
  }

  /** Some of the operators by their C names, behind the helpers that they call. */
  private List<PrimFunc> functions(Predicate<PrimFunc> operator) {
    List<PrimFunc> chosen = operators.keySet().stream().filter(operator).toList();
    List<PrimFunc> functions = new ArrayList<>();
    reached(chosen).forEach(f -> functions.add(renamed(f, helpers.get(f.symbol()))));
    chosen.forEach(f -> functions.add(renamed(f, operators.get(f))));
    return functions;
  }

  /** The helpers that some of these operators call, themselves or through another. */
  private List<PrimFunc> reached(Collection<PrimFunc> callers) {
    Set<String> wanted = new HashSet<>();
    callers.forEach(f -> addCallees(f, wanted));
    List<PrimFunc> result = new ArrayList<>();
    for (int i = graph.helpers().size() - 1; i >= 0; i--) {
      PrimFunc f = graph.helpers().get(i);
      if (wanted.contains(f.symbol())) {
        result.add(0, f);
        addCallees(f, wanted);
      }
    }
    return result;
  }

  private static void addCallees(PrimFunc f, Set<String> callees) {
    Walk.exprs(
        f.body(),
        e -> {
          if (e instanceof Expr.Call call) {
            callees.add(call.symbol());
          }
        });
  }

  private PrimFunc renamed(PrimFunc f, String name) {
    Seq body =
        new Rewriter() {
          @Override
          public Expr expr(Expr e) {
            Expr x = super.expr(e);
            return x instanceof Expr.Call(String symbol, List<Expr> arguments, Type type)
                ? new Expr.Call(helpers.get(symbol), arguments, type)
                : x;
          }
        }.seq(f.body());
    return new PrimFunc(
        f.kind(),
        name,
        f.parameters(),
        f.buffers(),
        f.result(),
        body,
        f.attributes(),
        f.position());
  }

  private PrimFunc main() {
    Map<Var, Buffer> buffers = new LinkedHashMap<>();
    graph.inputs().forEach(port -> add(buffers, port.buffer()));
    graph.outputs().forEach(port -> add(buffers, port.buffer()));
    graph.constants().forEach(constant -> add(buffers, constant.buffer()));
    graph.states().forEach(state -> add(buffers, state.buffer()));
    Map<Var, Buffer> wholes = graph.wholes();
    Set<Var> there = new HashSet<>(buffers.keySet());
    List<Stmt> body = new ArrayList<>();
    for (OperatorCall call : graph.calls()) {
      List<Expr> arguments = new ArrayList<>();
      call.arguments().forEach(b -> arguments.add(new Address(b)));
      for (Buffer output : call.outputs()) {
        if (there.add(output.data())) {
          body.add(allocated(wholes.get(output.data())));
        }
      }
      List<Buffer> parameters = call.function().parameterBuffers();
      for (Buffer scratch : parameters.subList(arguments.size(), parameters.size())) {
        Buffer buffer = Buffer.of(scratch.name(), scratch.element(), scratch.shape());
        body.add(allocated(buffer));
        arguments.add(new Address(buffer));
      }
      arguments.addAll(call.scalars());
      String symbol = operators.get(call.function());
      body.add(new Evaluate(new Expr.Call(symbol, arguments, Type.VOID), call.position()));
    }
    return new PrimFunc(
        PrimFunc.Kind.FUNC,
        prefix + "_run",
        List.copyOf(buffers.keySet()),
        buffers,
        Type.VOID,
        new Seq(body),
        Position.NONE);
  }

  private static Stmt allocated(Buffer whole) {
    return new Allocate(whole, StorageScope.WORKSPACE, Position.NONE);
  }

  private static void add(Map<Var, Buffer> buffers, Buffer b) {
    buffers.put(b.data(), b);
  }
}
