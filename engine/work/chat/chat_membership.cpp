#include "engine/work/chat/chat_membership.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/redis_keys.h"

#include <QJsonDocument>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxKnown = 20'000;

bool hasLeft(const ChatThread& thread, const SenderId& user)
{
    return std::find(thread.former.begin(), thread.former.end(), user) != thread.former.end();
}

ThreadPtr unwritten(const ChatVisitor& visitor)
{
    ChatThread thread;
    thread.id = visitor.ownThread;
    thread.type = u"ADMIN_CLIENT"_s;
    thread.customer = visitor.user.id;
    return std::make_shared<const ChatThread>(std::move(thread));
}

}  // namespace

QCoro::Task<ThreadPtr> ChatMembership::thread(ConversationId id)
{
    const auto known = m_known.constFind(id);
    if (known != m_known.cend() && known->until > m_clock.elapsed()) co_return known->thread;
    const quint64 before = m_changes.value(id);
    const std::optional<ChatThread> read = co_await m_store.chatThread(id);
    ThreadPtr found;
    if (!read) co_return found;
    found = std::make_shared<const ChatThread>(*read);
    if (m_changes.value(id) == before) remember(id, found);
    co_return found;
}

void ChatMembership::remember(const ConversationId& id, ThreadPtr thread)
{
    if (m_known.size() >= kMaxKnown) m_known.clear();
    const QByteArray summary = QJsonDocument(contract::threadSummary(*thread)).toJson(QJsonDocument::Compact);
    m_known.insert(id, {std::move(thread), m_clock.elapsed() + contract::keys::kThreadMetaTtl});
    m_live.cacheThread(id, summary);
}

void ChatMembership::forget(const ConversationId& thread)
{
    if (m_changes.size() >= kMaxKnown) m_changes.clear();
    m_changes.insert(thread, ++m_change);
    if (m_known.remove(thread) > 0) m_live.cacheThread(thread, {});
}

QCoro::Task<Membership> ChatMembership::of(ConversationId id, ChatVisitor visitor)
{
    const ThreadPtr found = co_await thread(id);
    const bool isOwn = !visitor.ownThread.isEmpty() && visitor.ownThread == id;
    if (!found) {
        if (isOwn) co_return Membership(ChatMember{unwritten(visitor), std::nullopt});
        co_return Membership(NotAMember{});
    }
    if (const Participant* participant = found->participant(visitor.user.id)) {
        if (roleIn(*participant, visitor.claimed)) co_return Membership(ChatMember{found, *participant});
        co_return Membership(NotAMember{});
    }
    const bool began = found->customer == visitor.user.id || (isOwn && found->customer.isEmpty());
    if (began && !hasLeft(*found, visitor.user.id)) co_return Membership(ChatMember{found, std::nullopt});
    co_return Membership(NotAMember{});
}

QCoro::Task<ChatMember> ChatMembership::enter(ConversationId id, ChatVisitor visitor)
{
    const JoinedThread joined = co_await m_store.joinThread(id, visitor.user);
    forget(id);
    ChatMember member;
    member.thread = co_await thread(id);
    member.participant = joined.participant;
    co_return member;
}

}  // namespace tongdai
