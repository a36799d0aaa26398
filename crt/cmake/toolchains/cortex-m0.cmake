# A Cortex-M0.
set(CMAKE_SYSTEM_PROCESSOR cortex-m0)
set(DEMITASSE_PROCESSOR_FLAGS "-mthumb -mcpu=cortex-m0")
include("${CMAKE_CURRENT_LIST_DIR}/arm.cmake")
