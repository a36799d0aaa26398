package dev.demitasse.compiler.fuzz;

import dev.demitasse.compiler.fuzz.Variable.Array;
import dev.demitasse.compiler.fuzz.Variable.Elements;
import dev.demitasse.compiler.fuzz.Variable.Index;
import dev.demitasse.compiler.fuzz.Variable.Local;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes expressions of scalars. */
final class Expressions {
  /**
   * A text may be of a type that Java converts to the one that is wanted. No NaN's bits are looked
   * at, since Java says nothing about them, and no integer is divided by what may be zero.
   */
  private static final Grammar GRAMMAR =
      new Grammar(
          """
          boolean, byte, short, char, int, long, float, double  9  {variable T}
          boolean, byte, short, char, int, long, float, double  3  {literal T}
          boolean, byte, short, char, int, long, float, double  7  {converted T}
          boolean, byte, short, char, int, long, float, double  9  {element T}
          boolean, byte, short, char, int, long, float, double  4  {call T}
          boolean, byte, short, char, int, long, float, double  2  ({boolean} ? {T} : {T})
          boolean, byte, short, char, int, long, float, double  1  (switch ({int} & 3) { case 0 -> {T}; case 1, 2 -> {T}; default -> {T}; })

          boolean                   4  (!{boolean})
          boolean                   3  ({boolean} {logic} {boolean})
          boolean                   8  ({int} {relation} {int})
          boolean                   4  ({long} {relation} {long})
          boolean                   6  ({float} {relation} {float})
          boolean                   4  ({double} {relation} {double})
          logic                     1  &&
          logic                     1  ||
          logic                     1  &
          logic                     1  |
          logic                     1  ^
          logic                     1  ==
          logic                     1  !=
          relation                  1  <
          relation                  1  <=
          relation                  1  >
          relation                  1  >=
          relation                  1  ==
          relation                  1  !=

          byte, short, char         9  ((T) {int})
          byte, short, char         2  ((T) {long})
          byte, short, char         1  ((T) {float})
          byte, short, char         1  ((T) {double})
          int                       3  {byte}
          int                       2  {short}
          int                       2  {char}
          int                       3  ((T) {long})
          int, long                 2  ((T) {exact float})
          int, long                 2  ((T) {exact double})
          long, double              3  {int}
          float                     1  {int}
          float, double             1  {long}
          float                     3  ((float) {double})
          double                    3  {float}

          int, long, float, double  9  ({T} + {T})
          int, long, float, double  9  ({T} - {T})
          int, long, float, double  9  ({T} * {T})
          int, long, float, double  3  (-{T})
          int, long, float, double  1  (+{T})
          int, long, float, double  3  Math.min({T}, {T})
          int, long, float, double  3  Math.max({T}, {T})
          int, long, float, double  2  Math.abs({T})
          int, float, double        2  Fn.mac({T}, {T}, {T})

          int, long                 3  ({T} & {T})
          int, long                 3  ({T} | {T})
          int, long                 3  ({T} ^ {T})
          int, long                 2  (~{T})
          int, long                 3  ({T} << {count})
          int, long                 3  ({T} >> {count})
          int, long                 3  ({T} >>> {count})
          int, long                 4  ({T} / {divisor})
          int, long                 4  ({T} % {divisor})
          count                     3  {int}
          count                     1  {long}
          count                     2  {literal int}
          divisor                   4  {nonzero}
          divisor                   2  Math.max({int}, {positive})
          divisor                   2  Math.min({int}, (-{positive}))
          divisor                   2  (({int} & 7) + 1)
          int                       2  {extent}

          int, long                 1  Math.floorMod({T}, {divisor})
          int, long                 1  Math.floorDiv({T}, {divisor})
          long                      1  Math.multiplyHigh({long}, {long})
          long                      1  Math.multiplyFull({int}, {int})
          int                       1  Integer.bitCount({int})
          int                       1  Integer.numberOfLeadingZeros({int})
          int                       1  Integer.numberOfTrailingZeros({int})
          int                       1  Integer.highestOneBit({int})
          int                       1  Integer.lowestOneBit({int})
          int                       1  Integer.reverse({int})
          int                       1  Integer.reverseBytes({int})
          int                       1  Integer.rotateLeft({int}, {int})
          int                       1  Integer.rotateRight({int}, {int})
          int                       1  Integer.signum({int})
          int                       1  Integer.compare({int}, {int})
          int                       1  Integer.compareUnsigned({int}, {int})
          int                       1  Integer.divideUnsigned({int}, {divisor})
          int                       1  Integer.remainderUnsigned({int}, {divisor})
          long                      1  Integer.toUnsignedLong({int})
          int                       1  Long.bitCount({long})
          int                       1  Long.numberOfLeadingZeros({long})
          int                       1  Long.numberOfTrailingZeros({long})
          long                      1  Long.highestOneBit({long})
          long                      1  Long.lowestOneBit({long})
          long                      1  Long.reverse({long})
          long                      1  Long.reverseBytes({long})
          long                      1  Long.rotateLeft({long}, {int})
          int                       1  Long.signum({long})
          int                       1  Long.compareUnsigned({long}, {long})
          int                       1  Byte.toUnsignedInt({byte})
          int                       1  Short.toUnsignedInt({short})
          short                     1  Short.reverseBytes({short})
          char                      1  Character.reverseBytes({char})
          float, double             1  Math.copySign({T}, {signed T})
          signed float              1  {variable float:x} == {:x} ? {:x} : 1f
          signed double             1  {variable double:x} == {:x} ? {:x} : 1.0
          float, double             1  Math.signum({exact T})
          float, double             1  Math.ulp({exact T})
          float, double             1  Math.nextUp({exact T})
          float, double             1  Math.nextDown({exact T})
          float, double             1  Math.scalb({exact T}, {int})
          int                       1  Math.getExponent({exact float})
          int                       1  Math.getExponent({exact double})
          int                       1  Math.round({exact float})
          long                      1  Math.round({exact double})
          boolean                   1  Float.isNaN({float})
          boolean                   1  Double.isNaN({double})
          boolean                   1  Float.isInfinite({float})
          boolean                   1  Double.isFinite({double})
          int                       1  Float.floatToIntBits({float})
          long                      1  Double.doubleToLongBits({double})
          int                       1  Float.compare({float}, {float})
          int                       1  Double.compare({double}, {double})

          float, double             3  ({T} / {exact T})
          float, double             2  ({T} % {exact T})
          exact float, exact double 3  {variable T}
          exact float, exact double 3  {element T}
          exact float, exact double 2  {literal T}
          exact float, exact double 1  ((T) {T})
          float                     2  ((float) Math.sqrt({float}))
          float                     1  ((float) Math.floor({float}))
          float                     1  ((float) Math.ceil({float}))
          float                     1  ((float) Math.rint({float}))
          double                    2  Math.sqrt({double})
          double                    1  Math.floor({double})
          double                    1  Math.ceil({double})
          double                    1  Math.rint({double})
          float, double             1  Math.fma({T}, {T}, {exact T})
          float                     1  Fn.exp({float})
          float                     1  Fn.tanh({float})
          float                     1  Fn.sigmoid({float})
          float, double             1  {rare T}
          rare float, rare double   60 {variable T}
          rare float, rare double   1  Fn.exp({T})
          rare float, rare double   1  Fn.log({T})
          rare float, rare double   1  Fn.pow({T}, {T})
          rare float, rare double   1  Fn.sin({T})
          rare float, rare double   1  Fn.erf({T})
          rare float, rare double   1  Fn.atan2({T}, {T})

          float                     1  Float.intBitsToFloat({int})
          double                    1  Double.longBitsToDouble({long})
          int                       1  ({variable float:x} == {:x} ? Float.floatToRawIntBits({:x}) : 7)
          long                      1  ({variable double:x} == {:x} ? Double.doubleToRawLongBits({:x}) : 7L)
          """);

