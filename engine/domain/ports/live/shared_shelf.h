#pragma once

#include "engine/domain/limits/rate_answer.h"

#include <QByteArray>
#include <QCoro/QCoroTask>

#include <chrono>
#include <optional>

namespace tongdai::ports {

/// Which copy of an answer: the family is forgotten as a whole, the key is one question in it.
struct CopyName {
    QByteArray family;  ///< "products"
    QByteArray key;     ///< a hash of the question; nothing of a person can be read from it
};

/// What is known of a copy before anybody asks the service.
struct CopyLook {
    struct Copy {
        QByteArray stamp;
        std::optional<QByteArray> body;  ///< nothing: it is the one whose stamp the caller has
        std::chrono::milliseconds age{0};
    };
    qint64 generation = 0;  ///< grows whenever the family is forgotten
    qint64 at = 0;          ///< of the shelf's clock, ms: when the question that follows was begun
    std::optional<Copy> copy;
    bool isMine = false;  ///< the caller is to ask the service, and nobody else does
};

/// How long copies of a family live.
struct CopyLife {
    std::chrono::milliseconds fresh;  ///< older ones are given out while one caller asks anew
    std::chrono::milliseconds kept;   ///< older ones are given out to nobody
};

struct CopyToKeep {
    qint64 generation = 0;  ///< as looked up before the service was asked
    qint64 at = 0;
    QByteArray stamp;
    QByteArray body;
    QByteArray asker;
};

/// What all engines share about a service outside: a token, copies of its answers, and how often it was asked. Without
/// Redis the same from this process alone. Engine loop; nothing here throws.
class SharedShelf {
public:
    virtual ~SharedShelf() = default;

    /// A value with a life, such as a token; nothing: none, or its life is over.
    virtual QCoro::Task<std::optional<QByteArray>> value(QByteArray name) = 0;
    /// The right to make the value anew: a fence above 0. 0: there is a value, or somebody else makes one.
    virtual QCoro::Task<qint64> takeTurn(QByteArray name, std::chrono::milliseconds life) = 0;
    /// Ends a turn; an empty value keeps nothing. False: a later turn was taken, its value counts.
    virtual QCoro::Task<bool> endTurn(QByteArray name, qint64 fence, QByteArray value,
                                      std::chrono::milliseconds life) = 0;
    /// Forgets the value if it still is this one.
    virtual QCoro::Task<void> dropValue(QByteArray name, QByteArray value) = 0;

    /// `asker`: unguessable, of this look alone. Whose look `isMine` ends that by keep() or giveUp(), or loses it after
    /// `turn`.
    virtual QCoro::Task<CopyLook> look(CopyName name, QByteArray knownStamp, CopyLife life, QByteArray asker,
                                       std::chrono::milliseconds turn) = 0;
    /// False: the family was forgotten meanwhile, or a later answer is there already.
    virtual QCoro::Task<bool> keep(CopyName name, CopyToKeep copy, CopyLife life) = 0;
    virtual QCoro::Task<void> giveUp(CopyName name, QByteArray asker) = 0;
    /// All copies of the family, also those that are on their way. How many there were.
    virtual QCoro::Task<int> forget(QByteArray family) = 0;

    /// One more use of a budget in any window of this length.
    virtual QCoro::Task<RateAnswer> charge(QByteArray budget, QByteArray use, int most,
                                           std::chrono::milliseconds window) = 0;
    /// How much of it is used now.
    virtual QCoro::Task<int> used(QByteArray budget, std::chrono::milliseconds window) = 0;
};

}  // namespace tongdai::ports
