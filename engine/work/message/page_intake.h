#pragma once

#include "engine/work/message/handle_message.h"

#include <QSet>

#include <functional>

namespace tongdai {

/// What a page of Pancake brings, by webhook or when it is caught up with, on its way into the one intake
/// (contracts/pancake §2). A known id with other words is a change: it is kept as a line of its own. Engine loop.
class PageIntake {
public:
    enum class Taken {
        Stored,
        Known,      ///< it was here before
        OwnEcho,    ///< a line of ours that came back
        NotStored,  ///< nothing was promised: it has to come again
        Refused,    ///< the same: the store did not take it, and may never take it
    };
    struct Figures {
        qint64 stored = 0;
        qint64 known = 0;
        qint64 echoes = 0;
        qint64 changed = 0;
        qint64 notStored = 0;
        qint64 refused = 0;
    };
    /// A line of a customer is here that was not before, whoever brought it.
    using CustomerWrote = std::function<void(const ConversationId& conversation)>;
    explicit PageIntake(HandleMessage& handle, CustomerWrote customerWrote = {})
        : m_handle(handle), m_customerWrote(std::move(customerWrote))
    {
    }

    QCoro::Task<Taken> take(IncomingMessage line) { return carry(std::move(line), {}); }
    /// The same of what happened a while ago: the bot waits a moment, as the shop's own answer may come behind it.
    QCoro::Task<Taken> takeOlder(IncomingMessage line) { return carry(std::move(line), kOlderPause); }
    /// This very line was taken by this run not long ago.
    bool hasTaken(const IncomingMessage& line) const { return m_taken.contains(line.bodyHash); }
    const Figures& figures() const { return m_figures; }

private:
    static constexpr std::chrono::milliseconds kOlderPause{2'000};
    QCoro::Task<Taken> carry(IncomingMessage line, std::optional<std::chrono::milliseconds> pause);
    QCoro::Task<Taken> carryOne(IncomingMessage line, std::optional<std::chrono::milliseconds> pause);
    QCoro::Task<HandleResult> handle(IncomingMessage line, std::optional<std::chrono::milliseconds> pause);
    Taken count(Taken taken, const QByteArray& bodyHash);

    HandleMessage& m_handle;
    const CustomerWrote m_customerWrote;
    QSet<QByteArray> m_taken;
    QSet<QByteArray> m_listed;  ///< of these, what a list told, which does not say what was changed
    Figures m_figures;
};

}  // namespace tongdai
