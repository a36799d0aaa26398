package dev.demitasse.boards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Explains a fault of the processor, by the registers that the program on the board has printed.
 */
final class Crash {
  /** Bits of Arm's configurable fault status register. */
  private static final Map<Integer, String> ARM = new LinkedHashMap<>();

  /** RISC-V's causes of exceptions. */
  private static final List<String> RISC_V =
      List.of(
          "misaligned instruction",
          "no instructions there",
          "undefined instruction",
          "breakpoint",
          "misaligned load",
          "load from where nothing may be read",
          "misaligned store",
          "store to where nothing may be written");

  static {
    ARM.put(0, "no instructions there");
    ARM.put(1, "access to memory that is protected");
    ARM.put(8, "no instructions there");
    ARM.put(9, "access to where no memory is");
    ARM.put(10, "access to where no memory is, some instructions ago");
    ARM.put(16, "undefined instruction");
    ARM.put(17, "call of an address that is not a function's");
    ARM.put(18, "invalid return from an exception");
    ARM.put(19, "no such coprocessor");
    ARM.put(24, "unaligned access");
    ARM.put(25, "division by zero");
  }

  /** Addresses that a fault is about, by the bit of the status register that makes them valid. */
  private static final Map<Integer, String> ADDRESSES = Map.of(7, "mmfar", 15, "bfar");

  private static final List<String> REGISTERS =
      List.of(
          "pc", "lr", "ra", "sp", "psr", "r0", "r1", "r2", "r3", "r12", "a0", "a1", "a2", "a3",
          "fault", "hfsr", "mmfar", "bfar", "mtval");

  private final Firmware firmware;
  private final Console console;

  Crash(Firmware firmware, Console console) {
    this.firmware = firmware;
    this.console = console;
  }

  /** What happened, where, and all registers that are known. */
  String text() {
    String where = console.has("pc") ? ", in " + function(console.number("pc")) : "";
    String registers =
        REGISTERS.stream()
            .filter(console::has)
            .map(name -> "%s %08x".formatted(name, console.number(name)))
            .collect(Collectors.joining(", "));
    return what() + where + "\n  " + registers;
  }

  private String what() {
    if (console.number("sp") < console.number("limit")) {
      return "its stack of " + Firmware.STACK_BYTES + " bytes is too small";
    }
    int fault = (int) console.number("fault");
    if (firmware.board().toolchain() == Toolchain.RISC_V) {
      String cause = fault >= 0 && fault < RISC_V.size() ? RISC_V.get(fault) : "exception " + fault;
      return cause + address("mtval");
    }
    String causes =
        ARM.entrySet().stream()
            .filter(bit -> isSet(fault, bit.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining(", "));
    String addresses =
        ADDRESSES.entrySet().stream()
            .filter(bit -> isSet(fault, bit.getKey()))
            .map(bit -> address(bit.getValue()))
            .collect(Collectors.joining());
    return (causes.isEmpty() ? "fault" : causes) + addresses;
  }

  private static boolean isSet(int bits, int bit) {
    return (bits >>> bit & 1) != 0;
  }

  private String address(String register) {
    return " (%08x)".formatted(console.number(register));
  }

  private String function(long address) {
    List<String> words =
        List.of(
            firmware.board().toolchain().program("addr2line"),
            "-f",
            "-e",
            "firmware.elf",
            Long.toHexString(address));
    String name = Command.run(firmware.folder(), words).output().lines().findFirst().orElse("??");
    return name.equals("??") ? "no function" : name;
  }
}
