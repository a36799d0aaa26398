# What find_package(Demitasse) gives: the targets of the C runtime, and demitasse_add_network.
include("${CMAKE_CURRENT_LIST_DIR}/DemitasseTargets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/DemitasseNetwork.cmake")
