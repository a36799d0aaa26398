# A Cortex-M33 with floats of 32 bits.
set(CMAKE_SYSTEM_PROCESSOR cortex-m33)
set(DEMITASSE_PROCESSOR_FLAGS "-mthumb -mcpu=cortex-m33 -mfpu=fpv5-sp-d16 -mfloat-abi=hard")
include("${CMAKE_CURRENT_LIST_DIR}/arm.cmake")
