# RISC-V with picolibc: Debian packages gcc-riscv64-unknown-elf and picolibc-riscv64-unknown-elf.
set(DEMITASSE_COMPILER riscv64-unknown-elf-)
set(DEMITASSE_LIBRARY picolibc)
include("${CMAKE_CURRENT_LIST_DIR}/bare-metal.cmake")
