package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.codegen.Emission.Pool;
import dev.demitasse.compiler.graph.Kernel;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.Remark;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import dev.demitasse.compiler.plan.MemoryPlan;
import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Access;
import dev.demitasse.compiler.report.Report.Function;
import dev.demitasse.compiler.report.Report.Step;
import dev.demitasse.compiler.report.Report.Tensor;
import dev.demitasse.compiler.report.Report.Totals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sums up what a network takes of its device, and how that came about. */
public final class NetworkReport {
  private final Emission emission;
  private final Program program;
  private final Map<Var, String> names;
  private final List<Tensor> tensors;

  private NetworkReport(Emission emission) {
    this.emission = emission;
    this.program = emission.program();
    this.names = MainNames.everywhere(emission);
    this.tensors = ReportTensors.of(emission);
  }

  /**
   * The report of a program.
   *
   * @param plans where everything lies
   * @param firmware how it calls the network
   * @param sources what was printed of all that
   */
  public static Report of(
      Program program, Plans plans, Target target, Interface firmware, CSources sources) {
    return new NetworkReport(new Emission(program, plans, target, firmware))
        .report(sources.modelHash());
  }

  private Report report(String modelHash) {
    List<Step> steps = steps();
    List<Function> functions = functions(steps);
    Target target = emission.target();
    return new Report(
        Report.VERSION,
        program.name(),
        emission.prefix(),
        modelHash,
        new Report.Target(target.fusedMac() ? "fused" : "separate", target.alignment()),
        totals(steps, functions),
        Optional.empty(),
        emission.pools().stream().map(this::pool).toList(),
        tensors,
        steps,
        functions,
        program.remarks().stream().map(NetworkReport::remark).toList());
  }

  private Totals totals(List<Step> steps, List<Function> functions) {
    long workspace = emission.bytes(Pool.WORKSPACE);
    long state = emission.bytes(Pool.STATE);
    boolean counted = steps.stream().allMatch(s -> s.macs().isPresent());
    return new Totals(
        workspace + state,
        workspace,
        state,
        bytes(t -> t.kind() == Tensor.Kind.CONSTANT),
        bytes(t -> isPort(t) && t.pool().isEmpty()),
        counted
            ? Optional.of(steps.stream().mapToLong(s -> s.macs().orElseThrow()).sum())
            : Optional.empty(),
        steps.size(),
        (int) functions.stream().filter(NetworkReport::isCalledInSteps).count(),
        Optional.empty(),
        Optional.empty());
  }

  private long bytes(Predicate<Tensor> which) {
    return tensors.stream().filter(which).mapToLong(Tensor::bytes).sum();
  }

  private static boolean isPort(Tensor t) {
    return t.kind() == Tensor.Kind.INPUT || t.kind() == Tensor.Kind.OUTPUT;
  }

  private static boolean isCalledInSteps(Function f) {
    return f.kind() == Function.Kind.OPERATOR || f.kind() == Function.Kind.KERNEL;
  }

  private Report.Pool pool(Pool pool) {
    MemoryPlan plan = emission.plan(pool);
    return new Report.Pool(
        pool.toString(),
        emission.isStatic(pool) ? "generated code" : "caller",
        plan.bytes(),
        emission.target().alignment(),
        plan.lowerBound(),
        plan.bytes() == plan.lowerBound());
  }

  private static Report.Remark remark(Remark r) {
    return new Report.Remark(
        r.pass(),
        switch (r.kind()) {
          case APPLIED -> Report.Remark.Result.APPLIED;
          case MISSED -> Report.Remark.Result.MISSED;
        },
        r.subject(),
        r.reason(),
        place(r.position()));
  }

  private static Optional<String> place(Position p) {
    return p.isKnown() ? Optional.of(p.toString()) : Optional.empty();
  }

