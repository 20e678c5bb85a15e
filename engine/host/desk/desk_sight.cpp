#include "engine/domain/log.h"
#include "engine/host/desk/desk_service.h"

#include <algorithm>

/// What is out of an operator's sight is not told (features I2): news that carry a row are judged by it; of those that
/// carry an id alone, only what has been shown or asked for is told of.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log deskSightLog("desk.sight");

}  // namespace

bool DeskService::isKnown(const ConversationId& conversation) const
{
    return m_gate.sight().isWhole() || conversation == m_watched || m_inView.contains(conversation);
}

/// Whether it had not been shown.
bool DeskService::noteShown(const ConversationId& conversation)
{
    if (m_inView.contains(conversation)) return false;
    m_inView.insert(conversation);
    // What goes on there was not told before.
    if (m_activities.contains(conversation)) emit activityChanged(m_activities.value(conversation));
    return true;
}

/// Whether some of them had not been shown.
bool DeskService::noteShown(const std::vector<Conversation>& rows)
{
    if (m_gate.sight().isWhole()) return false;
    bool isMore = false;
    for (const Conversation& row : rows)
        isMore = noteShown(row.id) || isMore;
    return isMore;
}

/// What a search found is shown as well as what a list holds: when it leaves the sight, the window is told.
void DeskService::noteFound(std::vector<MessageHit>& hits)
{
    if (m_gate.sight().isWhole()) return;
    std::erase_if(hits, [&](const MessageHit& hit) { return m_leftMeanwhile.contains(hit.message.conversation); });
    for (const MessageHit& hit : hits)
        noteShown(hit.message.conversation);
}

/// What has left the sight of whoever sits here leaves the window.
std::vector<Conversation> DeskService::seenOf(const std::vector<Conversation>& rows)
{
    const InSight sight = m_gate.sight();
    if (sight.isWhole()) return rows;
    std::vector<Conversation> seen;
    std::vector<ConversationId> hidden;
    for (const Conversation& row : rows) {
        if (sight.sees(row)) {
            m_leftMeanwhile.remove(row.id);
            seen.push_back(row);
            continue;
        }
        if (m_listing > 0) m_leftMeanwhile.insert(row.id);
        const bool isWatched = row.id == m_watched;
        if (isWatched) watchNothing();
        if (m_inView.remove(row.id) || isWatched) hidden.push_back(row.id);
    }
    const bool isMore = noteShown(seen);
    if (!hidden.empty()) emit conversationsHidden(hidden);
    if (isMore || !hidden.empty()) {
        if (!m_undelivered.empty()) m_tellingUndelivered.ask();
        if (!m_nobodyCame.waits.empty()) tellNobodyCame();
    }
    return seen;
}

/// What went out of sight while the list was read.
void DeskService::dropUnseen(std::vector<Conversation>& listed) const
{
    const InSight sight = m_gate.sight();
    if (sight.isWhole()) return;
    std::erase_if(listed,
                  [&](const Conversation& row) { return !sight.sees(row) || m_leftMeanwhile.contains(row.id); });
}

QCoro::Task<void> DeskService::watchIfSeen(ConversationId conversation)
{
    const quint64 mine = m_watchAsked;
    m_unjudged = {};
    try {
        auto looking = m_sight.sees(m_gate.sight(), conversation);
        const bool isSeen = co_await looking;
        if (!isSeen || mine != m_watchAsked) co_return;  // not theirs, or another one was opened meanwhile
    } catch (const StoreError& error) {
        deskSightLog.warn("whether a conversation is in sight was not read", {{u"cause"_s, error.cause()}});
        if (mine == m_watchAsked) m_unjudged = conversation;
        if (!m_lookAgain.isActive()) m_lookAgain.start();
        co_return;
    }
    if (!m_gate.allows(Permission::SeeConversations)) co_return;
    beginWatching(std::move(conversation));
    m_receipts.ask();  // lines may have come while it was looked up
}

QCoro::Task<void> DeskService::tellUndelivered()
{
    std::vector<api::Undelivered> lines = m_undelivered;
    QSet<ConversationId> about;
    for (const api::Undelivered& line : lines)
        about.insert(line.conversation);
    try {
        auto looking = m_sight.seenOf(m_gate.sight(), about);
        const QSet<ConversationId> seen = co_await looking;
        std::erase_if(lines, [&](const api::Undelivered& line) { return !seen.contains(line.conversation); });
    } catch (const StoreError& error) {
        deskSightLog.warn("undelivered lines were not told", {{u"cause"_s, error.cause()}});
        if (!m_lookAgain.isActive()) m_lookAgain.start();
        co_return;
    }
    emit undeliveredChanged(std::move(lines));
}

/// What the store did not say the last time.
void DeskService::lookAgain()
{
    if (!m_unjudged.isEmpty()) watchIfSeen(m_unjudged);
    if (!m_undelivered.empty()) m_tellingUndelivered.ask();
    if (!m_nobodyCame.waits.empty()) tellNobodyCame();
}

}  // namespace tongdai
