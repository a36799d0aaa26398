package dev.demitasse.compiler.codegen;

import static dev.demitasse.compiler.codegen.CExpressions.OPERAND;
import static dev.demitasse.compiler.codegen.CExpressions.TERNARY;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericStmt;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Prints one function as C. Decides nothing: every question has been answered by a pass. */
final class CFunction {
  private static final int WIDTH = 100;

  /** What an operator returns when a check fails; {@code DEMITASSE_CHECK_FAILED} of the runtime. */
  static final int CHECK_FAILED = -5;

  private final CNames names = new CNames();
  private final CNames labels = new CNames();
  private final Set<Var> targets;
  private final FileScope file;
  private final CExpressions expressions;
  private final StringBuilder out = new StringBuilder();
  private int indent = 1;

  private CFunction(Seq body, FileScope file) {
    this.targets = CJumps.targets(body);
    this.file = file;
    this.expressions = new CExpressions(names, file);
  }

  /**
   * The whole function.
   *
   * @param overlapping parameters that may share memory with others, one of which is written
   * @param file takes what it needs
   */
  static String definition(PrimFunc f, Set<Var> overlapping, FileScope file) {
    CFunction c = new CFunction(f.body(), file);
    String signature = c.signature(f, overlapping);
    f.parameters().stream()
        .filter(p -> !isUsed(p, f.body()))
        .forEach(p -> c.line("(void)" + c.names.of(p) + ";"));
    c.seq(f.body(), CJumps.NONE);
    if (f.result().equals(Type.VOID)) {
      c.line("return 0;");
    }
    return signature + " {\n" + c.out + "}\n";
  }

  /** Whether a body speaks of a parameter: loops over nothing do not. */
  private static boolean isUsed(Var parameter, Seq body) {
    AtomicBoolean used = new AtomicBoolean();
    Walk.exprs(body, e -> used.compareAndSet(false, e == parameter));
    return used.get() || Stores.reads(body, parameter) || Stores.writes(body, parameter);
  }

  /** Only its declaration. */
  static String prototype(PrimFunc f, Set<Var> overlapping) {
    return new CFunction(Seq.EMPTY, new FileScope("", Set.of())).signature(f, overlapping) + ";\n";
  }

  private String signature(PrimFunc f, Set<Var> overlapping) {
    boolean operator = f.result().equals(Type.VOID);
    String head =
        operator
            ? "int32_t " + f.symbol() + "("
            : "static " + CTypes.name((DataType) f.result()) + " " + f.symbol() + "(";
    List<String> parameters =
        f.parameters().stream().map(p -> parameter(f, p, !overlapping.contains(p))).toList();
    return listed(head, parameters, 0);
  }

  /** {@code head(a, b)}, in one line if it fits, else with a line for each. */
  static String listed(String head, List<String> items, int indent) {
    String one = head + String.join(", ", items) + ")";
    return indent + one.length() + 2 <= WIDTH
        ? one
        : head + String.join(",\n" + " ".repeat(indent + head.length()), items) + ")";
  }

  /** What a parameter points to: {@code const float} if it is only read. */
  static String pointee(PrimFunc f, Buffer b) {
    String type = CTypes.name(b.element());
    return Stores.writes(f.body(), b.data()) ? type : "const " + type;
  }

  private String parameter(PrimFunc f, Var p, boolean alone) {
    return switch (p.type()) {
      case Type.PointerType(DataType element) ->
          pointee(f, f.buffers().get(p)) + (alone ? " *restrict " : " *") + names.of(p);
      case DataType type -> CTypes.name(type) + " " + names.of(p);
      default -> throw new IllegalStateException("parameter of type " + p.type());
    };
  }

  // ---- Statements ----

  private void line(String text) {
    String rest = "  ".repeat(indent) + text;
    String margin = "  ".repeat(indent + 2);
    for (int end = breakPoint(rest); end > 0; end = breakPoint(rest)) {
      out.append(rest, 0, end).append('\n');
      rest = margin + rest.substring(end + 1);
    }
    out.append(rest).append('\n');
  }

  /** The space before an operator where a line that is too long had better end; 0 if none. */
  private static int breakPoint(String line) {
    int best = 0;
    int bestDepth = Integer.MAX_VALUE;
    int depth = 0;
    for (int i = 0; i < line.length() && line.length() > WIDTH; i++) {
      char c = line.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      boolean operator =
          line.startsWith(" ", i) && line.substring(i).matches(" [-+*/%?:&|<>=!]+ .*");
      if (operator && i > WIDTH / 2 && i <= WIDTH && depth <= bestDepth) {
        best = i;
        bestDepth = depth;
      }
    }
    return best;
  }

  private void nested(Seq body, CJumps jumps) {
    Set<String> outside = names.mark();
    indent++;
    seq(body, jumps);
    indent--;
    names.release(outside);
  }

  private void seq(Seq s, CJumps jumps) {
    List<Stmt> statements = s.statements();
    for (int i = 0; i < statements.size(); i++) {
      if (statements.get(i) instanceof Allocate a) {
        i += allocation(a.buffer(), statements.subList(i + 1, statements.size()));
      } else {
        stmt(statements.get(i), jumps.at(i, statements));
      }
    }
  }

