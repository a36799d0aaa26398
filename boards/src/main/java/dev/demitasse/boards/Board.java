package dev.demitasse.boards;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An emulated board. Its memory is that of the emulated machine, which is much larger than what
 * most devices with such a processor have.
 */
public enum Board {
  /** Code for a Cortex-M0, on a Cortex-M3 that refuses unaligned accesses like a Cortex-M0. */
  CORTEX_M0(Toolchain.ARM, "mps2-an385", "mps2.ld", 4, 4, "-mthumb -mcpu=cortex-m0"),

  /** A Cortex-M3. */
  CORTEX_M3(Toolchain.ARM, "mps2-an385", "mps2.ld", 4, 4, "-mthumb -mcpu=cortex-m3"),

  /** A Cortex-M4 with floats of 32 bits. */
  CORTEX_M4(
      Toolchain.ARM,
      "mps2-an386",
      "mps2.ld",
      4,
      4,
      "-mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard"),

  /** A Cortex-M7 with floats of 32 bits. */
  CORTEX_M7(
      Toolchain.ARM,
      "mps2-an500",
      "mps2.ld",
      4,
      4,
      "-mthumb -mcpu=cortex-m7 -mfpu=fpv5-sp-d16 -mfloat-abi=hard"),

  /** A Cortex-M33 with floats of 32 bits. */
  CORTEX_M33(
      Toolchain.ARM,
      "mps2-an505",
      "mps2-an505.ld",
      4,
      4,
      "-mthumb -mcpu=cortex-m33 -mfpu=fpv5-sp-d16 -mfloat-abi=hard"),

  /** A Cortex-M55 with vectors of integers and floats. */
  CORTEX_M55(
      Toolchain.ARM,
      "mps3-an547",
      "mps3-an547.ld",
      8,
      2,
      "-mthumb -mcpu=cortex-m55 -mfloat-abi=hard"),

  /** A RISC-V of 32 bits, with multiplication, atomics and short instructions, without floats. */
  RV32IMAC(Toolchain.RISC_V, "virt", "virt.ld", 8, 8, "-march=rv32imac -mabi=ilp32");

  private static final int MEGABYTE = 1 << 20;

  private final Toolchain toolchain;
  private final String machine;
  private final String linkerScript;
  private final int flashBytes;
  private final int ramBytes;
  private final String flags;

  Board(
      Toolchain toolchain,
      String machine,
      String linkerScript,
      int flashMegabytes,
      int ramMegabytes,
      String flags) {
    this.toolchain = toolchain;
    this.machine = machine;
    this.linkerScript = linkerScript;
    this.flashBytes = flashMegabytes * MEGABYTE;
    this.ramBytes = ramMegabytes * MEGABYTE;
    this.flags = flags;
  }

  /**
   * Returns boards by their {@link #id}.
   *
   * @param ids with commas between them: {@code cortex-m4,rv32imac}; or {@code all}
   * @throws BoardException if one is not there; it names those that are
   */
  public static List<Board> of(String ids) {
    if (ids.equals("all")) {
      return List.of(values());
    }
    return Arrays.stream(ids.split(",", -1)).map(id -> find(id.trim())).toList();
  }

  private static Board find(String id) {
    return Arrays.stream(values())
        .filter(board -> board.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new BoardException("no board is named '" + id + "'; there are " + ids()));
  }

  private static String ids() {
    return Arrays.stream(values()).map(Board::id).collect(Collectors.joining(", "));
  }

  /** Returns its name as users write it: {@code cortex-m4}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what compiles for this board and runs it. */
  public Toolchain toolchain() {
    return toolchain;
  }

  /** Returns QEMU's name for the machine. */
  public String machine() {
    return machine;
  }

  /** Returns the options of the C compiler that say for which processor. */
  public List<String> flags() {
    return List.of(flags.split(" ", -1));
  }

  /** Returns how many bytes of code and constants there is room for. */
  public int flashBytes() {
    return flashBytes;
  }

  /** Returns how many bytes of variables and stack there is room for. */
  public int ramBytes() {
    return ramBytes;
  }

  String linkerScript() {
    return linkerScript;
  }
}
