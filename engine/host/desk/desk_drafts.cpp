#include "engine/host/desk/desk_drafts.h"

#include "engine/domain/log.h"
#include "engine/domain/store_error.h"
#include "engine/host/people/desk_gate.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log deskDraftsLog("desk");

/// Until drafts that could not be written are tried again.
constexpr auto kDraftsAgain = 3s;

}  // namespace

DeskDrafts::DeskDrafts(ports::DraftStore& store, DeskGate& gate) : m_store(store), m_gate(gate), m_again(this)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kDraftsAgain);
    connect(&m_again, &QTimer::timeout, this, &DeskDrafts::storeAgain);
}

/// What was typed before a lock came down is still written; nobody's drafts are not.
OperatorId DeskDrafts::authorNow() const
{
    // Before the people are known: whoever sits here without having signed in.
    return m_gate.state().isKnown && !m_gate.hears(Permission::Answer) ? OperatorId() : m_gate.author();
}

void DeskDrafts::save(ConversationId conversation, QString text, bool isNote)
{
    const OperatorId by = authorNow();
    if (by.isEmpty()) return;
    m_unwritten[conversation] = {by, {conversation, std::move(text), isNote}};
    store(std::move(conversation));
}

/// What cannot be written now, for want of a disk or a server, stays here and is tried again; the newest text counts.
QCoro::Task<void> DeskDrafts::store(ConversationId conversation)
{
    const auto known = m_unwritten.constFind(conversation);
    if (known == m_unwritten.cend()) co_return;
    const OperatorId by = known->author;
    const ports::DraftStore::Draft draft = known->draft;
    try {
        co_await m_store.saveDraft(by, draft);
        const auto now = m_unwritten.constFind(conversation);
        const bool isThis = now != m_unwritten.cend() && now->draft.text == draft.text &&
                            now->draft.isNote == draft.isNote && now->author == by;
        if (isThis) m_unwritten.erase(now);
    } catch (const StoreError& error) {
        if (!m_again.isActive())
            deskDraftsLog.warn("a draft was not saved; it is kept and tried again", {{u"cause"_s, error.cause()}});
        m_again.start();
    }
}

void DeskDrafts::storeAgain()
{
    const QList<ConversationId> waiting = m_unwritten.keys();
    for (const ConversationId& conversation : waiting)
        store(conversation);
}

void DeskDrafts::list()
{
    load();
}

/// This one alone: a list read now may hold what was sent a moment ago.
void DeskDrafts::show(const OperatorId& author, const ports::DraftStore::Draft& draft)
{
    if (!m_gate.allows(Permission::Answer) || m_gate.me() != author) return;
    if (m_unwritten.contains(draft.conversation)) return;
    emit listed({{draft.conversation, draft.text}}, {{draft.conversation, draft.isNote}});
}

QCoro::Task<void> DeskDrafts::load()
{
    if (!m_gate.allows(Permission::Answer)) co_return;
    QHash<ConversationId, QString> texts;
    QHash<ConversationId, bool> areNotes;
    try {
        const auto drafts = co_await m_store.drafts(m_gate.me());
        for (const ports::DraftStore::Draft& draft : drafts) {
            texts.insert(draft.conversation, draft.text);
            areNotes.insert(draft.conversation, draft.isNote);
        }
    } catch (const StoreError& error) {
        deskDraftsLog.warn("drafts were not read", {{u"cause"_s, error.cause()}});
        co_return;
    }
    emit listed(texts, areNotes);
}

}  // namespace tongdai