  private final Dice dice;
  private final Scope scope;
  private final List<Helper> helpers;
  private final Indices indices;
  private final Grammar.Writer writer;

  /** Expressions of what is in scope, that may call {@code helpers}. */
  Expressions(Dice dice, Scope scope, List<Helper> helpers) {
    this.dice = dice;
    this.scope = scope;
    this.helpers = helpers;
    this.indices = new Indices(dice, scope, this);
    this.writer = GRAMMAR.new Writer(dice, this::other);
  }

  Indices indices() {
    return indices;
  }

  /** An expression that can be assigned to {@code type}, with so many others nested in it. */
  String of(Scalar type, int depth) {
    return writer.write(type.javaName(), depth).orElseThrow();
  }

  /** What else the grammar makes: a {@code divisor}, say. */
  String of(String made, int depth) {
    return writer.write(made, depth).orElseThrow();
  }

  private Optional<String> other(String wanted, int depth) {
    String[] words = wanted.split(" ", -1);
    return switch (words[0]) {
      case "variable" -> variable(Scalar.of(words[1]));
      case "literal" -> Optional.of(Scalar.of(words[1]).literal(dice));
      case "element" -> element(Scalar.of(words[1]), depth);
      case "converted" -> converted(Scalar.of(words[1]), depth);
      case "call" -> call(Scalar.of(words[1]), depth);
      case "extent" -> extent();
      case "nonzero" -> Optional.of("(%s%d)".formatted(dice.oneIn(3) ? "-" : "", positive()));
      case "positive" -> Optional.of("" + positive());
      default -> throw new IllegalArgumentException(wanted);
    };
  }

