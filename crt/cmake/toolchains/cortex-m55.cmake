# A Cortex-M55 with vectors of integers and floats.
set(CMAKE_SYSTEM_PROCESSOR cortex-m55)
set(DEMITASSE_PROCESSOR_FLAGS "-mthumb -mcpu=cortex-m55 -mfloat-abi=hard")
include("${CMAKE_CURRENT_LIST_DIR}/arm.cmake")
