package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.LowerNetwork;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.interp.Memory;
import dev.demitasse.compiler.interp.SameBits;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Substitute;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks what every stage leaves, to find defects of ours: that it keeps the rules of {@link
 * Verify}, that its text form is read back as it was written, and that it computes the bits that
 * the stage before did. A defect is blamed on the stage that ran last.
 */
public final class Verification implements Observer {
  private static final int RUNS = 2;

  /** Keeps a run to some milliseconds; what takes longer is not compared. */
  private static final long STEPS = 50_000;

  private Optional<NetworkGraph> before = Optional.empty();

  @Override
  public void lowered(NetworkDecl network, IrModule generic) {
    blaming(Stage.LOWERED, () -> generic.functions().values().forEach(Verification::isReadBack));
  }

  @Override
  public void after(Stage stage, NetworkGraph graph) {
    blaming(
        stage,
        () -> {
          IrModule module = LowerNetwork.run(graph).module();
          Verify.check(module);
          module.functions().values().forEach(Verification::isReadBack);
          before.ifPresent(b -> computesTheSame(b, graph));
        });
    before = Optional.of(graph);
  }

  private static void blaming(Stage stage, Runnable check) {
    try {
      check.run();
    } catch (RuntimeException defect) {
      throw new IllegalStateException("after " + stage + ": " + defect.getMessage(), defect);
    }
  }

  private static void isReadBack(PrimFunc f) {
    String text = Printer.textWithPositions(f);
    String again = Printer.textWithPositions(Parser.parseFunction(text));
    if (!again.equals(text)) {
      throw new IllegalStateException("text is read back as\n" + again + "instead of\n" + text);
    }
  }

  /** Function by function where only these have changed, else the network as a whole. */
  private void computesTheSame(NetworkGraph was, NetworkGraph is) {
    if (steps(was).equals(steps(is))) {
      SameBits check =
          new SameBits(
              interpreter(IrModule.of(was.helpers())),
              interpreter(IrModule.of(is.helpers())),
              RUNS);
      for (int i = 0; i < was.helpers().size(); i++) {
        if (was.helpers().get(i) != is.helpers().get(i)) {
          check.check(was.helpers().get(i), is.helpers().get(i));
        }
      }
      for (int i = 0; i < was.calls().size(); i++) {
        if (was.calls().get(i).function() != is.calls().get(i).function()) {
          check.check(withScalars(was.calls().get(i)), withScalars(is.calls().get(i)));
        }
      }
    } else {
      Program old = LowerNetwork.run(was);
      Program now = LowerNetwork.run(is);
      new SameBits(interpreter(old.module()), interpreter(now.module()), RUNS)
          .check(withConstants(old), withConstants(now));
    }
  }

  private Interpreter interpreter(IrModule module) {
    return new Interpreter(module, STEPS);
  }

  private static List<List<Buffer>> steps(NetworkGraph graph) {
    return graph.calls().stream().map(OperatorCall::arguments).toList();
  }

  /** The function with its scalars inside, as a stage may take them out. */
  private static PrimFunc withScalars(OperatorCall call) {
    PrimFunc f = call.function();
    int pointers = f.parameters().size() - call.scalars().size();
    Map<Var, Expr> values = new HashMap<>();
    for (int i = 0; i < call.scalars().size(); i++) {
      values.put(f.parameters().get(pointers + i), call.scalars().get(i));
    }
    return new PrimFunc(
        f.kind(),
        f.symbol(),
        f.parameters().subList(0, pointers),
        f.buffers(),
        f.result(),
        new Substitute(values).seq(f.body()),
        f.attributes(),
        f.position());
  }

  /** The main function with its constants inside, as these may differ before and after a stage. */
  private static PrimFunc withConstants(Program program) {
    PrimFunc main = program.main();
    List<Var> parameters = new ArrayList<>(main.parameters());
    List<Stmt> body = new ArrayList<>();
    for (Constant constant : program.constants().values()) {
      Buffer b = constant.buffer();
      parameters.remove(b.data());
      List<Expr> values = Memory.over(b.element(), constant.data()).constants();
      body.add(new AllocateConst(b, values, Position.NONE));
    }
    body.addAll(main.body().statements());
    return new PrimFunc(
        main.kind(),
        main.symbol(),
        parameters,
        main.buffers(),
        main.result(),
        new Seq(body),
        main.position());
  }
}
