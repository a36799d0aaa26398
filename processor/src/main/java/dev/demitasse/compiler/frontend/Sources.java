package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.tools.Diagnostic.Kind;

/** The way between places in the source and the positions that nodes carry, and to the user. */
final class Sources {

  /** Where javac prints a message, and the class that it is in. */
  private record Place(Tree tree, CompilationUnitTree unit, Tree inClass) {}

  /** What has been printed; inside an operator, whatever the shapes and the way that led there. */
  private record Told(Message message, Tree tree, List<String> arguments) {
    static Told of(Diagnostic d, Tree tree) {
      return new Told(d.message(), tree, d.path().isEmpty() ? d.arguments() : List.of());
    }
  }

  private final Trees trees;
  private final IdentityHashMap<Position, Place> places = new IdentityHashMap<>();
  private final Set<Told> told = new HashSet<>();

  Sources(Trees trees) {
    this.trees = trees;
  }

  /** The position of a tree, by which the tree can be found again. */
  Position position(TreePath path) {
    CompilationUnitTree unit = path.getCompilationUnit();
    long start = trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
    if (start < 0) {
      return path.getParentPath() == null ? Position.NONE : position(path.getParentPath());
    }
    Position position =
        new Position(
            Path.of(unit.getSourceFile().getName()).getFileName().toString(),
            (int) unit.getLineMap().getLineNumber(start),
            (int) unit.getLineMap().getColumnNumber(start));
    places.put(position, new Place(path.getLeaf(), unit, classOf(path)));
    return position;
  }

  private static Tree classOf(TreePath path) {
    TreePath p = path;
    while (!(p.getLeaf() instanceof ClassTree)) {
      p = p.getParentPath();
    }
    return p.getLeaf();
  }

  /** Whether something was reported. */
  boolean hasErrors() {
    return !told.isEmpty();
  }

  void report(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::report);
  }

  /**
   * Prints a mistake where the user can mend it: at its own place, if that is being compiled; a
   * precondition at the network's call of the operator, and whatever is wrong in a library at the
   * call that led there. The same mistake at the same place is printed once.
   */
  void report(Diagnostic d) {
    Position at = anchor(d);
    Place place = places.get(at);
    if (place == null) {
      throw new IllegalStateException("nowhere to report " + d);
    }
    if (told.add(Told.of(d, place.tree()))) {
      trees.printMessage(Kind.ERROR, d.text(at), place.tree(), place.unit());
    }
  }

  private Position anchor(Diagnostic d) {
    List<Diagnostic.Call> path = d.path();
    if (d.message() == Message.PRECONDITION && !path.isEmpty()) {
      Place outermost = places.get(path.get(path.size() - 1).position());
      return innermost(path, place -> place.inClass() == outermost.inClass()).orElseThrow();
    }
    return places.containsKey(d.position())
        ? d.position()
        : innermost(path, place -> true).orElse(d.position());
  }

  private Optional<Position> innermost(List<Diagnostic.Call> path, Predicate<Place> wanted) {
    return path.stream()
        .map(Diagnostic.Call::position)
        .filter(places::containsKey)
        .filter(p -> wanted.test(places.get(p)))
        .findFirst();
  }
}
