package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.Macs;
import dev.demitasse.compiler.analysis.Macs.Certainty;
import dev.demitasse.compiler.analysis.Macs.Count;
import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.graph.Kernel;
import dev.demitasse.compiler.graph.Limits;
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
import dev.demitasse.compiler.plan.MemoryPlan;
import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Access;
import dev.demitasse.compiler.report.Report.Budget;
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
  private final InPlaceRemarks inPlace;
  private final List<Report.Remark> remarks = new ArrayList<>();

  private NetworkReport(Emission emission) {
    this.emission = emission;
    this.program = emission.program();
    this.names = MainNames.everywhere(emission);
    this.tensors = ReportTensors.of(emission);
    this.inPlace = new InPlaceRemarks(emission, tensors);
  }

  /**
   * The report of a program.
   *
   * @param plans where everything lies
   * @param firmware how it calls the network
   * @param sources what was printed of all that
   * @param limits of what the network may take, if there are any
   */
  public static Report of(
      Program program,
      Plans plans,
      Target target,
      Interface firmware,
      CSources sources,
      Optional<Limits> limits) {
    return new NetworkReport(new Emission(program, plans, target, firmware))
        .report(sources, limits);
  }

  private Report report(CSources sources, Optional<Limits> limits) {
    List<Step> steps = steps();
    List<Function> functions = functions(steps, sources);
    Target target = emission.target();
    remarks.addAll(
        0,
        Stream.concat(program.remarks().stream().map(NetworkReport::remark), leftOut()).toList());
    return new Report(
        Report.VERSION,
        program.name(),
        emission.prefix(),
        sources.modelHash(),
        new Report.Target(target.fusedMac() ? "fused" : "separate", target.alignment()),
        totals(steps, functions),
        limits.map(l -> new Budget(l.ram(), l.constants(), l.macs(), l.flash(), l.stack())),
        Stream.concat(emission.sections().stream(), emission.pools().stream())
            .filter(pool -> emission.bytes(pool) > 0)
            .map(this::pool)
            .toList(),
        tensors,
        steps,
        functions,
        remarks);
  }

  private Totals totals(List<Step> steps, List<Function> functions) {
    long workspace = emission.plans().bytes(Content.WORKSPACE);
    long state = emission.plans().bytes(Content.STATE);
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
    MemoryPlan plan = emission.plans().plan(pool);
    return new Report.Pool(
        pool.name(),
        switch (pool.holds()) {
          case CONSTANTS -> Report.Pool.Content.CONSTANTS;
          case WORKSPACE -> Report.Pool.Content.WORKSPACE;
          case STATE -> Report.Pool.Content.STATE;
        },
        pool.internal() ? "generated code" : "caller",
        plan.bytes(),
        Optional.of(pool.capacity()).filter(c -> c != Pool.UNLIMITED),
        pool.alignment(),
        plan.lowerBound(),
        plan.certificate().isOptimal());
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

  /** Remarks on what the user does not want to be done for a smaller workspace. */
  private Stream<Report.Remark> leftOut() {
    return Stream.of(Saving.values())
        .filter(saving -> !emission.target().savings().contains(saving))
        .map(saving ->
            new Report.Remark(
                switch (saving) {
                  case IN_PLACE -> Report.Remark.IN_PLACE;
                  case VIEWS -> "remove-copies";
                  case ORDER -> "order-calls";
                },
                Report.Remark.Result.MISSED,
                "all calls",
                "the option 'memory' leaves it out",
                Optional.empty()));
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
    String title = program.titles().get(call.symbol());
    remarks.addAll(inPlace.of(index, call, place(position)));
    Set<String> touched = new LinkedHashSet<>();
    Stream.of(reads, writes).flatMap(List::stream).forEach(a -> touched.add(a.tensor()));
    return new Step(
        title,
        symbol(call.symbol()),
        place(position),
        program.device(call.symbol()),
        reads,
        writes,
        bytes(t -> t.kind() == Tensor.Kind.SCRATCH && touched.contains(t.name())),
        macs(call.symbol(), f, position),
        emission.pools().stream()
            .filter(pool -> pool.holds() == Content.WORKSPACE)
            .mapToLong(pool -> ReportTensors.live(tensors, pool, index))
            .sum(),
        bytes(t -> t.kind() == Tensor.Kind.CONSTANT && touched.contains(t.name())));
  }

  /** Multiply-accumulates of a call; where that is not just their number, a remark says so. */
  private Optional<Long> macs(String symbol, PrimFunc f, Position position) {
    Count count = Macs.of(f, program.module());
    Optional<String> remark =
        switch (count.certainty()) {
          case EXACT -> Optional.empty();
          case AT_MOST -> Optional.of("at most %d: the bounds of a loop vary");
          case AT_LEAST -> Optional.of("at least %d: the rounds of a 'while' are not known");
        };
    remark.ifPresent(reason ->
        remarks.add(
            new Report.Remark(
                Report.Remark.MACS,
                Report.Remark.Result.MISSED,
                program.titles().get(symbol),
                reason.formatted(count.number()),
                place(position))));
    return count.certainty() == Certainty.AT_LEAST ? Optional.empty() : Optional.of(count.number());
  }

  /** The C function for one of the program's symbols. */
  private String symbol(String symbol) {
    Optional<Kernel> kernel = Optional.ofNullable(program.kernels().get(symbol));
    return kernel.map(Kernel::name).orElse(symbol);
  }

  // ---- Functions ----

  /** Those that the C defines, and the kernels that it calls. */
  private List<Function> functions(List<Step> steps, CSources sources) {
    List<Function> functions = new ArrayList<>();
    program.kernels().values().stream()
        .map(Kernel::name)
        .distinct()
        .forEach(name -> functions.add(kernel(name, steps)));
    List<CallGraph.Function> printed = new ArrayList<>();
    sources
        .files()
        .forEach((file, text) -> {
          if (file.equals(emission.prefix() + ".c")
              || file.equals(emission.prefix() + "_packed.c")) {
            printed.addAll(CallGraph.of(text));
          }
        });
    Stream.of(PackedFiles.runtime(printed), printed)
        .flatMap(List::stream)
        .forEach(f -> functions.add(function(f, steps)));
    return functions;
  }

  private Function function(CallGraph.Function f, List<Step> steps) {
    Optional<PrimFunc> lowered = program.functions().find(f.symbol());
    return function(
        f.symbol(),
        lowered.filter(PrimFunc::isOperator).isPresent()
            ? Function.Kind.OPERATOR
            : f.isStatic() ? Function.Kind.HELPER : Function.Kind.ENTRY,
        Optional.ofNullable(program.titles().get(f.symbol())),
        lowered.flatMap(p -> place(p.position())),
        f.callees(),
        steps);
  }

  private Function kernel(String name, List<Step> steps) {
    String reference =
        program.kernels().entrySet().stream()
            .filter(e -> e.getValue().name().equals(name))
            .findFirst()
            .orElseThrow()
            .getKey();
    return function(
        name,
        Function.Kind.KERNEL,
        Optional.ofNullable(program.titles().get(reference)),
        place(program.references().find(reference).orElseThrow().position()),
        List.of(),
        steps);
  }

  private static Function function(
      String symbol,
      Function.Kind kind,
      Optional<String> title,
      Optional<String> position,
      List<String> callees,
      List<Step> steps) {
    List<Integer> calling =
        IntStream.range(0, steps.size())
            .filter(i -> steps.get(i).symbol().equals(symbol))
            .boxed()
            .toList();
    return new Function(
        symbol, kind, title, position, callees, calling, Optional.empty(), Optional.empty());
  }
}
