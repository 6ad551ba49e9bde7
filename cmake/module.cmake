# One function declares a module: its library, its tests, its place in the dependency graph.
# tools/check_deps.py reads these calls; there is no second list of allowed dependencies.
#
#   add_module(contacts DEPENDS base platform access audit LIBRARIES some::library)

# What keeps a release build short, and the one for the thread sanitizer. The build with the address
# sanitizer does without all of it, so that there every file has to name what it includes.
if(SANITIZE STREQUAL "thread" OR (CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT SANITIZE))
  set(SHORT_BUILD ON)
else()
  set(SHORT_BUILD OFF)
endif()

# The standard headers are read once, and those of the tests once.
function(read_standard_headers_once target first)
  if(NOT SHORT_BUILD)
    return()
  endif()
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
  if(target STREQUAL first)
    target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/standard.h ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${first})
  endif()
endfunction()

# Neighbouring files are compiled together: what they share is read and instantiated once. So a name
# in an unnamed namespace is used once in a module.
function(compile_together target)
  if(SHORT_BUILD)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  endif()
endfunction()

# Tests need no optimised code of their own; what they test is built as it is shipped.
function(compile_plainly target)
  if(SHORT_BUILD)
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-O0 -U_FORTIFY_SOURCE>)
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
    if(NOT name STREQUAL "platform")  # each of its files speaks to another library
      compile_together(${name})
    endif()
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
    compile_plainly(${name}_test)
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()
