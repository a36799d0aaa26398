package dev.demitasse.compiler.diagnostic;

import dev.demitasse.compiler.ir.Position;
import java.util.List;

/** Ends the work on one operator or network because of mistakes in it. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /** An error for one mistake or more. */
  public UserError(List<Diagnostic> diagnostics) {
    super(diagnostics.toString());
    this.diagnostics = List.copyOf(diagnostics);
  }

  public UserError(Message message, Position position, Object... arguments) {
    this(List.of(Diagnostic.of(message, position, arguments)));
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
