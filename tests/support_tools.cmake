# Programs of tests/support/tools: small servers that tests, conformance suites and people run beside the product.
add_executable(socketio_echo_server
  support/tools/socketio_echo_server.cpp
  ${CMAKE_SOURCE_DIR}/engine/host/machine/epoll_dispatcher.cpp ${CMAKE_SOURCE_DIR}/engine/host/machine/epoll_dispatcher.h)
target_link_libraries(socketio_echo_server PRIVATE engine_socketio)
if(TARGET test_engine_server_socketio)
  add_dependencies(test_engine_server_socketio socketio_echo_server)
endif()

# Stand-ins for the AI service and the platform.
foreach(name IN ITEMS ai_stub_server platform_stub_server)
  add_executable(${name} support/tools/${name}.cpp)
  target_link_libraries(${name} PRIVATE test_support)
endforeach()
add_executable(thread_order_probe support/tools/thread_order_probe.cpp ${thread_order_objects})
target_link_libraries(thread_order_probe PRIVATE Qt6::Core)
if(TARGET test_threads)
  add_dependencies(test_threads thread_order_probe)
endif()
add_executable(private_redis_holder
  support/tools/private_redis_holder.cpp
  ${CMAKE_SOURCE_DIR}/engine/host/private_redis/private_redis.cpp ${CMAKE_SOURCE_DIR}/engine/host/private_redis/private_redis.h
  ${CMAKE_SOURCE_DIR}/engine/host/private_redis/redis_folder.cpp ${CMAKE_SOURCE_DIR}/engine/host/private_redis/redis_folder.h
  ${thread_order_objects})
target_link_libraries(private_redis_holder PRIVATE engine_domain Qt6::Network)
if(TARGET test_engine_host)
  add_dependencies(test_engine_host private_redis_holder)
endif()

# Loaded into programs under test, so it must not bring a sanitizer of its own or fight with fortified headers.
foreach(name IN ITEMS disk_shim full_disk_shim clock_shim)
  add_library(${name} SHARED support/shim/${name}.cpp)
  target_compile_options(${name} PRIVATE -U_FORTIFY_SOURCE -fno-sanitize=all)
  target_link_options(${name} PRIVATE -fno-sanitize=all)
  set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_RUNTIME_OUTPUT_DIRECTORY} AUTOMOC OFF)
  if(TARGET test_e2e)
    add_dependencies(test_e2e ${name})
  endif()
endforeach()
