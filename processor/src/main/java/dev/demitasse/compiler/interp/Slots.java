package dev.demitasse.compiler.interp;

import dev.demitasse.compiler.ir.Type.PointerType;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.Map;

/** Gives each variable of a function its place in the frame, and each block its number. */
final class Slots {
  private final Map<Var, Integer> slots = new HashMap<>();
  private int scalars;
  private int pointers;
  private int labels;

  /** Of a variable that becomes visible here. */
  int declare(Var v) {
    int slot = v.type() instanceof PointerType ? pointers++ : scalars++;
    slots.put(v, slot);
    return slot;
  }

  /** A number from 1. */
  int declareLabel(Var label) {
    slots.put(label, ++labels);
    return labels;
  }

  int of(Var v) {
    Integer slot = slots.get(v);
    if (slot == null) {
      throw new IllegalStateException("variable '" + v + "' is used outside its scope");
    }
    return slot;
  }

  int scalars() {
    return scalars;
  }

  int pointers() {
    return pointers;
  }
}
