package dev.demitasse.compiler.frontend;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.compiler.codegen.CNames;
import dev.demitasse.compiler.codegen.Interface;
import dev.demitasse.compiler.codegen.Pool;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/** Reads the pools that a network declares, and says what is wrong with them. */
final class PoolReader {
  private static final int MIN_ALIGNMENT = 8; // that of the widest elements
  private static final int MAX_ALIGNMENT = 1 << 16;

  /** What the interface header and the entry points have names for, but for inputs and outputs. */
  private static final Set<String> TAKEN =
      Set.of(
          "inputs",
          "outputs",
          "constants",
          "workspace",
          "state",
          "workspace_pools",
          "devices",
          "status");

  private final TypeElement network;
  private final Interface firmware;
  private final Trees trees;
  private final Sources sources;
  private final List<Diagnostic> mistakes;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Content> sections = new HashMap<>();

  /**
   * One for a network.
   *
   * @param firmware says who brings the memory of a pool that does not say it
   * @param mistakes takes what is wrong
   */
  PoolReader(
      TypeElement network,
      Interface firmware,
      Trees trees,
      Sources sources,
      List<Diagnostic> mistakes) {
    this.network = network;
    this.firmware = firmware;
    this.trees = trees;
    this.sources = sources;
    this.mistakes = mistakes;
  }

  /** The pools, the fastest first. */
  List<Pool> read() {
    List<Position> positions = positions();
    List<Pool> pools = new ArrayList<>();
    for (dev.demitasse.Pool pool : declared(network)) {
      pools.add(pool(pool, positions.get(pools.size())));
    }
    return pools;
  }

  private static List<dev.demitasse.Pool> declared(TypeElement network) {
    return List.of(Parts.declared(network).getAnnotationsByType(dev.demitasse.Pool.class));
  }

  /** The names that inputs and outputs cannot have, as pools or their macros have them. */
  static List<String> taken(TypeElement network) {
    List<String> taken = new ArrayList<>();
    for (dev.demitasse.Pool pool : declared(network)) {
      String name = pool.name().toLowerCase(Locale.ROOT);
      taken.addAll(List.of(name, name + "_workspace_pool", name + "_constant_pool"));
    }
    return taken;
  }

  /** A class with the annotation that is no network. */
  static void requireNetwork(
      TypeElement type, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    if (!Parts.isNetwork(type)) {
      mistakes.add(
          Diagnostic.of(
              Message.POOL,
              sources.position(trees.getPath(type)),
              declared(type).get(0).name(),
              "is at '" + type.getSimpleName() + "', which is no network",
              "a network's pools are those of all its parts",
              "put @Pool at the class or interface with @Network"));
    }
  }

  /** Where each pool is declared; that of the network if the source is out of reach. */
  private List<Position> positions() {
    int count = declared(network).size();
    TreePath path = trees.getPath(Parts.declared(network));
    List<Position> positions =
        path == null
            ? List.of()
            : ((ClassTree) path.getLeaf())
                .getModifiers().getAnnotations().stream()
                    .filter(PoolReader::isPool)
                    .map(a -> sources.position(new TreePath(path, a)))
                    .toList();
    return positions.size() == count
        ? positions
        : Collections.nCopies(count, sources.position(trees.getPath(network)));
  }

  private static boolean isPool(AnnotationTree annotation) {
    return annotation.getAnnotationType().toString().matches("(dev\\.demitasse\\.)?Pool");
  }

  private Pool pool(dev.demitasse.Pool pool, Position p) {
    requireName(pool.name(), p);
    if (pool.bytes() < 1) {
      mistake(
          p,
          pool,
          "has %d bytes".formatted(pool.bytes()),
          "its size is the most that may lie there",
          "give it at least one byte, or leave 'bytes' out: then it has no limit");
    }
    if (Integer.bitCount(pool.alignment()) != 1
        || pool.alignment() < MIN_ALIGNMENT
        || pool.alignment() > MAX_ALIGNMENT) {
      mistake(
          p,
          pool,
          "has an alignment of %d bytes".formatted(pool.alignment()),
          "it and all that lies there begin at multiples of a power of two, of 8 for the widest"
              + " elements",
          "take a power of two from %d to %d".formatted(MIN_ALIGNMENT, MAX_ALIGNMENT));
    }
    Content holds = pool.holds().equals("constants") ? Content.CONSTANTS : Content.WORKSPACE;
    requireChoice(p, pool, "holds", pool.holds(), List.of("workspace", "constants"));
    requireChoice(p, pool, "memory", pool.memory(), List.of("", "caller", "static"));
    boolean internal = isInternal(pool, holds);
    requireSection(p, pool, holds, internal);
    int alignment = Math.max(MIN_ALIGNMENT, Integer.highestOneBit(Math.max(1, pool.alignment())));
    return new Pool(pool.name(), holds, internal, pool.bytes(), alignment, pool.section(), p);
  }

  private boolean isInternal(dev.demitasse.Pool pool, Content holds) {
    return switch (pool.memory()) {
      case "caller" -> false;
      case "static" -> true;
      default ->
          !pool.section().isEmpty()
              || (holds == Content.WORKSPACE
                  ? firmware.staticWorkspace()
                  : !firmware.constantPool());
    };
  }

  private void requireName(String name, Position p) {
    if (!CNames.isIdentifier(name)) {
      sayName(name, CNames.reasonAgainst(name), p);
    } else if (TAKEN.contains(name.toLowerCase(Locale.ROOT))
        || name.startsWith(Interface.CONTEXT)) {
      sayName(name, "the interface header has that name already", p);
    } else {
      String first = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (first != null) {
        mistakes.add(
            Diagnostic.of(
                Message.POOL,
                p,
                name,
                "is there as '" + first + "' already",
                "pools are told apart by their names, in macros by those in upper case",
                "name it otherwise"));
      }
    }
  }

  private void sayName(String name, String why, Position p) {
    mistakes.add(
        Diagnostic.of(Message.C_NAME, p, name, why, "name it otherwise: @Pool(name = \"...\")"));
  }

  private void requireChoice(
      Position p, dev.demitasse.Pool pool, String member, String value, List<String> choices) {
    if (!choices.contains(value)) {
      String all =
          String.join(
              ", ", choices.stream().filter(c -> !c.isEmpty()).map(c -> '"' + c + '"').toList());
      mistake(
          p, pool, "has %s = \"%s\"".formatted(member, value), "it can be: " + all, "correct it");
    }
  }

  private void requireSection(
      Position p, dev.demitasse.Pool pool, Content holds, boolean internal) {
    if (pool.section().isEmpty()) {
      return;
    }
    if (!internal) {
      mistake(
          p,
          pool,
          "has the section '" + pool.section() + "'",
          "it is memory of the caller's, who places it",
          "leave out 'section', or take memory = \"static\"");
    } else if (!pool.section().matches("[A-Za-z0-9_.$]+")) {
      mistake(
          p,
          pool,
          "has the section '" + pool.section() + "'",
          "its name goes into an attribute of the C and into linker scripts",
          "take letters, digits, dots and underscores");
    } else if (sections.merge(pool.section(), holds, (a, b) -> a) != holds) {
      mistake(
          p,
          pool,
          "has the section '" + pool.section() + "'",
          "it is that of a pool that holds "
              + sections.get(pool.section())
              + ", and linkers"
              + " do not mix constants with what is written",
          "name another section");
    }
  }

  private void mistake(
      Position p, dev.demitasse.Pool pool, String what, String reason, String fix) {
    mistakes.add(Diagnostic.of(Message.POOL, p, pool.name(), what, reason, fix));
  }
}
