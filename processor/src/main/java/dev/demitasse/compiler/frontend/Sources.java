package dev.demitasse.compiler.frontend;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import javax.tools.Diagnostic.Kind;

/** The way between places in the source and the positions that nodes carry, and to the user. */
final class Sources {

  /** Where javac prints a message. */
  private record Place(Tree tree, CompilationUnitTree unit) {}

  private final Trees trees;
  private final IdentityHashMap<Position, Place> places = new IdentityHashMap<>();
  private boolean errors;

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
    places.put(position, new Place(path.getLeaf(), unit));
    return position;
  }

  /** Whether something was reported. */
  boolean hasErrors() {
    return errors;
  }

  void report(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::report);
  }

  /**
   * Prints a mistake where the user can mend it: at its own place, if that is being compiled; a
   * precondition, and whatever is wrong in a library, at the call that led there.
   */
  void report(Diagnostic d) {
    errors = true;
    Position at = anchor(d);
    String origin = at == d.position() || !d.position().isKnown() ? "" : "\n  at " + d.position();
    Place place = places.get(at);
    if (place == null) {
      throw new IllegalStateException("nowhere to report " + d);
    }
    trees.printMessage(Kind.ERROR, d.text() + origin, place.tree(), place.unit());
  }

  private Position anchor(Diagnostic d) {
    List<Diagnostic.Call> path = d.path();
    if (d.message() == Message.PRECONDITION && !path.isEmpty()) {
      return path.get(path.size() - 1).position();
    }
    if (places.containsKey(d.position())) {
      return d.position();
    }
    return path.stream()
        .map(Diagnostic.Call::position)
        .filter(places::containsKey)
        .findFirst()
        .orElse(d.position());
  }
}
