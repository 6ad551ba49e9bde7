# One function declares a module: its library, its tests, its place in the dependency graph.
# tools/check_deps.py reads these calls; there is no second list of allowed dependencies.
#
#   add_module(contacts DEPENDS base platform access audit LIBRARIES some::library)

# Release builds read the standard headers once, and those of the tests once: a third of the compile
# time. Builds with sanitizers do not, so that there every file has to name what it includes.
function(read_standard_headers_once target first)
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Release" OR SANITIZE)
    return()
  endif()
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
  if(target STREQUAL first)
    target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/standard.h ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${first})
  endif()
endfunction()

function(add_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  set(dir ${PROJECT_SOURCE_DIR}/src/${name})
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cc)
  file(GLOB tests CONFIGURE_DEPENDS ${dir}/*_test.cc)
  file(GLOB headers CONFIGURE_DEPENDS ${dir}/*.h)
  list(FILTER sources EXCLUDE REGEX "(_test|testing)\\.cc$")

  if(sources)
    add_library(${name} STATIC ${sources})
    set(scope PUBLIC)
  else()
    add_library(${name} INTERFACE)  # ids only
    set(scope INTERFACE)
  endif()
  # The header set makes `all_verify_interface_header_sets` compile every header on its own.
  list(FILTER headers EXCLUDE REGEX "testing\\.h$")
  target_sources(${name} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src
                                  FILES ${headers})
  target_link_libraries(${name} ${scope} project_options ${ARG_DEPENDS} ${ARG_LIBRARIES})
  if(sources)
    read_standard_headers_once(${name} base)
  endif()

  # Test helpers of a module serve the tests of every module above it.
  set(helpers "")
  if(EXISTS ${dir}/testing.cc)
    add_library(${name}_testing STATIC EXCLUDE_FROM_ALL ${dir}/testing.cc)
    target_link_libraries(${name}_testing PUBLIC ${name})
    set(helpers ${name}_testing)
  endif()
  foreach(lower ${ARG_DEPENDS})
    if(TARGET ${lower}_testing)
      list(APPEND helpers ${lower}_testing)
    endif()
  endforeach()

  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${helpers} ${name} GTest::gtest_main)
    read_standard_headers_once(${name}_test base_test <gtest/gtest.h>)
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()