  private int positive() {
    return dice.of(List.of(1, 2, 3, 4, 5, 7, 8, 10, 127, 256, 1000003, Integer.MAX_VALUE));
  }

  private <V> Optional<V> any(List<V> choices) {
    return choices.isEmpty() ? Optional.empty() : Optional.of(dice.of(choices));
  }

  private Optional<String> variable(Scalar type) {
    List<Variable> variables = new ArrayList<>(scope.all(Local.class, v -> v.type() == type));
    if (type == Scalar.INT) {
      variables.addAll(scope.all(Index.class, i -> true));
    }
    return any(variables).map(Variable::name);
  }

  /** Of a tensor or an array. */
  private Optional<String> element(Scalar type, int depth) {
    List<Array> arrays = scope.all(Array.class, a -> a.type() == type);
    if (!arrays.isEmpty() && dice.oneIn(2)) {
      Array a = dice.of(arrays);
      return indices.below(a.length(), depth).map(at -> "%s[%s]".formatted(a.name(), at));
    }
    return any(scope.all(Elements.class, t -> t.scalar() == type))
        .flatMap(t -> indices.of(t, depth).map(at -> "%s.at(%s)".formatted(t.name(), at)));
  }

  /** Data of another type. */
  private Optional<String> converted(Scalar type, int depth) {
    Scalar other = dice.of(Scalar.numbers().toList());
    return variable(other)
        .or(() -> element(other, depth))
        .map(data ->
            type == Scalar.BOOLEAN
                ? "(%s > %s)".formatted(data, other.literal(dice))
                : "((%s) %s)".formatted(type.javaName(), data));
  }

  private Optional<String> extent() {
    return any(scope.all(Elements.class, t -> true))
        .map(t ->
            dice.oneIn(3) || t.rank() == 0
                ? "%s.size()".formatted(t.name())
                : "%s.dim(%d)".formatted(t.name(), dice.between(0, t.rank() - 1)));
  }

  private Optional<String> call(Scalar type, int depth) {
    return any(helpers.stream().filter(h -> depth > 0 && h.result() == type).toList())
        .map(h -> h.call(parameter -> of(parameter, depth - 1)));
  }
}
