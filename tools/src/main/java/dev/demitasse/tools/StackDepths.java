package dev.demitasse.tools;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Function;
import dev.demitasse.tools.StackUsage.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How deep the stack may become below each function of a network: its frame, and the deepest of
 * what it calls. Who calls whom says the report, as the C has it, or the compiler where it wrote
 * {@code .ci} files. A static function without a frame was inlined into its callers, whose frames
 * have what it takes.
 */
final class StackDepths {
  /** A function on the way down. */
  record Step(String function, long frame) {
    @Override
    public String toString() {
      return "%s (%d)".formatted(function, frame);
    }
  }

  /** The deepest way down from a function. */
  record Way(long bytes, List<Step> steps) {
    Way {
      steps = List.copyOf(steps);
    }
  }

  private static final Way NOTHING = new Way(0, List.of());

  private final Report report;
  private final Set<String> sources;
  private final Map<String, Long> given;
  private final Map<String, Function> functions = new HashMap<>();

  /** By their titles. */
  private final Map<String, CallInfo.Node> nodes = new HashMap<>();

  /** The frames of the network's functions, by the names of these, copies and parts together. */
  private final Map<String, List<Frame>> own = new TreeMap<>();

  private final Map<String, List<Frame>> others = new HashMap<>();
  private final Map<String, Way> ways = new HashMap<>();
  private final Set<String> begun = new LinkedHashSet<>();
  private final Map<String, Set<String>> unknown = new TreeMap<>();
  private final Map<String, InputException> mistakes = new LinkedHashMap<>();

  /**
   * The depths of a network.
   *
   * @param frames of its functions, and of whatever else
   * @param calls as compiled, as far as these are known; they have frames, too
   * @param given what functions of others take with all that they call, by their names
   */
  StackDepths(
      Report report, List<Frame> frames, List<CallInfo.Node> calls, Map<String, Long> given) {
    this.report = report;
    this.given = given;
    this.sources = Set.of(report.prefix() + ".c", report.prefix() + "_packed.c");
    report.functions().stream()
        .filter(f -> f.kind() != Function.Kind.KERNEL)
        .forEach(f -> functions.put(f.symbol(), f));
    frames.forEach(this::add);
    calls.forEach(node -> nodes.put(node.title(), node));
    calls.forEach(node -> node.frame().ifPresent(this::add));
    checkBelonging();
    checkOneBuild();
  }

  private void add(Frame frame) {
    String name = plain(frame.function());
    boolean inHeader = frame.source().endsWith(".h") && functions.containsKey(name);
    boolean isOwn = sources.contains(frame.source()) || inHeader;
    (isOwn ? own : others).computeIfAbsent(name, n -> new ArrayList<>()).add(frame);
  }

  /** The name of a function, without what compilers add to it for a copy or a part. */
  private static String plain(String name) {
    return name.replaceFirst("\\..*", "");
  }

  /** Everything that is wrong with what was given. */
  List<InputException> mistakes() {
    return List.copyOf(mistakes.values());
  }

  /** What is called and takes nobody knows how much, with those that call it. */
  Map<String, Set<String>> unknown() {
    return unknown;
  }

  // ---- Checks ----

  private void checkBelonging() {
    if (own.isEmpty()) {
      mistake(
          "no frame is one of network '%s'".formatted(report.network()),
          "compile %s.c with -fstack-usage, and give what that wrote".formatted(report.prefix()));
      return;
    }
    String missing =
        functions.values().stream()
            .filter(f -> f.kind() == Function.Kind.OPERATOR || f.symbol().equals(main()))
            .map(Function::symbol)
            .filter(f -> !own.containsKey(f))
            .sorted()
            .collect(Collectors.joining("', '"));
    if (!missing.isEmpty()) {
      mistake(
          "there is no frame of '%s'".formatted(missing),
          "these files are of another build of the network, or of -flto: compile its C again");
    }
    own.forEach((name, frames) -> {
      if (name.startsWith(report.prefix() + "_") && !functions.containsKey(name)) {
        mistake(
            "'%s' has a frame of '%s', which is not in the report"
                .formatted(frames.get(0).origin(), name),
            "one of the two is of another build of the network: compile its C again");
      }
    });
  }

  private String main() {
    return report.prefix() + "___tvm_main__";
  }

  /** One file may have several copies of a function, but two files say the same of it. */
  private void checkOneBuild() {
    for (List<Frame> frames : own.values()) {
      Map<String, Map<Path, Long>> byFunction = new TreeMap<>();
      for (Frame frame : frames) {
        if (sources.contains(frame.source())) {
          byFunction
              .computeIfAbsent(frame.function(), f -> new TreeMap<>())
              .merge(frame.origin(), frame.bytes(), Math::max);
        }
      }
      byFunction.forEach((function, byFile) -> {
        if (byFile.values().stream().distinct().count() > 1) {
          mistake(
              byFile.entrySet().stream()
                  .map(e -> "%d bytes in '%s'".formatted(e.getValue(), e.getKey()))
                  .collect(Collectors.joining(", ", "'" + function + "' takes ", "")),
              "give the files of one build");
        }
      });
    }
  }

