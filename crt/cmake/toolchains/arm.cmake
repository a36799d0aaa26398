# Arm's microcontrollers with newlib: Debian packages gcc-arm-none-eabi and libnewlib-arm-none-eabi.
set(DEMITASSE_COMPILER arm-none-eabi-)
set(DEMITASSE_LIBRARY nano)
include("${CMAKE_CURRENT_LIST_DIR}/bare-metal.cmake")
