package dev.demitasse.tools;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Budget;
import dev.demitasse.compiler.report.Report.Function;
import dev.demitasse.compiler.report.Report.Pool;
import dev.demitasse.compiler.report.Report.Remark;
import dev.demitasse.compiler.report.Report.Step;
import dev.demitasse.compiler.report.Report.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What is different in two reports, as lines of text. What is alike is left out. */
final class Differences {
  private final List<String> lines = new ArrayList<>();
  private List<Row> rows = new ArrayList<>();

  /** A figure before and after; empty where it is not known. */
  private record Row(String name, Optional<Long> before, Optional<Long> after) {}

  private Differences() {}

  /** The lines; none if there is no difference. */
  static List<String> of(Report before, Report after) {
    Differences d = new Differences();
    d.settings(before, after);
    for (Figure figure : Figure.values()) {
      d.figure(figure.toString(), figure.of(before), figure.of(after));
    }
    d.endTable("totals");
    d.pools(before, after);
    d.steps(before.steps(), after.steps());
    d.functions(before, after);
    d.tensors(before, after);
    d.remarks(before.remarks(), after.remarks());
    return List.copyOf(d.lines);
  }

  // ---- Tables ----

  private void figure(String name, Optional<Long> before, Optional<Long> after) {
    if (!before.equals(after)) {
      rows.add(new Row(name, before, after));
    }
  }

  private void endTable(String title) {
    if (!rows.isEmpty()) {
      int width = rows.stream().mapToInt(r -> r.name().length()).max().orElse(0);
      width = Math.max(width, title.length());
      lines.add(line(width, title, "before", "after", "difference", ""));
      for (Row r : rows) {
        lines.add(
            line(
                width,
                r.name(),
                r.before().map(Differences::number).orElse("unknown"),
                r.after().map(Differences::number).orElse("unknown"),
                r.before().isPresent() && r.after().isPresent()
                    ? difference(r.after().get() - r.before().get())
                    : "",
                r.before().isPresent() && r.after().isPresent()
                    ? percent(r.before().get(), r.after().get())
                    : ""));
      }
      rows = new ArrayList<>();
    }
  }

