# A Cortex-M4 with floats of 32 bits.
set(CMAKE_SYSTEM_PROCESSOR cortex-m4)
set(DEMITASSE_PROCESSOR_FLAGS "-mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard")
include("${CMAKE_CURRENT_LIST_DIR}/arm.cmake")
