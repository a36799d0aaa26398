package dev.demitasse.compiler.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A grammar of expressions, as text: each line has what it makes, how often it is tried beside the
 * others that make the same, and a template.
 *
 * <pre>{@code
 * int, long  8   ({T} + {T})
 * float      2   Fn.exp({float})
 * int        1   ({variable float:x} == {:x} ? Float.floatToRawIntBits({:x}) : 7)
 * }</pre>
 *
 * <p>A line that makes several things stands for one line each, with {@code T} for the last word of
 * what it makes. In braces stands what is to be written there: something else that the grammar
 * makes, or that its user makes. It has a name behind a colon if it is wanted again.
 */
final class Grammar {
  private static final Pattern LINE = Pattern.compile("([a-z, ]+?) +([0-9]+) +(.*)");
  private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern MADE = Pattern.compile("\\bT\\b");

  private record Rule(int weight, String template) {}

  private final Map<String, List<Rule>> rules = new LinkedHashMap<>();

  Grammar(String lines) {
    lines.lines().filter(line -> !line.isBlank()).forEach(this::add);
  }

  private void add(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(line);
    }
    for (String made : matcher.group(1).split(", ", -1)) {
      String type = made.substring(made.indexOf(' ') + 1);
      String template = MADE.matcher(matcher.group(3)).replaceAll(type);
      rules
          .computeIfAbsent(made, m -> new ArrayList<>())
          .add(new Rule(Integer.parseInt(matcher.group(2)), template));
    }
  }

  /** Writes what the grammar makes. What it does not make is left to others, with the depth. */
  final class Writer {
    private final Dice dice;
    private final BiFunction<String, Integer, Optional<String>> others;
    private final Map<String, Choice<Integer>> all = new LinkedHashMap<>();
    private final Map<String, Choice<Integer>> leaves = new LinkedHashMap<>();

    Writer(Dice dice, BiFunction<String, Integer, Optional<String>> others) {
      this.dice = dice;
      this.others = others;
      rules.forEach((made, list) -> {
        all.put(made, choice(list.stream()));
        leaves.put(made, choice(list.stream().filter(Grammar.this::isLeaf)));
      });
    }

    private Choice<Integer> choice(Stream<Rule> from) {
      Choice<Integer> choice = new Choice<>();
      from.forEach(r -> choice.with(r.weight(), depth -> fill(r.template(), depth)));
      return choice;
    }

    /** An expression in which at most {@code depth} others are nested; below 1, none. */
    Optional<String> write(String made, int depth) {
      if (!rules.containsKey(made)) {
        return others.apply(made, depth);
      }
      return (depth < 1 ? leaves : all).get(made).draw(dice, depth);
    }

    private Optional<String> fill(String template, int depth) {
      Map<String, String> named = new LinkedHashMap<>();
      StringBuilder text = new StringBuilder();
      Matcher hole = HOLE.matcher(template);
      int begin = 0;
      while (hole.find()) {
        String[] parts = hole.group(1).split(":", 2);
        Optional<String> filled =
            parts[0].isEmpty()
                ? Optional.of(named.get(parts[1]))
                : write(parts[0], depth - (dice.oneIn(3) ? 2 : 1));
        if (filled.isEmpty()) {
          return filled;
        }
        if (parts.length == 2) {
          named.put(parts[1], filled.get());
        }
        text.append(template, begin, hole.start()).append(filled.get());
        begin = hole.end();
      }
      return Optional.of(text.append(template.substring(begin)).toString());
    }
  }

  private boolean isLeaf(Rule rule) {
    return HOLE.matcher(rule.template())
        .results()
        .noneMatch(hole -> rules.containsKey(hole.group(1).split(":", 2)[0]));
  }
}
