package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Finds the calls in a generic function, whatever they stand in. */
public final class Invocations {
  private final List<Invoke> found = new ArrayList<>();

  private Invocations() {}

  /** In the order of the source. */
  public static List<Invoke> in(PrimFunc f) {
    Invocations invocations = new Invocations();
    invocations.visit(f.body());
    return invocations.found;
  }

  /** Nodes are records of nodes and lists of nodes, so one rule serves all kinds. */
  private void visit(Object node) {
    if (node instanceof Invoke call) {
      found.add(call);
    }
    if (node instanceof List<?> nodes) {
      nodes.forEach(this::visit);
    } else if (node instanceof Expr || node instanceof Stmt) {
      if (node instanceof Record) {
        for (RecordComponent component : node.getClass().getRecordComponents()) {
          visit(component(node, component));
        }
      }
    }
  }

  private static Object component(Object node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of a node", e);
    }
  }
}
