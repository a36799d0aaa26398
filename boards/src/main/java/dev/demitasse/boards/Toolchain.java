package dev.demitasse.boards;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compilers and emulators by the architecture that they are for. They are found in the path. */
public enum Toolchain {
  /** Arm's microcontrollers, with newlib. */
  ARM(
      "arm-none-eabi-",
      "nano.specs",
      "board_cortex_m.c",
      "qemu-system-arm",
      "gcc-arm-none-eabi, libnewlib-arm-none-eabi, qemu-system-arm"),

  /** RISC-V, with picolibc. */
  RISC_V(
      "riscv64-unknown-elf-",
      "picolibc.specs",
      "board_rv32.c",
      "qemu-system-riscv32",
      "gcc-riscv64-unknown-elf, picolibc-riscv64-unknown-elf, qemu-system-misc");

  private final String prefix;
  private final String specs;
  private final String startup;
  private final String emulator;
  private final String packages;

  Toolchain(String prefix, String specs, String startup, String emulator, String packages) {
    this.prefix = prefix;
    this.specs = specs;
    this.startup = startup;
    this.emulator = emulator;
    this.packages = packages;
  }

  /** Returns the program of this name: {@code gcc}, {@code size}, {@code addr2line}. */
  public String program(String name) {
    return prefix + name;
  }

  /** Returns the option of the compiler that selects the C library. */
  public String libraryOption() {
    return "--specs=" + specs;
  }

  /** The resource with start-up code, counter and fault handler. */
  String startup() {
    return startup;
  }

  /** Returns the program that runs boards. */
  public String emulator() {
    return emulator;
  }

  /** Returns what is not installed of compiler, C library and emulator; empty if all is there. */
  public Optional<String> missing() {
    if (isInPath(program("gcc")) && isInPath(emulator) && hasLibrary()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s, its C library or %s is not installed (Debian packages: %s)"
            .formatted(program("gcc"), emulator, packages));
  }

  private boolean hasLibrary() {
    String file =
        Command.run(Path.of("."), List.of(program("gcc"), "-print-file-name=" + specs)).output();
    return Path.of(file.trim()).isAbsolute();
  }

  private static boolean isInPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