  private static String line(int width, String name, String a, String b, String c, String d) {
    return ("  %-" + width + "s %14s %14s %14s %10s").formatted(name, a, b, c, d).stripTrailing();
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String difference(long n) {
    return String.format(Locale.ROOT, "%+,d", n);
  }

  private static String percent(long before, long after) {
    return before == 0
        ? ""
        : String.format(Locale.ROOT, "%+.1f %%", 100.0 * (after - before) / before);
  }

  // ---- Lists ----

  private void endList(String title, List<String> list) {
    if (!list.isEmpty()) {
      lines.add("  " + title);
      list.forEach(text -> lines.add("    " + text));
    }
  }

  /** Visits what is in both by their names, and notes what is in one only. */
  private static <T> void both(
      Map<String, T> before, Map<String, T> after, List<String> only, BiConsumer<T, T> visitor) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      if (!after.containsKey(name)) {
        only.add("- " + name);
      } else if (!before.containsKey(name)) {
        only.add("+ " + name);
      } else {
        visitor.accept(before.get(name), after.get(name));
      }
    }
  }

  private static <T> Map<String, T> byName(
      List<T> list, java.util.function.Function<T, String> name) {
    Map<String, T> map = new LinkedHashMap<>();
    list.forEach(x -> map.putIfAbsent(name.apply(x), x));
    return map;
  }

  /** What was asked for, which may be why all else is different. */
  private void settings(Report before, Report after) {
    List<String> list = new ArrayList<>();
    setting("multiply-add", before.target().mac(), after.target().mac(), list);
    setting(
        "alignment", number(before.target().alignment()), number(after.target().alignment()), list);
    limit("ram", before, after, Budget::ram, list);
    limit("constants", before, after, Budget::constants, list);
    limit("macs", before, after, Budget::macs, list);
    limit("flash", before, after, Budget::flash, list);
    limit("stack", before, after, Budget::stack, list);
    endList("target and budget", list);
  }

  private static void limit(
      String name,
      Report before,
      Report after,
      java.util.function.Function<Budget, Optional<Long>> limit,
      List<String> list) {
    String was = before.budget().flatMap(limit).map(Differences::number).orElse("none");
    String is = after.budget().flatMap(limit).map(Differences::number).orElse("none");
    setting("limit of " + name, was, is, list);
  }

  private static void setting(String name, String before, String after, List<String> list) {
    if (!before.equals(after)) {
      list.add("%s: %s, now %s".formatted(name, before, after));
    }
  }

  /** What a C name of before would be if the network had always been called as it is now. */
  private static String renamed(String name, Report before, Report after) {
    return name.startsWith(before.prefix() + "_")
        ? after.prefix() + name.substring(before.prefix().length())
        : name;
  }

  private void pools(Report before, Report after) {
    List<String> only = new ArrayList<>();
    both(
        byName(before.pools(), Pool::name),
        byName(after.pools(), Pool::name),
        only,
        (a, b) -> {
          figure(a.name(), Optional.of(a.bytes()), Optional.of(b.bytes()));
          figure(
              a.name() + ", lower bound", Optional.of(a.lowerBound()), Optional.of(b.lowerBound()));
        });
    endTable("pools");
    endList("pools in one only", only);
  }

  // ---- Operators ----

  /**
   * Calls are told apart by what they do, in their order: the longest common sequence of titles.
   */
  private void steps(List<Step> before, List<Step> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).title().equals(after.get(j).title())
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> only = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size()
          && j < after.size()
          && before.get(i).title().equals(after.get(j).title())) {
        step(before.get(i), after.get(j), i == j ? "step " + i : "step %d, now %d".formatted(i, j));
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        only.add("- " + described(before.get(i), i));
        i++;
      } else {
        only.add("+ " + described(after.get(j), j));
        j++;
      }
    }
    endTable("operators");
    endList("operators in one only", only);
  }

  private void step(Step a, Step b, String place) {
    String name = "%s (%s): ".formatted(a.title(), place);
    figure(name + "MACs", a.macs(), b.macs());
    figure(name + "live RAM", Optional.of(a.live()), Optional.of(b.live()));
    figure(name + "scratch", Optional.of(a.scratch()), Optional.of(b.scratch()));
    figure(name + "constants", Optional.of(a.constants()), Optional.of(b.constants()));
  }

  private static String described(Step s, int i) {
    return "%s (step %d): %s MACs, %s bytes of live RAM, %s of constants"
        .formatted(
            s.title(),
            i,
            s.macs().map(Differences::number).orElse("unknown"),
            number(s.live()),
            number(s.constants()));
  }

  private void functions(Report before, Report after) {
    List<String> only = new ArrayList<>();
    both(
        byName(before.functions(), f -> renamed(f.symbol(), before, after)),
        byName(after.functions(), Function::symbol),
        only,
        (a, b) -> {
          figure(b.symbol() + ": flash", a.flash(), b.flash());
          figure(b.symbol() + ": frame", a.frame(), b.frame());
        });
    endTable("functions");
    endList("functions in one only", only);
  }

  // ---- Tensors and remarks ----

  private void tensors(Report before, Report after) {
    List<String> list = new ArrayList<>();
    int[] moved = {0};
    both(
        byName(before.tensors(), t -> renamed(t.name(), before, after)),
        byName(after.tensors(), Tensor::name),
        list,
        (a, b) -> {
          if (!described(a).equals(described(b))) {
            list.add(
                "%s: %s, now %s"
                    .formatted(b.name(), described(a) + place(a), described(b) + place(b)));
          } else if (!a.pool().equals(b.pool())) {
            list.add("%s:%s, now%s".formatted(b.name(), place(a), place(b)));
          } else if (!a.offset().equals(b.offset())) {
            moved[0]++;
          }
        });
    if (moved[0] > 0) {
      list.add("%d %s elsewhere".formatted(moved[0], moved[0] == 1 ? "lies" : "lie"));
    }
    endList("tensors", list);
  }

  private static String described(Tensor t) {
    return "%s %s%s, %s bytes"
        .formatted(
            t.kind().name().toLowerCase(Locale.ROOT), t.type(), t.shape(), number(t.bytes()));
  }

  private static String place(Tensor t) {
    return t.pool().map(p -> " in " + p).orElse(" in no pool");
  }

  private void remarks(List<Remark> before, List<Remark> after) {
    Map<String, Long> were = counted(before);
    Map<String, Long> are = counted(after);
    Set<String> all = new LinkedHashSet<>(were.keySet());
    all.addAll(are.keySet());
    List<String> list = new ArrayList<>();
    for (String text : all) {
      long more = are.getOrDefault(text, 0L) - were.getOrDefault(text, 0L);
      if (more != 0) {
        list.add("%+d %s".formatted(more, text));
      }
    }
    endList("remarks", list);
  }

  private static Map<String, Long> counted(List<Remark> remarks) {
    return remarks.stream()
        .collect(
            Collectors.groupingBy(
                r ->
                    "%s, %s: %s: %s"
                        .formatted(
                            r.pass(),
                            r.result().name().toLowerCase(Locale.ROOT),
                            r.subject(),
                            r.reason()),
                LinkedHashMap::new,
                Collectors.counting()));
  }
}
