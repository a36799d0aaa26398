package dev.demitasse.operators.exec;

import java.util.List;

/** How networks are built, by the options of our processor. */
enum Variant {
  PLAIN(Selection.ALL, ""),
  FUSED(Selection.REPRESENTATIVE, "mac=fused"),
  STATIC_WORKSPACE(Selection.REPRESENTATIVE, "workspace=static");

  private final Selection selection;
  private final String option;

  Variant(Selection selection, String option) {
    this.selection = selection;
    this.option = option;
  }

  /** The networks that are built this way. */
  Selection selection() {
    return selection;
  }

  List<String> options() {
    return option.isEmpty() ? List.of() : List.of(option);
  }
}
