# embed_files(target file...) compiles files into `target`. Paths are relative to the project; a file
# made by the build is given as name=path.
# The assembler reads each file (.incbin), so large files cost no compile time.

function(embed_files target)
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.S)
  set(table ${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.cc)
  set(paths "")
  foreach(file ${ARGN})
    if(file MATCHES "=(.*)$")
      list(APPEND paths ${CMAKE_MATCH_1})
    else()
      list(APPEND paths ${PROJECT_SOURCE_DIR}/${file})
    endif()
  endforeach()
  add_custom_command(
    OUTPUT ${assembly} ${table}
    COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/embed.py ${PROJECT_SOURCE_DIR}
            ${assembly} ${table} ${ARGN}
    DEPENDS ${PROJECT_SOURCE_DIR}/tools/embed.py ${paths}
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    COMMENT "Embedding migrations, data and the web front end")
  target_sources(${target} PRIVATE ${assembly} ${table})
  set_property(SOURCE ${assembly} PROPERTY OBJECT_DEPENDS "${paths}")
endfunction()
