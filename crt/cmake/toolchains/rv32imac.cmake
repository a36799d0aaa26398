# A RISC-V of 32 bits, with multiplication, atomics and short instructions, without floats.
set(CMAKE_SYSTEM_PROCESSOR rv32imac)
set(DEMITASSE_PROCESSOR_FLAGS "-march=rv32imac -mabi=ilp32")
include("${CMAKE_CURRENT_LIST_DIR}/riscv.cmake")
