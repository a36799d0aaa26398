# A Cortex-M3.
set(CMAKE_SYSTEM_PROCESSOR cortex-m3)
set(DEMITASSE_PROCESSOR_FLAGS "-mthumb -mcpu=cortex-m3")
include("${CMAKE_CURRENT_LIST_DIR}/arm.cmake")
