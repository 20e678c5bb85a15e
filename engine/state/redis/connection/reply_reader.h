#pragma once

#include "engine/state/redis/connection/reply.h"

#include <QString>

#include <memory>

struct redisReader;

namespace tongdai::redis {

/// Bytes in, replies out: hiredis' parser building our own values, with limits it does not have itself.
/// After a failure the stream is lost and every further call says so again. Limit: RESP 2, arrays nested at most
/// seven deep (hiredis 0.14). One thread.
class ReplyReader {
public:
    struct Limits {
        qsizetype bytes = 64 * 1024 * 1024;  ///< of one reply, as it came over the wire
        qsizetype elements = 1'000'000;      ///< of one array
    };
    explicit ReplyReader(Limits limits);
    ~ReplyReader();
    ReplyReader(const ReplyReader&) = delete;
    ReplyReader& operator=(const ReplyReader&) = delete;

    /// Appends every complete reply. False: the bytes are no Redis protocol or break a limit, see problem().
    bool feed(QByteArrayView bytes, std::vector<Reply>& replies);
    const QString& problem() const { return m_problem; }

private:
    struct Hooks;
    struct FreeReader {
        void operator()(redisReader* reader) const;
    };
    bool fail(const QString& problem);

    Limits m_limits;
    std::unique_ptr<redisReader, FreeReader> m_reader;
    qsizetype m_unfinished = 0;  ///< bytes fed since the last complete reply
    QString m_problem;
};

}  // namespace tongdai::redis