  // ---- Steps ----

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    program.main().body().statements().stream()
        .filter(Evaluate.class::isInstance)
        .map(Evaluate.class::cast)
        .forEach(call -> steps.add(step(steps.size(), call.call(), call.position())));
    return steps;
  }

  private Step step(int index, Expr.Call call, Position position) {
    PrimFunc f = program.callee(call);
    List<Access> reads = new ArrayList<>();
    List<Access> writes = new ArrayList<>();
    for (int i = 0; i < f.parameterBuffers().size(); i++) {
      Buffer parameter = f.parameterBuffers().get(i);
      Buffer given = ((Address) call.arguments().get(i)).buffer();
      long offset = ((IntImm) given.offset()).value() * given.element().bytes();
      (Stores.writes(f.body(), parameter.data()) ? writes : reads)
          .add(new Access(names.get(given.data()), parameter.shape(), offset));
    }
    Set<String> touched = new LinkedHashSet<>();
    Stream.of(reads, writes).flatMap(List::stream).forEach(a -> touched.add(a.tensor()));
    return new Step(
        program.titles().get(call.symbol()),
        symbol(call.symbol()),
        place(position),
        program.device(call.symbol()),
        reads,
        writes,
        bytes(t -> t.kind() == Tensor.Kind.SCRATCH && touched.contains(t.name())),
        macs(f),
        ReportTensors.live(tensors, Pool.WORKSPACE, index),
        bytes(t -> t.kind() == Tensor.Kind.CONSTANT && touched.contains(t.name())));
  }

  /** Multiply-accumulates of a call. */
  private static Optional<Long> macs(PrimFunc f) {
    return Optional.empty(); // nobody counts them
  }

  /** The C function for one of the program's symbols. */
  private String symbol(String symbol) {
    Optional<Kernel> kernel = Optional.ofNullable(program.kernels().get(symbol));
    return kernel.map(Kernel::name).orElse(symbol);
  }

  // ---- Functions ----

  private List<Function> functions(List<Step> steps) {
    List<Function> functions = new ArrayList<>();
    for (PrimFunc f : program.functions().functions().values()) {
      Function.Kind kind = f.isOperator() ? Function.Kind.OPERATOR : Function.Kind.HELPER;
      functions.add(function(kind, f.symbol(), f, callees(f), steps));
    }
    Set<String> kernels = new LinkedHashSet<>();
    program
        .kernels()
        .forEach((reference, kernel) -> {
          if (kernels.add(kernel.name())) {
            PrimFunc f = program.references().find(reference).orElseThrow();
            functions.add(function(Function.Kind.KERNEL, kernel.name(), f, List.of(), steps));
          }
        });
    Map<String, String> entries = emission.entryPoints();
    functions.add(entry(entries.get("main"), steps.stream().map(Step::symbol).distinct().toList()));
    addEntry("reset", List.of(), functions);
    addEntry("run", List.of(entries.get("main")), functions);
    addEntry("packed_run", List.of(entries.get("main")), functions);
    addEntry("packed_reset", List.of(emission.prefix() + "_reset"), functions);
    return functions;
  }

  private void addEntry(String name, List<String> callees, List<Function> functions) {
    Optional.ofNullable(emission.entryPoints().get(name))
        .ifPresent(symbol -> functions.add(entry(symbol, callees)));
  }

  private static Function entry(String symbol, List<String> callees) {
    return new Function(
        symbol,
        Function.Kind.ENTRY,
        Optional.empty(),
        Optional.empty(),
        callees,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private Function function(
      Function.Kind kind, String symbol, PrimFunc f, List<String> callees, List<Step> steps) {
    return new Function(
        symbol,
        kind,
        Optional.ofNullable(program.titles().get(f.symbol())),
        place(f.position()),
        callees,
        IntStream.range(0, steps.size())
            .filter(i -> steps.get(i).symbol().equals(symbol))
            .boxed()
            .toList(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> callees(PrimFunc f) {
    Set<String> callees = new LinkedHashSet<>();
    Walk.exprs(
        f.body(),
        e -> {
          if (e instanceof Expr.Call call) {
            callees.add(call.symbol());
          }
        });
    return List.copyOf(callees);
  }
}
