#pragma once

#include <QObject>

#include <map>
#include <memory>

namespace tongdai::http {

/// A connection, seen as memory. Engine loop only.
class ByteHolder {
public:
    virtual ~ByteHolder() = default;
    /// Kept of a request or message that has not ended, bytes the socket has and nobody read among them.
    virtual qsizetype unfinishedBytes() const = 0;
    /// Kept because the other side does not read.
    virtual qsizetype unsentBytes() const = 0;
    /// All connections together keep too much, and this one most of all: it ends. Called from the loop, inside of no
    /// callback of the holder.
    virtual void giveUpUnfinished() = 0;
    virtual void giveUpUnsent() = 0;
};

/// What all connections of a program together may keep of input that has not ended, and of output nobody took (security
/// S06): each of them is bounded, and a thousand strangers at their bounds would still be the end of the shop. Over a
/// bound the biggest holders go, the oldest first among equals, until an eighth is free again.
///
/// Nothing is counted byte by byte: holders tell when they keep more than before, and now and then all are asked.
/// The bounds may be passed by an eighth. Lives on the engine loop.
class ByteBudget : public QObject {
    Q_OBJECT
public:
    explicit ByteBudget(qsizetype unfinished = 32 * 1024 * 1024, qsizetype unsent = 128 * 1024 * 1024)
        : m_unfinished(unfinished), m_unsent(unsent)
    {
    }

    /// A holder takes part as long as its place lives. Without a budget nobody asks it.
    class Place {
    public:
        Place(std::shared_ptr<ByteBudget> budget, ByteHolder& holder);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        /// So many bytes more are kept.
        void note(qsizetype bytes)
        {
            if (bytes > 0 && m_budget) m_budget->note(bytes);
        }

    private:
        std::shared_ptr<ByteBudget> m_budget;
        quint64 m_number = 0;
    };

    qint64 givenUp() const { return m_givenUp; }  ///< connections, since the start
    /// Asks everybody now; for tests and for whoever has time.
    void look();

private:
    using Measure = qsizetype (ByteHolder::*)() const;
    using GiveUp = void (ByteHolder::*)();

    void note(qsizetype bytes);
    void keepWithin(qsizetype bound, Measure measure, GiveUp giveUp);

    qsizetype m_unfinished;
    qsizetype m_unsent;
    std::map<quint64, ByteHolder*> m_holders;  ///< in the order they came
    quint64 m_came = 0;
    qsizetype m_sinceLook = 0;
    qint64 m_givenUp = 0;
    bool m_isLooking = false;  ///< or about to
};

}  // namespace tongdai::http
