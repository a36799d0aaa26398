package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.codegen.Pool.Content;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How firmware calls a network and brings its memory.
 *
 * @param prefix of all its symbols, before the name of the network: {@code tvmgen}
 * @param entry what runs it
 * @param packed operators that have a packed wrapper, by the simple names of their classes, or
 *     {@code all}
 * @param checks what packed functions check of their arguments
 * @param staticWorkspace the workspace is an array of the generated code
 * @param constantPool the caller brings the memory of the constants
 * @param workspaceIo inputs and outputs lie in the workspace
 * @param systemLib the generated code defines {@code TVMSystemLibEntryPoint}
 * @param profile functions of the firmware are called around each operator
 * @param amalgamated all is in one header and one source
 * @param pools those that the author has declared, the fastest first
 */
public record Interface(
    String prefix,
    Entry entry,
    Set<String> packed,
    Checks checks,
    boolean staticWorkspace,
    boolean constantPool,
    boolean workspaceIo,
    boolean systemLib,
    boolean profile,
    boolean amalgamated,
    List<Pool> pools) {

  /** What runs a network. */
  public enum Entry {
    /** A function of structs. */
    C,
    /** A packed function. */
    PACKED,
    /** One of each. */
    BOTH
  }

  /** What packed functions check of their arguments. */
  public enum Checks {
    OFF,
    /** That no pointer which they need is null: TVM's own callers fill in no more. */
    POINTERS,
    /** Everything. */
    FULL
  }

  /** What parameters for the contexts of devices are called, before the name of the device. */
  public static final String CONTEXT = "device_context_";

  /** Stands for all operators. */
  public static final String ALL = "all";

  /** What TVM does with interface {@code c} and unpacked operators, memory from the caller. */
  public static final Interface DEFAULT =
      new Interface(
          "tvmgen",
          Entry.C,
          Set.of(),
          Checks.POINTERS,
          false,
          false,
          false,
          false,
          false,
          false,
          List.of());

  public Interface {
    packed = Set.copyOf(packed);
    pools = List.copyOf(pools);
  }

  /** With the pools that the author of a network has declared. */
  public Interface withPools(List<Pool> declared) {
    return new Interface(
        prefix,
        entry,
        packed,
        checks,
        staticWorkspace,
        constantPool,
        workspaceIo,
        systemLib,
        profile,
        amalgamated,
        declared);
  }

  /** The declared pools with such content. */
  public List<Pool> pools(Content holds) {
    return pools.stream().filter(pool -> pool.holds() == holds).toList();
  }

  /** The declared pool of this name. */
  public Optional<Pool> pool(String name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  /** Whether a function of structs runs the network. */
  boolean hasStructs() {
    return entry != Entry.PACKED;
  }

  /** Whether a packed function runs the network. */
  boolean hasPackedEntry() {
    return entry != Entry.C;
  }

  /** Whether an operator has a packed wrapper. */
  boolean packs(String operator) {
    return packed.contains(ALL) || packed.contains(operator);
  }

  /** Whether there may be packed functions at all. */
  public boolean hasPacked() {
    return hasPackedEntry() || !packed.isEmpty();
  }
}
