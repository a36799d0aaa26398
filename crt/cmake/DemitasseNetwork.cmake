# demitasse_add_network(<target> <folder> <network> [PREFIX <prefix>])
#
# Makes a static library of the generated C of a network.
#
#   <folder>   where it lies: META-INF/demitasse/c of the class output of javac
#   <network>  its name in C: digits for tvmgen_digits.h
#   <prefix>   if the network was compiled with another one than tvmgen
#
# What links the target can include the header. Its files are those that the network's JSON names; if they
# change, the build notices.
function(demitasse_add_network target folder network)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "PREFIX" "")
  if(NOT arg_PREFIX)
    set(arg_PREFIX tvmgen)
  endif()
  get_filename_component(folder "${folder}" ABSOLUTE)
  set(json "${folder}/${arg_PREFIX}_${network}.json")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "demitasse_add_network: what is '${arg_UNPARSED_ARGUMENTS}'?")
  endif()
  if(NOT EXISTS "${json}")
    message(FATAL_ERROR "demitasse_add_network: there is no ${json}: compile the Java of the network first")
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${json}")
  file(READ "${json}" text)
  string(JSON last LENGTH "${text}" files)
  math(EXPR last "${last} - 1")
  add_library(${target} STATIC)
  foreach(i RANGE ${last})
    string(JSON file GET "${text}" files ${i})
    target_sources(${target} PRIVATE "${folder}/${file}")
  endforeach()
  set_target_properties(${target} PROPERTIES
    C_STANDARD 99 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF)
  target_include_directories(${target} PUBLIC "${folder}")
  string(JSON module ERROR_VARIABLE unpacked GET "${text}" entry_points module)
  if(NOT unpacked)
    target_link_libraries(${target} PUBLIC Demitasse::crt_headers)
  endif()
  if(NOT MSVC)
    target_compile_options(${target} PRIVATE -ffunction-sections -fdata-sections)
    target_link_libraries(${target} PUBLIC m)
  endif()
endfunction()
