package dev.demitasse.compiler.fuzz;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.fuzz.Variable.Array;
import dev.demitasse.compiler.fuzz.Variable.Elements;
import dev.demitasse.compiler.fuzz.Variable.Local;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the statements of one method, a line each, into the scope that they stand in. */
final class Statements {
  private static final int DEPTH = 3;

  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Indices indices;
  private final Views views;
  private final Optional<Scalar> result;
  private final Choice<Integer> ways =
      new Choice<Integer>()
          .with(5, depth -> Optional.of(local()))
          .with(4, depth -> assignment())
          .with(5, depth -> compound())
          .with(2, depth -> step())
          .with(9, depth -> store())
          .with(3, depth -> view())
          .with(1, depth -> tensor())
          .with(2, depth -> array())
          .with(3, depth -> arrayStore());

  /**
   * Statements of a method.
   *
   * @param result what it may return anywhere; nothing if it returns at its end only
   */
  Statements(Dice dice, Scope scope, Expressions expressions, Optional<Scalar> result) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.indices = expressions.indices();
    this.views = new Views(dice, scope, indices);
    this.result = result;
    new Control(dice, scope, expressions, this, result).addTo(ways);
  }

  Views views() {
    return views;
  }

  /** Some statements, with blocks that are nested so deep. */
  String some(int atLeast, int atMost, int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = dice.between(atLeast, atMost); i > 0; i--) {
      ways.draw(dice, depth).ifPresent(text::append);
    }
    return text.toString();
  }

  private <V> Optional<V> any(List<V> choices) {
    return choices.isEmpty() ? Optional.empty() : Optional.of(dice.of(choices));
  }

  // ---- Locals ----

  private String local() {
    Local v = new Local(scope.name("v"), dice.of(List.of(Scalar.values())), !dice.oneIn(3));
    String value = expressions.of(v.type(), DEPTH);
    scope.declare(v);
    String modifier = !v.assignable() && dice.oneIn(2) ? "final " : "";
    return "%s%s %s = %s;\n".formatted(modifier, v.type().javaName(), v.name(), value);
  }

  private Optional<Local> assignable() {
    return any(scope.all(Local.class, Local::assignable));
  }

  private Optional<String> assignment() {
    return assignable().map(v -> "%s = %s;\n".formatted(v.name(), expressions.of(v.type(), DEPTH)));
  }

  /** Java casts the result to the variable's type, whatever the operand's is. */
  private Optional<String> compound() {
    return assignable()
        .map(v -> {
          if (v.type() == Scalar.BOOLEAN) {
            String op = dice.of(List.of("&", "|", "^"));
            return "%s %s= %s;\n".formatted(v.name(), op, expressions.of(Scalar.BOOLEAN, 2));
          }
          boolean isFloat = v.type() == Scalar.FLOAT || v.type() == Scalar.DOUBLE;
          String op =
              isFloat
                  ? dice.of(List.of("+", "-", "*"))
                  : dice.of(List.of("+", "-", "*", "&", "|", "^", "<<", ">>", ">>>", "/", "%"));
          String operand =
              switch (op) {
                case "+", "-", "*" -> expressions.of(dice.of(Scalar.numbers().toList()), 2);
                case "/", "%" -> expressions.of("divisor", 2);
                default -> expressions.of("count", 2);
              };
          return "%s %s= %s;\n".formatted(v.name(), op, operand);
        });
  }

  private Optional<String> step() {
    return any(scope.all(Local.class, v -> v.assignable() && v.type() != Scalar.BOOLEAN))
        .map(v -> dice.of(List.of("%s++;\n", "++%s;\n", "%s--;\n", "--%s;\n")).formatted(v.name()));
  }

  // ---- Arrays ----

  private Optional<String> array() {
    Scalar type = dice.of(List.of(Scalar.values()));
    int length = dice.between(1, 6);
    String java = type.javaName();
    String value = "new %s[%d]".formatted(java, length);
    if (dice.oneIn(2)) {
      List<String> values = Stream.generate(() -> expressions.of(type, 2)).limit(length).toList();
      value = "{%s}".formatted(String.join(", ", values));
    }
    Array a = new Array(scope.name("n"), type, length, true);
    scope.declare(a);
    return Optional.of("%s[] %s = %s;\n".formatted(java, a.name(), value));
  }

  private Optional<String> arrayStore() {
    return any(scope.all(Array.class, Array::assignable))
        .map(a -> {
          String at = indices.below(a.length(), 2).orElseThrow();
          String op = a.type() == Scalar.BOOLEAN ? "^=" : dice.of(List.of("+=", "-=", "*="));
          return "%s[%s] %s %s;\n"
              .formatted(a.name(), at, dice.oneIn(3) ? op : "=", expressions.of(a.type(), DEPTH));
        });
  }

  // ---- Tensors ----

  private Optional<String> store() {
    return any(scope.all(Elements.class, Elements::writable))
        .flatMap(t ->
            indices
                .of(t, 2)
                .map(at -> {
                  String value = expressions.of(t.scalar(), DEPTH);
                  return "%s.set(%s, %s);\n".formatted(t.name(), at, value);
                }));
  }

  private Optional<String> view() {
    return any(scope.all(Elements.class, t -> true)).map(t -> declared(views.of(t)));
  }

  /** A helper of scalars has no memory. */
  private Optional<String> tensor() {
    if (result.isPresent()) {
      return Optional.empty();
    }
    ElementType type = dice.of(List.of(ElementType.values()));
    List<Integer> shape = Shapes.any(dice);
    String made = "%s.zeros(%s)".formatted(type.tensorName(), Shapes.arguments(shape));
    return Optional.of(declared(new Elements(made, type, shape, true, true)));
  }

  private String declared(Elements made) {
    String type = dice.oneIn(2) ? "var" : made.type().tensorName();
    String name = scope.name("t");
    scope.declare(
        new Elements(name, made.type(), made.shape(), made.contiguous(), made.writable()));
    return "%s %s = %s;\n".formatted(type, name, made.name());
  }
}