  /** Declares a variable or an array; the number of the statements behind that initialise it. */
  private int allocation(Buffer b, List<Stmt> behind) {
    String type = CTypes.name(b.element()) + " ";
    if (b.rank() == 0) {
      boolean bound =
          !behind.isEmpty()
              && behind.get(0) instanceof BufferStore store
              && store.buffer().data() == b.data();
      line(
          type
              + (bound
                  ? declare(b.data(), ((BufferStore) behind.get(0)).value())
                  : names.of(b.data()) + ";"));
      return bound ? 1 : 0;
    }
    CArrayInit init = CArrayInit.of(b, behind);
    String head = type + names.of(b.data()) + "[" + CTypes.extent(b) + "]";
    out.append(CInitializer.declaration(head, init.values(), "  ".repeat(indent)));
    return init.statements();
  }

  /** The value is printed before the name is taken, as it may speak of an outer one. */
  private String declare(Var v, Expr value) {
    String init = expressions.text(value, TERNARY);
    return names.of(v) + " = " + init + ";";
  }

  private void stmt(Stmt s, CJumps jumps) {
    switch (s) {
      case Seq q -> seq(q, jumps);
      case For loop -> {
        Set<String> outside = names.mark();
        line(head(loop) + " {");
        nested(loop.body(), jumps.inLoop());
        line("}");
        names.release(outside);
      }
      case While(Expr condition, Seq body, var p) -> {
        line("while (" + expressions.text(condition, TERNARY) + ") {");
        nested(body, jumps.inLoop());
        line("}");
      }
      case IfThenElse choice -> choice(choice, jumps);
      case Block block -> block(block, jumps.inBlock(block.label()));
      case Leave(Var label, var p) -> leave(label, jumps);
      case Let(Var v, Expr value, var p) ->
          line("const " + CTypes.name((DataType) v.type()) + " " + declare(v, value));
      case Allocate a -> throw new IllegalStateException("outside of a sequence: " + a);
      case AllocateConst table -> names.use(table.buffer().data(), file.use(table));
      case BufferStore(Buffer b, List<Expr> indices, Expr value, var p) -> store(b, indices, value);
      case Assert(Expr condition, var p) -> {
        line("if (" + expressions.text(Fold.not(condition), TERNARY) + ") {");
        line("  return " + CHECK_FAILED + ";");
        line("}");
      }
      case Return(Expr value, var p) -> line("return " + expressions.text(value, TERNARY) + ";");
      case Evaluate e -> throw new IllegalStateException("call for effect in an operator: " + e);
      case GenericStmt g -> throw new IllegalStateException("not specialised: " + g);
    }
  }

  private void choice(IfThenElse choice, CJumps jumps) {
    line("if (" + expressions.text(choice.condition(), TERNARY) + ") {");
    nested(choice.then(), jumps);
    Seq otherwise = choice.otherwise();
    while (otherwise.statements().size() == 1
        && otherwise.statements().get(0) instanceof IfThenElse next) {
      line("} else if (" + expressions.text(next.condition(), TERNARY) + ") {");
      nested(next.then(), jumps);
      otherwise = next.otherwise();
    }
    if (!otherwise.isEmpty()) {
      line("} else {");
      nested(otherwise, jumps);
    }
    line("}");
  }

  /** In braces if a jump to its end would skip a declaration, which C++ does not allow. */
  private void block(Block block, CJumps inside) {
    if (!targets.contains(block.label())) {
      seq(block.body(), inside);
      return;
    }
    if (declares(block.body())) {
      line("{");
      nested(block.body(), inside);
      line("}");
    } else {
      seq(block.body(), inside);
    }
    indent--;
    line(labels.of(block.label()) + ":;");
    indent++;
  }

  private static boolean declares(Seq body) {
    return body.statements().stream()
        .anyMatch(s ->
            switch (s) {
              case Let let -> true;
              case Allocate allocation -> true;
              case Seq inner -> declares(inner);
              case Block inner -> declares(inner.body());
              default -> false;
            });
  }

  private void leave(Var label, CJumps jumps) {
    switch (jumps.to(label)) {
      case NONE -> {}
      case BREAK -> line("break;");
      case CONTINUE -> line("continue;");
      case GOTO -> line("goto " + labels.of(label) + ";");
    }
  }

  private String head(For loop) {
    String begin = expressions.text(loop.begin(), TERNARY);
    String end = expressions.text(loop.end(), OPERAND);
    String v = names.of(loop.variable());
    String type = CTypes.name((DataType) loop.variable().type());
    String step =
        switch (loop.step()) {
          case 1 -> v + "++";
          case -1 -> v + "--";
          default -> v + (loop.step() > 0 ? " += " + loop.step() : " -= " + -loop.step());
        };
    String relation = loop.step() > 0 ? " < " : " > ";
    return "for (" + type + " " + v + " = " + begin + "; " + v + relation + end + "; " + step + ")";
  }

  private void store(Buffer b, List<Expr> indices, Expr value) {
    String target = expressions.element(b, indices);
    if (value instanceof Binary(BinaryOp op, BufferLoad(Buffer c, var i, var p), Expr rest)
        && op == BinaryOp.ADD
        && c.data() == b.data()
        && i.equals(indices)) {
      line(target + " += " + expressions.text(rest, TERNARY) + ";");
    } else {
      line(target + " = " + expressions.text(value, TERNARY) + ";");
    }
  }
}
