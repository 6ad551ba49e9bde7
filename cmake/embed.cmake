# embed_files(target file...) compiles files into `target`. Paths are relative to the project.
# The assembler reads each file (.incbin), so large files cost no compile time.

function(embed_files target)
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.S)
  set(table ${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.cc)
  add_custom_command(
    OUTPUT ${assembly} ${table}
    COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/embed.py ${PROJECT_SOURCE_DIR}
            ${assembly} ${table} ${ARGN}
    DEPENDS ${PROJECT_SOURCE_DIR}/tools/embed.py ${ARGN}
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    COMMENT "Embedding migrations, data and the web front end")
  target_sources(${target} PRIVATE ${assembly} ${table})
  list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
  set_property(SOURCE ${assembly} PROPERTY OBJECT_DEPENDS "${paths}")
endfunction()
