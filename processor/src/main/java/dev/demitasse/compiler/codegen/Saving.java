package dev.demitasse.compiler.codegen;

import java.util.Locale;

/** What is done for a smaller workspace. None of it changes a bit of any result. */
public enum Saving {
  /** Results lie where what they are made of lay, if that is not read any more. */
  IN_PLACE,
  /** Copies that only move elements are not made: what they copy lies where the copy would. */
  VIEWS,
  /** Operators that do not need each other run in the order that needs the least at once. */
  ORDER;

  /** As users write it: {@code in-place}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
