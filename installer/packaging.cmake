# What `cmake --install` lays down, and the Debian package that CPack makes of it (installer/package).
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # packing must not build tests and benchmarks

install(TARGETS tongdai tongdai-engine RUNTIME)
install(FILES resources/desktop/tongdai.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES resources/icons/tongdai.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES installer/tongdai-engine.service installer/tongdai-engine@.service DESTINATION lib/systemd/user)
install(FILES installer/haproxy.cfg installer/pgbouncer.ini DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES resources/settings.sample.conf DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY resources/monitoring DESTINATION ${CMAKE_INSTALL_DATADIR}/tongdai)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES installer/debian/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Manual pages are checked and packed at build time: Debian wants them compressed, without a time stamp inside.
find_program(GZIP gzip REQUIRED)
foreach(page IN ITEMS tongdai tongdai-engine)
  set(packed ${CMAKE_BINARY_DIR}/man/${page}.1.gz)
  add_custom_command(OUTPUT ${packed}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/man
    COMMAND ${GZIP} -9 -n -c ${CMAKE_SOURCE_DIR}/installer/man/${page}.1 > ${packed}
    DEPENDS ${CMAKE_SOURCE_DIR}/installer/man/${page}.1 VERBATIM)
  list(APPEND packed_pages ${packed})
endforeach()
add_custom_target(manual_pages ALL DEPENDS ${packed_pages})
install(FILES ${packed_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tongdai)
set(CPACK_PACKAGE_VENDOR "Tongdai")
set(CPACK_PACKAGE_CONTACT "Tongdai maintainers <maintainers@tongdai.invalid>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "customer-support console with its message engine inside")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Native desktop console for people who answer customers. Messages arrive over
HTTP, are stored durably, answered by a bot and shown live; a person can take
over at any moment. A small shop needs no server: the history lies in SQLite,
live state in a private Redis that the program starts and stops itself. Several
desks can share one Redis and one PostgreSQL or MySQL. The package also holds
tongdai-engine, the same engine without a window.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
# Libraries are found by what the programs link; plugins that Qt loads by name and the server we start are not.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6svg6, redis-server | valkey-server")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libqt6sql6-mysql, libsecret-1-0, fonts-noto-core, fonts-noto-color-emoji")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql, mariadb-server")
include(CPack)
