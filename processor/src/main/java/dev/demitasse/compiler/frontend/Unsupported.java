package dev.demitasse.compiler.frontend;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.Position;
import java.util.Locale;

/** The Java that has no counterpart in the IR, and what to write instead. */
final class Unsupported {
  private static final String OWN = "make it a statement of its own";
  private static final String FIELDS =
      "use local variables, 'static final' fields and, in a network, final fields and those with"
          + " @Weight or @State";

  private Unsupported() {}

  static UserError statement(Position p, String what, String fix) {
    return new UserError(Message.UNSUPPORTED_STATEMENT, p, what, fix);
  }

  static UserError statement(TreePath path, Position p) {
    return switch (path.getLeaf().getKind()) {
      case TRY -> statement(p, "a 'try' statement", "test the condition before, with 'if'");
      case SYNCHRONIZED ->
          statement(p, "'synchronized'", "leave it out: the generated C has no threads");
      case ASSERT ->
          statement(
              p,
              "'assert'",
              "state a precondition: if (...) throw new IllegalArgumentException(\"...\")");
      case CLASS, INTERFACE, ENUM, RECORD ->
          statement(p, "a class inside a method", "declare it outside of the method");
      default ->
          statement(
              p,
              "this statement (" + kind(path) + ")",
              "use declarations, assignments, 'if', 'switch', loops and 'return'");
    };
  }

  /** What it is in words: {@code labeled statement}. */
  private static String kind(TreePath path) {
    return path.getLeaf().getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A call of a method that cannot be lowered. */
  static UserError call(Position p, String callee, String fix) {
    return new UserError(Message.UNSUPPORTED_CALL, p, callee, fix);
  }

  /** A call of a method of the JDK that cannot be lowered. */
  static UserError call(Position p, String qualified) {
    return call(p, qualified, instead(qualified));
  }

  private static String instead(String qualified) {
    String owner = qualified.substring(0, qualified.lastIndexOf('.'));
    return JavaLangMethods.inFn(qualified)
        .map(name -> "use Fn." + name + "(...), whose bits are the same everywhere")
        .orElseGet(() ->
            switch (owner) {
              case "java.lang.String" -> "compare strings with 'equals' or 'switch', no more";
              case "java.io.PrintStream" -> "print in the code around the network, on the JVM";
              case "java.lang.Integer",
                  "java.lang.Long",
                  "java.lang.Float",
                  "java.lang.Double",
                  "java.lang.Boolean" ->
                  "use the primitive type and its operators";
              default -> "write it with numbers and loops, or call a static method of your own";
            });
  }

  static UserError expression(Position p, String what, String fix) {
    return new UserError(Message.UNSUPPORTED_EXPRESSION, p, what, fix);
  }

  static UserError expression(TreePath path, Position p) {
    String text = "'" + shortened(path.getLeaf()) + "'";
    return switch (path.getLeaf()) {
      case NewClassTree t ->
          expression(
              p,
              "'new " + t.getIdentifier() + "(...)'",
              "keep objects out of operators; use tensors, numbers and arrays");
      case NewArrayTree t ->
          expression(
              p, text, "use an array of numbers; of rows, if a constant says how many there are");
      case InstanceOfTree t -> expression(p, "'instanceof'", "use an enum and 'switch'");
      case BinaryTree t when isComparison(t) ->
          expression(
              p,
              text,
              "compare numbers, enums and booleans; strings by 'equals'; tensors by their"
                  + " elements");
      case LambdaExpressionTree t -> expression(p, "a lambda", "write the loop out");
      case MemberReferenceTree t -> expression(p, "a method reference", "write the loop out");
      case AssignmentTree t -> expression(p, "an assignment inside an expression", OWN);
      case CompoundAssignmentTree t -> expression(p, "an assignment inside an expression", OWN);
      case UnaryTree t when Assignments.isStep(t) ->
          expression(p, text + " inside an expression", OWN);
      case IdentifierTree t -> expression(p, "the variable " + text, FIELDS);
      case MemberSelectTree t -> expression(p, "the variable " + text, FIELDS);
      default -> expression(p, text, "use numbers, tensors, arrays and their operators");
    };
  }

  private static boolean isComparison(BinaryTree t) {
    return t.getKind() == Tree.Kind.EQUAL_TO || t.getKind() == Tree.Kind.NOT_EQUAL_TO;
  }

  private static String shortened(Tree tree) {
    String text = tree.toString().replaceAll("\\s+", " ").trim();
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
