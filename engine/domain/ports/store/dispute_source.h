#pragma once

#include "engine/domain/dispute/dispute.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// Whether a page begins somebody's look at a conversation, which the source is told of where it keeps that, or goes on
/// with one it was told of.
enum class DisputeLook : quint8 { Begins, GoesOn };

/// A place where conversations are kept, for those who judge a dispute. Nothing here can change what is kept. Engine
/// loop; every call ends within a deadline. @throws StoreError
class DisputeSource {
public:
    virtual ~DisputeSource() = default;

    virtual SourceStatus status() const = 0;
    /// Asks whether it is there and what it is; status() says what came of it. Never throws.
    virtual QCoro::Task<void> look() = 0;
    /// Ends what is being asked: those who wait are told that it took too long.
    virtual void cancel() = 0;

    virtual QCoro::Task<DisputeCasePage> cases(std::optional<LineKey> before, int limit) = 0;
    /// The newest lines, or those before a place. Nothing: there is no such conversation.
    virtual QCoro::Task<std::optional<DisputeThread>> thread(QByteArray thread, DisputeLook look,
                                                             std::optional<LineKey> before, int limit) = 0;
    /// Behind this line and so many that followed it. Nothing: it is not in the thread.
    virtual QCoro::Task<std::optional<PlaceBehind>> placeBehind(QByteArray thread, QByteArray line, int lines) = 0;
    /// What a deleted line said. Nothing: it is not kept.
    virtual QCoro::Task<std::optional<QString>> original(QByteArray thread, QByteArray line) = 0;
    virtual QCoro::Task<DisputeHits> search(DisputeSearch search) = 0;
};

}  // namespace tongdai::ports
