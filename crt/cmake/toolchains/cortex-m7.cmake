# A Cortex-M7 with floats of 32 bits.
set(CMAKE_SYSTEM_PROCESSOR cortex-m7)
set(DEMITASSE_PROCESSOR_FLAGS "-mthumb -mcpu=cortex-m7 -mfpu=fpv5-sp-d16 -mfloat-abi=hard")
include("${CMAKE_CURRENT_LIST_DIR}/arm.cmake")
