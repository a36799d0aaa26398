package dev.demitasse.compiler.fuzz;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.fuzz.Variable.Array;
import dev.demitasse.compiler.fuzz.Variable.Elements;
import dev.demitasse.compiler.fuzz.Variable.Index;
import dev.demitasse.compiler.fuzz.Variable.Local;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a program of a seed. */
final class Generator {
  private static final List<ElementType> ELEMENTS = List.of(ElementType.values());
  private static final int MAX_INPUTS = 3;
  private static final int MAX_ATTRIBUTES = 2;
  private static final int MAX_HELPERS = 2;
  private static final int DEPTH = 3;

  private final long seed;
  private final Dice dice;
  private final List<Helper> helpers = new ArrayList<>();
  private final List<Variable> constants = new ArrayList<>();
  private final StringBuilder members = new StringBuilder();

  private Generator(long seed) {
    this.seed = seed;
    this.dice = new Dice(seed);
  }

  /** The program that grows from a seed. */
  static Program program(long seed) {
    return new Generator(seed).program();
  }

  private Program program() {
    for (int i = dice.between(0, 2); i > 0; i--) {
      constant();
    }
    for (int i = dice.between(0, MAX_HELPERS); i > 0; i--) {
      helper();
    }
    List<Program.Input> inputs = new ArrayList<>();
    for (int i = dice.between(1, MAX_INPUTS); i > 0; i--) {
      boolean alike = !inputs.isEmpty() && dice.oneIn(2);
      List<Integer> shape = alike ? inputs.get(0).shape() : Shapes.any(dice);
      inputs.add(new Program.Input(dice.of(ELEMENTS), shape));
    }
    operator(inputs);
    return new Program(seed, inputs, Program.source(seed, members.toString()));
  }

  private Scalar scalar() {
    return dice.of(List.of(Scalar.values()));
  }

  private void constant() {
    Scalar type = scalar();
    String name = "C" + constants.size();
    int length = dice.oneIn(3) ? dice.between(1, 9) : 0;
    List<String> values = Stream.generate(() -> type.literal(dice)).limit(length).toList();
    members.append("static final ").append(type.javaName());
    if (length > 0) {
      members.append("[] %s = {%s};\n".formatted(name, String.join(", ", values)));
      constants.add(new Array(name, type, length, false));
    } else {
      members.append(" %s = %s;\n".formatted(name, type.literal(dice)));
      constants.add(new Local(name, type, false));
    }
  }

  /** A scope in which a method begins. */
  private Scope scope(List<? extends Variable> parameters) {
    Scope scope = new Scope();
    constants.forEach(scope::declare);
    parameters.forEach(scope::declare);
    return scope;
  }

  private void helper() {
    List<Local> parameters = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      parameters.add(new Local("p" + parameters.size(), scalar(), dice.oneIn(4)));
    }
    Helper made =
        new Helper("h" + helpers.size(), scalar(), parameters.stream().map(Local::type).toList());
    Scope scope = scope(parameters);
    Expressions expressions = new Expressions(dice, scope, List.copyOf(helpers));
    Statements statements = new Statements(dice, scope, expressions, Optional.of(made.result()));
    String body =
        statements.some(0, 3, 1) + "return %s;\n".formatted(expressions.of(made.result(), DEPTH));
    List<String> declared =
        parameters.stream().map(p -> p.type().javaName() + " " + p.name()).toList();
    String head =
        "static %s %s(%s)"
            .formatted(made.result().javaName(), made.name(), String.join(", ", declared));
    members.append('\n').append(Control.block(head, body));
    helpers.add(made);
  }

  private void operator(List<Program.Input> inputs) {
    List<Variable> parameters = new ArrayList<>();
    List<String> tensors = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (Program.Input input : inputs) {
      String name = "x" + parameters.size();
      parameters.add(new Elements(name, input.type(), input.shape(), true, false));
      tensors.add(input.type().tensorName() + " " + name);
      arguments.add(name);
    }
    List<String> declared = new ArrayList<>(tensors);
    for (int i = dice.between(0, MAX_ATTRIBUTES); i > 0; i--) {
      String name = "a" + parameters.size();
      Scalar type = scalar();
      boolean index = type == Scalar.INT && dice.oneIn(2);
      int value = dice.between(-1, 5);
      parameters.add(index ? new Index(name, value, value) : new Local(name, type, false));
      declared.add(type.javaName() + " " + name);
      arguments.add(index ? "" + value : type.literal(dice));
    }
    Scope scope = scope(parameters);
    Expressions expressions = new Expressions(dice, scope, List.copyOf(helpers));
    Statements statements = new Statements(dice, scope, expressions, Optional.empty());

    Elements first = (Elements) parameters.get(0);
    boolean like = dice.oneIn(2);
    List<Integer> shape = like ? first.shape() : Shapes.any(dice);
    Elements y = new Elements("y", dice.of(ELEMENTS), shape, true, true);
    String type = y.type().tensorName();
    String extents = like ? first.name() + ".shape()" : Shapes.arguments(shape);
    scope.declare(y);
    String body = statements.some(2, 5, 3) + rest(scope, y);
    Elements result = dice.oneIn(6) ? statements.views().of(y) : y;
    String operator =
        Control.block(
            "public static %s apply(%s)".formatted(type, String.join(", ", declared)),
            "%s y = %s.zeros(%s);\n".formatted(type, type, extents)
                + body
                + "return %s;\n".formatted(result.name()));
    String network =
        Control.block(
            "public static %s run(%s)".formatted(type, String.join(", ", tensors)),
            "return apply(%s);\n".formatted(String.join(", ", arguments)));
    members.append('\n').append(operator).append('\n').append(network);
  }

  /** What the variables have become is seen in the result. */
  private String rest(Scope scope, Elements y) {
    StringBuilder text = new StringBuilder();
    if (y.size() > 0) {
      for (Local v : scope.all(Local.class, Local::assignable)) {
        String at = "" + dice.between(0, y.size() - 1);
        text.append("y.set(%s, %s);\n".formatted(at, converted(v, y.scalar())));
      }
    }
    return text.toString();
  }

  private static String converted(Local v, Scalar to) {
    if (v.type() == to) {
      return v.name();
    }
    if (to == Scalar.BOOLEAN) {
      return v.name() + " > 0";
    }
    String number = v.type() == Scalar.BOOLEAN ? "(%s ? 1 : 0)".formatted(v.name()) : v.name();
    return "(%s) %s".formatted(to.javaName(), number);
  }
}
