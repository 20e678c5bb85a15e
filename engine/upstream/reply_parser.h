#pragma once

#include "engine/upstream/http_exchange.h"

namespace tongdai::upstream {

/// Reads one HTTP/1.1 answer from pieces of any size, by Boost.Beast's parser. Bounded: memory follows what arrived,
/// never what a header promises.
class ReplyParser {
public:
    ReplyParser(qsizetype headerLimit, qsizetype bodyLimit);
    ~ReplyParser();
    Q_DISABLE_COPY_MOVE(ReplyParser)

    struct Problem {
        HttpFailure::Kind kind = HttpFailure::Kind::Malformed;
        QString what;
    };
    std::optional<Problem> feed(const QByteArray& bytes);
    /// The connection ended. True when that completes the answer (a body without a length).
    bool feedEnd();

    bool isDone() const;
    bool hasBegun() const;              ///< any byte arrived
    std::optional<int> status() const;  ///< once the head is complete
    /// After isDone: the connection may serve another request.
    bool mayKeepConnection() const;
    /// Valid until more is fed; empty before the head is complete.
    QByteArrayView bodySoFar() const;
    /// Of an answer that is not done: what has come of it.
    HttpReply takeReply();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace tongdai::upstream