  /** Says it once. */
  private void mistake(String problem, String fix) {
    mistakes.put(problem, new InputException(problem, fix));
  }

  // ---- Depths ----

  /** What a function of the network takes itself; nothing if it was inlined into its callers. */
  Optional<Long> frame(String function) {
    return Optional.ofNullable(own.get(function)).map(this::frame);
  }

  /** Of copies the largest; parts of a function are called by the rest of it. */
  private long frame(List<Frame> frames) {
    long whole = 0;
    Map<String, Long> parts = new HashMap<>();
    for (Frame f : frames) {
      if (f.function().contains(".part")) {
        parts.merge(f.function(), bytes(f), Math::max);
      } else {
        whole = Math.max(whole, bytes(f));
      }
    }
    return whole + parts.values().stream().mapToLong(Long::longValue).sum();
  }

  private long bytes(Frame frame) {
    if (!frame.isBounded()) {
      mistake(
          "what '%s' takes has no bound, as '%s' says".formatted(frame.function(), frame.origin()),
          "do without alloca, and without arrays of a length that is not known to the compiler");
    }
    return frame.bytes();
  }

  /** The deepest way down from a function of the network, itself included. */
  Way way(String function) {
    return titles(function).stream().map(this::below).reduce(NOTHING, StackDepths::deeper);
  }

  /** The deeper way, or of two that are as deep the longer one. */
  private static Way deeper(Way a, Way b) {
    boolean isAsDeep = b.bytes() == a.bytes();
    return b.bytes() > a.bytes() || (isAsDeep && b.steps().size() > a.steps().size()) ? b : a;
  }

  /** The deepest way down from whatever firmware may call. */
  static Way deepest(Report report, StackDepths stack) {
    return report.functions().stream()
        .filter(f -> f.kind() == Function.Kind.ENTRY && stack.frame(f.symbol()).isPresent())
        .map(f -> stack.way(f.symbol()))
        .reduce(NOTHING, StackDepths::deeper);
  }

  /** Whether calls are known as compiled, with those that the compiler adds. */
  boolean isComplete() {
    return nodes.containsKey(main());
  }

  /** What a function of the network is called where calls are known as compiled, or its name. */
  private List<String> titles(String function) {
    List<String> titles =
        nodes.values().stream()
            .filter(n -> plain(name(n.title())).equals(function))
            .filter(n -> n.frame().filter(f -> own.containsKey(plain(f.function()))).isPresent())
            .map(CallInfo.Node::title)
            .sorted()
            .toList();
    return titles.isEmpty() ? List.of(function) : titles;
  }

  /** A static function has its file before its name. */
  private static String name(String title) {
    return title.replaceFirst(".*:", "");
  }

  private Way below(String title) {
    Way known = ways.get(title);
    if (known != null) {
      return known;
    }
    if (!begun.add(title)) {
      mistake("'%s' calls itself".formatted(name(title)), "give the files of one build");
      return NOTHING;
    }
    CallInfo.Node node = nodes.get(title);
    Function function = functions.get(title);
    Way way =
        node != null
            ? through(name(title), frame(node), node.callees())
            : function != null
                ? through(title, frame(title), function.callees())
                : through(title, foreign(title), List.of());
    ways.put(title, way);
    return way;
  }

  /**
   * The deepest way down.
   *
   * @param frame none if the function was inlined, and is on no way itself
   */
  private Way through(String name, Optional<Long> frame, Collection<String> callees) {
    Way deepest = NOTHING;
    for (String callee : callees) {
      if (isUnknown(callee)) {
        unknown.computeIfAbsent(callee, c -> new TreeSet<>()).add(name);
      } else {
        deepest = deeper(deepest, below(callee));
      }
    }
    List<Step> steps = new ArrayList<>();
    frame.ifPresent(bytes -> steps.add(new Step(name, bytes)));
    steps.addAll(deepest.steps());
    return new Way(frame.orElse(0L) + deepest.bytes(), steps);
  }

  private Optional<Long> frame(CallInfo.Node node) {
    return node.frame().map(this::bytes).or(() -> frame(plain(name(node.title()))));
  }

  private boolean isUnknown(String title) {
    return !nodes.containsKey(title)
        && !functions.containsKey(title)
        && !given.containsKey(title)
        && !others.containsKey(title);
  }

  /** What a function of others takes, with all that it calls if the user says so. */
  private Optional<Long> foreign(String name) {
    return Optional.ofNullable(given.get(name))
        .or(() -> Optional.ofNullable(others.get(name)).map(this::frame));
  }
}
