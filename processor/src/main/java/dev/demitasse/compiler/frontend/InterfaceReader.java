package dev.demitasse.compiler.frontend;

import com.sun.source.util.Trees;
import dev.demitasse.CInterface;
import dev.demitasse.compiler.codegen.Interface;
import dev.demitasse.compiler.codegen.Interface.Checks;
import dev.demitasse.compiler.codegen.Interface.Entry;
import dev.demitasse.compiler.codegen.Pool;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/**
 * Reads how firmware calls networks: from the options of the build, and for a network from its
 * {@link CInterface}, which stands before them.
 */
final class InterfaceReader {
  /** What each may be, the usual value first; of the others any word may be right. */
  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "entry", List.of("c", "packed", "both"),
          "checks", List.of("pointers", "off", "full"),
          "workspace", List.of("caller", "static"),
          "constants", List.of("internal", "pool"),
          "io", List.of("caller", "workspace"),
          "systemLib", List.of("off", "on"),
          "profile", List.of("off", "on"),
          "amalgamated", List.of("off", "on"));

  private static final String PACKED = "packed";
  private static final String PREFIX = "prefix";
  private static final String OPTION = "demitasse.";

  private final Map<String, String> given = new LinkedHashMap<>();

  /** What the options of a build say. */
  InterfaceReader(Map<String, String> options, List<Diagnostic> mistakes) {
    Set<String> names = new TreeSet<>(CHOICES.keySet());
    names.addAll(List.of(PACKED, PREFIX));
    for (String name : names) {
      String value = options.get(OPTION + name);
      if (value != null && isValid(name, value)) {
        given.put(name, value);
      } else if (value != null) {
        mistakes.add(
            Diagnostic.of(Message.OPTION, Position.NONE, OPTION + name, value, choices(name)));
      }
    }
  }

  private static boolean isValid(String name, String value) {
    return switch (name) {
      case PREFIX -> value.matches("[a-z][a-z0-9_]*");
      case PACKED -> value.matches("all|none|[A-Za-z0-9_$]+(,[A-Za-z0-9_$]+)*");
      default -> CHOICES.get(name).contains(value);
    };
  }

  private static String choices(String name) {
    return switch (name) {
      case PREFIX -> "lower-case letters, digits and underscores, a letter first";
      case PACKED -> "all, none, names of operators";
      default -> String.join(", ", CHOICES.get(name));
    };
  }

  /** What symbols and files begin with that are of no single network. */
  String prefix() {
    return given.getOrDefault(PREFIX, Interface.DEFAULT.prefix());
  }

  /**
   * How firmware calls a network.
   *
   * @param mistakes takes what is wrong
   */
  Interface of(TypeElement network, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    Map<String, String> values = new LinkedHashMap<>(given);
    Position p = sources.position(trees.getPath(network));
    CInterface own = Parts.declared(network).getAnnotation(CInterface.class);
    if (own != null) {
      own(own)
          .forEach((name, value) -> {
            if (isValid(name, value)) {
              values.put(name, value);
            } else {
              mistakes.add(wrong(p, name, value, "it can be: " + choices(name), "correct it"));
            }
          });
    }
    Interface made = made(values);
    List<Pool> pools = new PoolReader(network, made, trees, sources, mistakes).read();
    return checked(made.withPools(pools), p, mistakes);
  }

  private static Map<String, String> own(CInterface network) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("entry", network.entry());
    values.put(PACKED, String.join(",", network.packed()));
    values.put("checks", network.checks());
    values.put("workspace", network.workspace());
    values.put("constants", network.constants());
    values.put("io", network.io());
    values.put("systemLib", network.systemLib());
    values.put("profile", network.profile());
    values.put("amalgamated", network.amalgamated());
    values.put(PREFIX, network.prefix());
    values.values().removeIf(String::isEmpty);
    return values;
  }

  private static Interface made(Map<String, String> values) {
    String packed = values.getOrDefault(PACKED, "none");
    return new Interface(
        values.getOrDefault(PREFIX, Interface.DEFAULT.prefix()),
        Entry.valueOf(value(values, "entry").toUpperCase(Locale.ROOT)),
        packed.equals("none") ? Set.of() : Set.of(packed.split(",", -1)),
        Checks.valueOf(value(values, "checks").toUpperCase(Locale.ROOT)),
        value(values, "workspace").equals("static"),
        value(values, "constants").equals("pool"),
        value(values, "io").equals("workspace"),
        value(values, "systemLib").equals("on"),
        value(values, "profile").equals("on"),
        value(values, "amalgamated").equals("on"),
        List.of());
  }

  private static String value(Map<String, String> values, String name) {
    return values.getOrDefault(name, CHOICES.get(name).get(0));
  }

  private static Interface checked(Interface made, Position p, List<Diagnostic> mistakes) {
    if (made.workspaceIo() && made.entry() != Entry.C) {
      mistakes.add(
          wrong(
              p,
              "io",
              "workspace",
              "packed functions are given tensors, in memory of their callers",
              "run the network with entry = \"c\", or leave io out"));
    }
    if (made.workspaceIo() && !hasWorkspaceOfCaller(made)) {
      mistakes.add(
          wrong(
              p,
              "io",
              "workspace",
              "the workspace is inside the generated code, where nobody else writes",
              "give it with workspace = \"caller\", or leave io out"));
    }
    if (made.systemLib() && !made.hasPacked()) {
      mistakes.add(
          wrong(
              p,
              "systemLib",
              "on",
              "there is no packed function that it could find",
              "choose entry = \"both\" or packed = \"all\""));
    }
    return made;
  }

  private static boolean hasWorkspaceOfCaller(Interface made) {
    List<Pool> pools = made.pools(Content.WORKSPACE);
    return pools.isEmpty()
        ? !made.staticWorkspace()
        : pools.stream().anyMatch(pool -> !pool.internal());
  }

  /**
   * Names of operators to be wrapped that a network has none of.
   *
   * @param network its annotation, null if it has none
   * @param titles of its calls, as in {@code Conv2d, Relu}
   */
  static List<Diagnostic> unknownOperators(
      CInterface network, Collection<String> titles, Position p) {
    Set<String> known = new TreeSet<>();
    titles.forEach(title -> known.addAll(List.of(title.split(", ", -1))));
    return Stream.of(network == null ? new String[0] : network.packed())
        .filter(name -> !known.contains(name) && !name.equals(Interface.ALL))
        .filter(name -> !name.equals("none"))
        .map(name ->
            wrong(
                p,
                PACKED,
                name,
                "the network calls no such operator",
                "name one that it calls: " + String.join(", ", known)))
        .toList();
  }

  /** What has devices cannot be run by a packed function. */
  static List<Diagnostic> packedDevices(Interface made, List<String> devices, Position p) {
    return made.entry() == Entry.C || devices.isEmpty()
        ? List.of()
        : List.of(
            wrong(
                p,
                "entry",
                made.entry().name().toLowerCase(Locale.ROOT),
                "packed functions have no parameter for device '" + devices.get(0) + "'",
                "run the network with entry = \"c\", or leave out @Device"));
  }

  private static Diagnostic wrong(
      Position p, String name, String value, String reason, String fix) {
    return Diagnostic.of(Message.INTERFACE, p, name, value, reason, fix);
  }
}
