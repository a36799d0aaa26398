package dev.demitasse.compiler.fuzz;

import dev.demitasse.compiler.fuzz.Variable.Array;
import dev.demitasse.compiler.fuzz.Variable.Elements;
import dev.demitasse.compiler.fuzz.Variable.Index;
import dev.demitasse.compiler.fuzz.Variable.Local;
import java.util.List;
import java.util.Optional;

/** Writes the statements that have other statements in them, and those that leave them. */
final class Control {
  private static final int DEPTH = 3;

  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Statements statements;
  private final Loops loops;
  private final Optional<Scalar> result;

  Control(
      Dice dice,
      Scope scope,
      Expressions expressions,
      Statements statements,
      Optional<Scalar> result) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.statements = statements;
    this.loops = new Loops(dice, scope);
    this.result = result;
  }

  /** Adds ways to write a statement, for the depth of blocks that may be in it. */
  void addTo(Choice<Integer> ways) {
    ways.with(8, nested(this::counted))
        .with(1, nested(this::each))
        .with(2, nested(this::countdown))
        .with(4, nested(this::choice))
        .with(2, nested(this::cases))
        .with(2, nested(this::guard))
        .with(2, depth -> jump())
        .with(1, depth -> returning());
  }

  private static Choice.Way<Integer> nested(Choice.Way<Integer> way) {
    return depth -> depth == 0 ? Optional.empty() : way.write(depth - 1);
  }

  static String block(String head, String body) {
    return head + " {\n" + body.indent(2) + "}\n";
  }

  // ---- Loops ----

  private Optional<String> counted(int depth) {
    Loops.Head head = loops.head();
    return scope.allows(head.trips())
        ? Optional.of(loop(head.text(), "", head.variables(), head.trips(), depth))
        : Optional.empty();
  }

  private Optional<String> each(int depth) {
    List<Array> arrays = scope.all(Array.class, a -> scope.allows(a.length()));
    if (arrays.isEmpty()) {
      return Optional.empty();
    }
    Array a = dice.of(arrays);
    Local v = new Local(scope.name("v"), a.type(), false);
    String head = "for (%s %s : %s)".formatted(a.type().javaName(), v.name(), a.name());
    return Optional.of(loop(head, "", List.of(v), a.length(), depth));
  }

  /** Of a number that goes down in each round, and may be some of the data. */
  private Optional<String> countdown(int depth) {
    Local v = new Local(scope.name("w"), Scalar.INT, false);
    boolean halves = dice.oneIn(3);
    int most = halves ? 63 : dice.between(1, 7);
    int trips = halves ? 6 : most;
    if (!scope.allows(trips)) {
      return Optional.empty();
    }
    String begin =
        dice.oneIn(2)
            ? "" + most
            : "(%s) & %d".formatted(expressions.of(Scalar.INT, 1), Indices.mask(most));
    String step = v.name() + (halves ? " >>= 1;\n" : dice.oneIn(2) ? "--;\n" : " -= 1;\n");
    String condition = v.name() + " > 0";
    if (dice.oneIn(3)) {
      condition += " && " + expressions.of(Scalar.BOOLEAN, 0);
    }
    String text =
        dice.oneIn(4)
            ? loop("do", step, List.of(v), trips, depth).stripTrailing()
                + " while (%s);\n".formatted(condition)
            : loop("while (%s)".formatted(condition), step, List.of(v), trips, depth);
    return Optional.of("int %s = %s;\n".formatted(v.name(), begin) + text);
  }

  /** A loop that other statements can leave, with a label if they may name it. */
  private String loop(
      String head, String first, List<? extends Variable> variables, int trips, int depth) {
    String label = dice.oneIn(4) ? scope.name("l") : "";
    String body =
        scope.loop(
            label,
            trips,
            () -> {
              variables.forEach(scope::declare);
              return first + statements.some(1, 3, depth);
            });
    return (label.isEmpty() ? "" : label + ":\n") + block(head, body);
  }

  private Optional<String> jump() {
    List<String> labels = scope.labels();
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    String target = dice.of(labels);
    String jump = dice.of(List.of("break", "continue")) + (target.isEmpty() ? "" : " " + target);
    String condition = "if (%s)".formatted(expressions.of(Scalar.BOOLEAN, 2));
    return Optional.of(block(condition, jump + ";\n"));
  }

  // ---- Choices ----

  private Optional<String> choice(int depth) {
    String condition = expressions.of(Scalar.BOOLEAN, DEPTH);
    String text = block("if (%s)".formatted(condition), some(depth));
    return Optional.of(dice.oneIn(2) ? text : text + block("else", some(depth)));
  }

  private String some(int depth) {
    return scope.block(() -> statements.some(1, 2, depth));
  }

  /** A {@code switch} of either form. */
  private Optional<String> cases(int depth) {
    boolean arrows = dice.oneIn(2);
    StringBuilder arms = new StringBuilder();
    int labels = dice.between(1, 4);
    for (int label = 0; label < labels; label++) {
      boolean two = dice.oneIn(4) && label + 1 < labels;
      String head = "case " + (two ? "%d, %d".formatted(label++, label) : "" + label);
      arms.append(arm(head, arrows, depth));
    }
    if (dice.oneIn(2)) {
      arms.append(arm("default", arrows, depth));
    }
    String selector = "(%s) & %d".formatted(expressions.of(Scalar.INT, 2), dice.of(List.of(3, 7)));
    return Optional.of(block("switch (%s)".formatted(selector), arms.toString()));
  }

  private String arm(String head, boolean arrow, int depth) {
    String body = some(depth);
    return arrow
        ? block(head + " ->", body)
        : block(head + ":", dice.oneIn(4) ? body : body + "break;\n");
  }

  /** A number that may be out of bounds, and what is done where it is not. */
  private Optional<String> guard(int depth) {
    List<Elements> tensors = scope.all(Elements.class, t -> t.size() > 0);
    if (tensors.isEmpty()) {
      return Optional.empty();
    }
    Elements t = dice.of(tensors);
    int axis = dice.between(0, t.rank());
    boolean linear = axis == t.rank();
    int extent = linear ? t.size() : t.shape().get(axis);
    String text = linear ? t.name() + ".size()" : "%s.dim(%d)".formatted(t.name(), axis);
    String value = expressions.indices().known(extent, 2, 1).name();
    Index guarded = new Index(scope.name("g"), 0, extent - 1);
    String body =
        scope.block(() -> {
          scope.declare(guarded);
          return statements.some(1, 2, depth);
        });
    String g = guarded.name();
    String condition = "if (%s >= 0 && %s < %s)".formatted(g, g, text);
    return Optional.of("int %s = %s;\n".formatted(g, value) + block(condition, body));
  }

  private Optional<String> returning() {
    return result.map(type ->
        block(
            "if (%s)".formatted(expressions.of(Scalar.BOOLEAN, 2)),
            "return %s;\n".formatted(expressions.of(type, DEPTH))));
  }
}
