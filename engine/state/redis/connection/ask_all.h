#pragma once

#include "engine/state/redis/connection/connection.h"

namespace tongdai::redis {

/// Several commands as one pipeline. Nothing when the connection failed meanwhile; never throws.
inline QCoro::Task<std::optional<std::vector<Reply>>> askAll(QPointer<Connection> connection,
                                                             std::vector<QByteArrayList> commands)
{
    if (!connection) co_return std::nullopt;
    std::vector<PendingReply> pending;
    pending.reserve(commands.size());
    for (const QByteArrayList& command : commands)
        pending.push_back(connection->ask(command));
    std::vector<Reply> replies;
    bool failed = false;
    for (PendingReply& next : pending) {
        try {
            Reply reply = co_await next;
            replies.push_back(std::move(reply));
        } catch (const StoreError&) {
            failed = true;
        }
        if (failed) co_return std::nullopt;
    }
    co_return std::move(replies);
}

/// A script's answer, or nothing when Redis could not be asked; never throws.
inline QCoro::Task<std::optional<Reply>> orNothing(QCoro::Task<Reply> asked)
{
    std::optional<Reply> answer;
    try {
        Reply reply = co_await asked;
        answer = std::move(reply);
    } catch (const StoreError&) {
        // reported by the connection, and counted by its health
    }
    co_return std::move(answer);
}

}  // namespace tongdai::redis
