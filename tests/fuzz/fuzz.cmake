# libFuzzer targets (Clang only). Each is compiled from the sources it fuzzes, so that they carry its counters.
# Run: build/asan/bin/fuzz_packets -max_total_time=60 FRESH_FOLDER tests/fuzz/corpus/packets
#      build/asan/bin/fuzz_texts -max_total_time=60 -max_len=65536 FRESH_FOLDER tests/fuzz/corpus/texts
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  return()
endif()

function(tongdai_fuzzer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
  list(TRANSFORM ARG_SOURCES PREPEND ${CMAKE_SOURCE_DIR}/)
  add_executable(${name} EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/fuzz/${name}.cpp ${ARG_SOURCES})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE ${ARG_LIBS})
endfunction()

tongdai_fuzzer(fuzz_packets LIBS Qt6::Core SOURCES
  engine/server/socketio/engineio_packet.cpp engine/server/socketio/json_bounds.cpp
  engine/server/socketio/packet.cpp engine/server/socketio/packet_decoder.cpp
  engine/domain/text/json_screen.cpp engine/domain/text/whole_text.cpp)
tongdai_fuzzer(fuzz_websocket LIBS Qt6::Core SOURCES engine/server/websocket/websocket_reader.cpp)

tongdai_fuzzer(fuzz_texts LIBS Qt6::Core QCoro6::Core SOURCES
  engine/contract/json/strict_json.cpp engine/domain/conversation/action.cpp engine/domain/text/bounded_marks.cpp
  engine/domain/text/fold_text.cpp engine/domain/text/json_screen.cpp engine/domain/text/search_words.cpp engine/domain/text/whole_text.cpp engine/upstream/rule_book.cpp
  engine/upstream/rule_match.cpp engine/upstream/rule_promises.cpp engine/upstream/rule_words.cpp)
target_compile_definitions(fuzz_texts PRIVATE
  TONGDAI_RULES="${CMAKE_SOURCE_DIR}/resources/rules/default_rules.json")
