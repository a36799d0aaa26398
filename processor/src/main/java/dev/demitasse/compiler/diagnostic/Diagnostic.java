package dev.demitasse.compiler.diagnostic;

import dev.demitasse.compiler.ir.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A mistake of the user: what is wrong, where, and how control got there.
 *
 * @param message kind of mistake
 * @param position smallest place in the user's source that can be blamed
 * @param arguments fill the message's text
 * @param path the calls that led there, innermost first, empty for a mistake that needs none
 */
public record Diagnostic(
    Message message, Position position, List<String> arguments, List<Call> path) {

  /**
   * One call on the path.
   *
   * @param callee what was called, as a user would name it
   * @param position of the call
   */
  public record Call(String callee, Position position) {}

  public Diagnostic {
    arguments = List.copyOf(arguments);
    path = List.copyOf(path);
  }

  /** A mistake at a place. */
  public static Diagnostic of(Message message, Position position, Object... arguments) {
    return new Diagnostic(
        message, position, Arrays.stream(arguments).map(Objects::toString).toList(), List.of());
  }

  /** The same mistake, with more calls that led to it. */
  public Diagnostic calledFrom(List<Call> more) {
    List<Call> longer = new ArrayList<>(path);
    longer.addAll(more);
    return new Diagnostic(message, position, arguments, longer);
  }

  /**
   * The whole text, in the form {@code [code] what}, then reason, fix and path a line each.
   *
   * @param shown where it is printed; another place of the mistake is told in the text
   */
  public String text(Position shown) {
    Object[] values = arguments.toArray();
    StringBuilder text = new StringBuilder();
    text.append('[').append(message.code()).append("] ").append(message.what().formatted(values));
    if (!message.reason().isEmpty()) {
      text.append("\n  reason: ").append(message.reason().formatted(values));
    }
    if (!message.fix().isEmpty()) {
      text.append("\n  fix:    ").append(message.fix().formatted(values));
    }
    if (shown != position && position.isKnown()) {
      text.append("\n  at ").append(position);
    }
    for (Call call : path) {
      text.append("\n  in '%s' called at %s".formatted(call.callee(), call.position()));
    }
    return text.toString();
  }

  /** As javac would print it. */
  @Override
  public String toString() {
    return position + ": error: " + text(position);
  }
}
