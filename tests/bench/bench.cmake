# Benchmarks: programs that print numbers, never tests that pass or fail by them. Build with the release preset.
add_custom_target(bench)
if(TONGDAI_SANITIZE)
  return()  # a number taken under a sanitizer says nothing
endif()

function(tongdai_bench name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
  add_executable(bench_${name} ${ARG_SOURCES})
  target_link_libraries(bench_${name} PRIVATE ${ARG_LIBS})
  add_dependencies(bench bench_${name})
endfunction()

# The HTTP path alone. The few sources of bigger rooms are compiled in, so that this row measures, and builds, nothing
# of the stores behind them.
tongdai_bench(http
  SOURCES bench/http_bench.cpp bench/http_load.cpp
          ${CMAKE_SOURCE_DIR}/engine/host/machine/epoll_dispatcher.cpp ${CMAKE_SOURCE_DIR}/engine/host/machine/epoll_dispatcher.h
          ${CMAKE_SOURCE_DIR}/engine/server/router.cpp ${CMAKE_SOURCE_DIR}/engine/server/access/bearer_tokens.cpp
          ${CMAKE_SOURCE_DIR}/engine/server/access/host_allow_list.cpp ${CMAKE_SOURCE_DIR}/engine/server/access/door_limits.cpp
          ${CMAKE_SOURCE_DIR}/engine/server/access/wrong_tokens.cpp ${CMAKE_SOURCE_DIR}/engine/server/access/rate_headers.cpp
          ${CMAKE_SOURCE_DIR}/engine/server/access/address_key.cpp ${CMAKE_SOURCE_DIR}/engine/server/access/shop_people.cpp
          ${CMAKE_SOURCE_DIR}/engine/server/chat/jwt_tokens.cpp
  LIBS engine_socketio engine_contract PkgConfig::SODIUM PkgConfig::LIBJWT)

# The Socket.IO gateway alone: acknowledged sends, fan-out, idle connections.
tongdai_bench(socketio
  SOURCES bench/socketio_bench.cpp bench/socketio_load.h
          ${CMAKE_SOURCE_DIR}/engine/host/machine/epoll_dispatcher.cpp ${CMAKE_SOURCE_DIR}/engine/host/machine/epoll_dispatcher.h
  LIBS engine_socketio)

# /chat of the real engine on SQLite: acknowledged sends, a busy room, idle connections.
tongdai_bench(chat SOURCES bench/chat_bench.cpp bench/socketio_load.h LIBS test_support)
add_dependencies(bench_chat tongdai-engine)

# The whole pipeline with an AI and a platform that answer at once, on SQLite and a private Redis.
tongdai_bench(pipeline
  SOURCES bench/pipeline_bench.cpp
          ${CMAKE_SOURCE_DIR}/engine/host/machine/epoll_dispatcher.cpp ${CMAKE_SOURCE_DIR}/engine/host/machine/epoll_dispatcher.h
          ${CMAKE_SOURCE_DIR}/engine/host/machine/system_clock.cpp ${CMAKE_SOURCE_DIR}/engine/host/machine/system_random.cpp
          ${CMAKE_SOURCE_DIR}/engine/host/statistics/step_meter.cpp
          ${CMAKE_SOURCE_DIR}/engine/server/routes/metrics_text.cpp
  LIBS engine_work engine_history engine_state test_support)

find_package(benchmark QUIET)
if(benchmark_FOUND)
  # Gate and settling scripts against a private server.
  tongdai_bench(redis
    SOURCES bench/redis_bench.cpp
    LIBS engine_state engine_contract test_support benchmark::benchmark)
endif()

# Frame times of the Live page with 100,000 conversations and 100,000 messages.
tongdai_bench(ui SOURCES bench/ui_bench.cpp LIBS ui test_support Qt6::Widgets)

# The durable store's writer: messages a second, commits and CPU per message.
tongdai_bench(history SOURCES bench/history_bench.cpp bench/bench_store.cpp bench/bench_store.h LIBS engine_history test_support)

# Searching a million messages.
tongdai_bench(search SOURCES bench/search_bench.cpp bench/bench_store.cpp bench/bench_store.h LIBS engine_history test_support)

# Pages of the chat history, warm and cold.
tongdai_bench(history_pages SOURCES bench/history_pages_bench.cpp
  LIBS engine_work engine_history engine_state test_support)

# The count behind the Stats page.
tongdai_bench(statistics SOURCES bench/statistics_bench.cpp bench/bench_store.cpp bench/bench_store.h LIBS engine_history test_support)

# The event stream at full speed, and the Stats page in front of it.
tongdai_bench(events SOURCES bench/events_bench.cpp LIBS ui engine test_support Qt6::Widgets Qt6::Test)

# A million messages of another program's chat, opened for a dispute, alone and beside the desk's own work.
tongdai_bench(dispute SOURCES bench/dispute_bench.cpp bench/dispute_fill.cpp bench/dispute_fill.h
  LIBS engine_history test_support)

# Messages a second with the Locks page open and claims recorded, and without.
tongdai_bench(locks_load SOURCES bench/locks_load_bench.cpp bench/locks_bench_stage.cpp bench/locks_bench_stage.h
  LIBS ui engine test_support Qt6::Widgets Qt6::Test)

# The Locks page over a real engine with 5,000 locks, 200,000 keys and a million stream entries.
tongdai_bench(locks SOURCES bench/locks_bench.cpp bench/locks_bench_stage.cpp bench/locks_bench_stage.h
  LIBS ui engine test_support Qt6::Widgets Qt6::Test)
