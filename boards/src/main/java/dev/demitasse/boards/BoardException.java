package dev.demitasse.boards;

/** Why firmware cannot be built or does not run to its end, in words for its developer. */
public final class BoardException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BoardException(String message) {
    super(message);
  }
}
