package dev.demitasse.operators.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One way for firmware to call a network and to bring its memory.
 *
 * @param number tells it apart
 * @param entry {@code c}, {@code packed} or {@code both}
 * @param packed {@code none} or {@code all}
 * @param checks {@code off}, {@code pointers} or {@code full}
 * @param workspace {@code caller} or {@code static}
 * @param constants {@code internal} or {@code pool}
 * @param io {@code caller} or {@code workspace}
 * @param systemLib {@code off} or {@code on}
 * @param state whether the network has one
 */
record Combination(
    int number,
    String entry,
    String packed,
    String checks,
    String workspace,
    String constants,
    String io,
    String systemLib,
    boolean state) {

  /** What is left out of the product, with the reason. */
  static final Map<String, String> EXCLUDED =
      new TreeMap<>(
          Map.of(
              "io=workspace with entry=packed or entry=both",
              "packed functions are given tensors, in memory of their callers",
              "io=workspace with workspace=static",
              "the caller could not write to a workspace inside the generated code",
              "systemLib=on with entry=c and packed=none",
              "there is no packed function to find",
              "checks=off and checks=full with entry=c and packed=none",
              "no packed function checks anything, so the C is that of checks=pointers",
              "states with other checks than pointers or with systemLib=on",
              "both are independent of states",
              "amalgamated=on and profile=on with some values of the others",
              "the first joins files, the second adds calls: each has a test of its own, with every"
                  + " entry"));

  /** All that the processor takes, and that differ in their C. */
  static List<Combination> all() {
    List<Combination> all = new ArrayList<>();
    for (String entry : List.of("c", "packed", "both")) {
      for (String packed : List.of("none", "all")) {
        for (String checks : List.of("off", "pointers", "full")) {
          for (String workspace : List.of("caller", "static")) {
            for (String constants : List.of("internal", "pool")) {
              for (String io : List.of("caller", "workspace")) {
                for (String systemLib : List.of("off", "on")) {
                  for (boolean state : new boolean[] {false, true}) {
                    Combination c =
                        new Combination(
                            all.size(),
                            entry,
                            packed,
                            checks,
                            workspace,
                            constants,
                            io,
                            systemLib,
                            state);
                    if (c.isIncluded()) {
                      all.add(c);
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return all;
  }

  private boolean isIncluded() {
    boolean usualChecks = checks.equals("pointers");
    return !(io.equals("workspace") && (hasPackedEntry() || workspace.equals("static")))
        && (hasPacked() || (usualChecks && systemLib.equals("off")))
        && (!state || (usualChecks && systemLib.equals("off")));
  }

  boolean hasStructs() {
    return !entry.equals("packed");
  }

  boolean hasPackedEntry() {
    return !entry.equals("c");
  }

  boolean packsOperators() {
    return packed.equals("all");
  }

  boolean hasPacked() {
    return hasPackedEntry() || packsOperators();
  }

  boolean isFull() {
    return checks.equals("full");
  }

  boolean hasPool() {
    return constants.equals("pool");
  }

  boolean isStatic() {
    return workspace.equals("static");
  }

  boolean mapsIo() {
    return io.equals("workspace");
  }

  boolean hasSystemLib() {
    return systemLib.equals("on");
  }

  /** Whether an entry point takes a struct of pools. */
  boolean hasPoolStruct() {
    return !isStatic() || hasPool();
  }

  /** The pools that the caller brings, in the order of the arguments. */
  List<String> callersPools() {
    List<String> pools = new ArrayList<>();
    if (hasPool()) {
      pools.add("constants");
    }
    if (!isStatic()) {
      pools.add("workspace");
      if (state) {
        pools.add("state");
      }
    }
    return pools;
  }

  String cName() {
    return "n" + number;
  }

  String macro() {
    return "TVMGEN_" + cName().toUpperCase(Locale.ROOT);
  }

  /** The class of the network as Java source. */
  String source() {
    return """
    package networks;

    import dev.demitasse.*;
    import dev.demitasse.operators.*;

    @Network(name = "%s", weights = "kernel.npy")
    @CInterface(
        entry = "%s",
        packed = "%s",
        checks = "%s",
        workspace = "%s",
        constants = "%s",
        io = "%s",
        systemLib = "%s")
    public class N%d {
      @Weight("kernel") F32 kernel;
      %s

      public F32 run(@Shape({2, 4}) F32 x, @Shape({3}) F32 bias) {
        %s
      }
    }
    """
        .formatted(
            cName(),
            entry,
            packed,
            checks,
            workspace,
            constants,
            io,
            systemLib,
            number,
            state ? "@State F32 last = F32.zeros(2, 3);" : "",
            state
                ? """
                F32 h = Dense.apply(x, kernel, bias);
                    F32 y = Softmax.apply(Add.apply(last, h));
                    last = h;
                    return y;\
                """
                : "return Softmax.apply(Dense.apply(x, kernel, bias));");
  }

  @Override
  public String toString() {
    return "entry=%s packed=%s checks=%s workspace=%s constants=%s io=%s systemLib=%s state=%s"
        .formatted(entry, packed, checks, workspace, constants, io, systemLib, state);
  }
}
