#pragma once

#include "engine/server/http/http_message.h"

#include <memory>
#include <optional>

namespace tongdai::http {

/// Why a request is answered by the server itself, and the connection closed after it.
struct Refusal {
    int status = 400;
    QString detail;
};

/// What the head says about the message, beside what a handler needs.
struct Framing {
    bool isHttp10 = false;
    bool keepsAlive = true;
    bool expectsContinue = false;
    bool isWebSocketUpgrade = false;
    bool isChunked = false;
    qint64 contentLength = 0;  ///< of a body that is not chunked
};

/// Reads one request from bytes, without I/O: Boost.Beast's parser, with the checks it leaves to its user. Only the
/// implementation includes Boost. Head bounds are the caller's (it passes a complete head); security S05.
class RequestParser {
public:
    RequestParser();
    ~RequestParser();

    /// The length of the head at the start of `bytes` with its empty line, 0 when it is not complete yet, or why it
    /// never will be.
    struct HeadScan {
        qsizetype length = 0;
        std::optional<Refusal> refusal;
    };
    static HeadScan findHead(QByteArrayView bytes);

    /// Parses a complete head into `request` (everything but peer, requestId, isSecure, body).
    std::optional<Refusal> parseHead(QByteArrayView head, int maxFields, Request& request, Framing& framing);

    /// After a chunked head: decodes into `body`.
    struct ChunkResult {
        qsizetype consumed = 0;
        bool isDone = false;
        std::optional<Refusal> refusal;
    };
    ChunkResult parseChunks(QByteArrayView bytes, qsizetype bodyLimit, QByteArray& body);

private:
    class Beast;
    std::unique_ptr<Beast> m_beast;
};

}  // namespace tongdai::http
