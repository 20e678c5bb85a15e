# Programs of tests/support/tools: small servers that tests, conformance suites and people run beside the product.
add_executable(socketio_echo_server
  support/tools/socketio_echo_server.cpp
  ${CMAKE_SOURCE_DIR}/engine/host/epoll_dispatcher.cpp ${CMAKE_SOURCE_DIR}/engine/host/epoll_dispatcher.h)
target_link_libraries(socketio_echo_server PRIVATE engine_socketio)
if(TARGET test_engine_server_socketio)
  add_dependencies(test_engine_server_socketio socketio_echo_server)
endif()
