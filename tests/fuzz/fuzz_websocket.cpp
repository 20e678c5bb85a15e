// What a client sends on a WebSocket, from hostile bytes: must not crash, must not keep more than one message may have,
// and must come to the same whether the bytes arrive at once or one by one.
#include "engine/server/websocket/websocket_reader.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace {

using namespace tongdai::engineio;

constexpr qsizetype kMaxMessage = 1000;
constexpr qsizetype kMaxControl = 125;

void require(bool holds)
{
    if (!holds) std::abort();
}

std::vector<WebSocketReader::Event> readIn(QByteArrayView bytes, qsizetype step)
{
    WebSocketReader reader(kMaxMessage);
    std::vector<WebSocketReader::Event> events;
    while (!bytes.isEmpty()) {
        QByteArrayView piece = bytes.first(std::min(step, bytes.size()));
        bytes = bytes.sliced(piece.size());
        while (auto event = reader.next(piece))
            events.push_back(std::move(*event));
        require(piece.isEmpty());
        require(reader.unfinishedBytes() <= kMaxMessage + kMaxControl);
    }
    return events;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size)
{
    const QByteArrayView input(bytes, qsizetype(size));
    const auto whole = readIn(input, qsizetype(size) + 1);
    const auto bytewise = readIn(input, 1);
    require(whole.size() == bytewise.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        require(whole[i].index() == bytewise[i].index());
        if (const auto* message = std::get_if<WebSocketReader::Message>(&whole[i])) {
            require(message->data == std::get<WebSocketReader::Message>(bytewise[i]).data);
            require(message->data.size() <= kMaxMessage);
        }
    }
    return 0;
}
