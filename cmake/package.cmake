# The Debian package: `cmake --build build --target package` after a Release build, or `cpack` there.

find_program(GZIP gzip)
if(NOT GZIP)
  return()
endif()

# Files whose compressed form Debian wants; without name and time inside, so that they repeat.
set(packed ${CMAKE_CURRENT_BINARY_DIR}/packaging)
configure_file(packaging/debian/changelog.in ${packed}/changelog @ONLY)
function(pack from to)
  execute_process(COMMAND ${GZIP} -9nc ${from} OUTPUT_FILE ${packed}/${to} COMMAND_ERROR_IS_FATAL ANY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${from})
endfunction()
pack(${packed}/changelog changelog.Debian.gz)
pack(${PROJECT_SOURCE_DIR}/CHANGELOG.md changelog.gz)
pack(${PROJECT_SOURCE_DIR}/packaging/haidang.1 haidang.1.gz)
pack(${PROJECT_SOURCE_DIR}/packaging/haidang-restore.8 haidang-restore.8.gz)

# The places of a Debian system, not of a prefix.
install(TARGETS haidang DESTINATION usr/bin)
install(FILES packaging/haidang.service packaging/haidang-backup.service
              packaging/haidang-backup.timer
        DESTINATION lib/systemd/system)
install(PROGRAMS packaging/haidang-restore DESTINATION usr/sbin)
install(FILES packaging/grafana-dashboard.json packaging/prometheus-alerts.yml
        DESTINATION usr/share/haidang)
install(FILES packaging/haidang.env DESTINATION etc/haidang PERMISSIONS OWNER_READ OWNER_WRITE)
install(FILES packaging/nginx/haidang.conf DESTINATION usr/share/doc/haidang/examples
        RENAME nginx.conf)
install(FILES packaging/haproxy/haidang.cfg DESTINATION usr/share/doc/haidang/examples
        RENAME haproxy.cfg)
install(FILES packaging/debian/copyright packaging/debian/README.Debian
              ${packed}/changelog.Debian.gz ${packed}/changelog.gz
        DESTINATION usr/share/doc/haidang)
install(FILES packaging/debian/lintian-overrides DESTINATION usr/share/lintian/overrides
        RENAME haidang)
install(FILES ${packed}/haidang.1.gz DESTINATION usr/share/man/man1)
install(FILES ${packed}/haidang-restore.8.gz DESTINATION usr/share/man/man8)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME haidang)
set(CPACK_PACKAGE_CONTACT "Hai Dang maintainers <maintainers@haidang.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, fonts-liberation, init-system-helpers (>= 1.54~)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "clamav-daemon, nginx, postgresql, postgresql-client")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "working system of a national referral mechanism
Hai Dang serves a hotline for victims of human trafficking, the working group
of agencies behind it and the units that receive and support a victim: calls,
service connections, cases, referrals, deadlines and reports, each on record
and confidential.

One program with the front end inside. The database is SQLite, or PostgreSQL
when several machines share one system.")
foreach(script postinst prerm postrm conffiles)
  list(APPEND CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/debian/${script})
endforeach()
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/cmake/package_time.cmake)
include(CPack)
