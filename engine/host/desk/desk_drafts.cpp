#include "engine/domain/log.h"
#include "engine/host/desk/desk_service.h"

/// What somebody has begun to write: kept in the history, and here while it cannot be written there.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log deskDraftsLog("desk");

}  // namespace

/// What was typed before a lock came down is still written; nobody's drafts are not.
OperatorId DeskService::draftAuthor() const
{
    // Before the people are known: whoever sits here without having signed in.
    return m_gate.state().isKnown && !m_gate.hears(Permission::Answer) ? OperatorId() : m_gate.author();
}

void DeskService::saveDraft(ConversationId conversation, QString text, bool isNote)
{
    const OperatorId author = draftAuthor();
    if (author.isEmpty()) return;
    m_unwrittenDrafts[conversation] = {author, {conversation, std::move(text), isNote}};
    storeDraft(std::move(conversation));
}

/// What cannot be written now, for want of a disk or a server, stays here and is tried again; the newest text counts.
QCoro::Task<void> DeskService::storeDraft(ConversationId conversation)
{
    const auto known = m_unwrittenDrafts.constFind(conversation);
    if (known == m_unwrittenDrafts.cend()) co_return;
    const OperatorId author = known->author;
    const ports::DraftStore::Draft draft = known->draft;
    try {
        co_await m_ports.drafts.saveDraft(author, draft);
        const auto now = m_unwrittenDrafts.constFind(conversation);
        const bool isThis = now != m_unwrittenDrafts.cend() && now->draft.text == draft.text &&
                            now->draft.isNote == draft.isNote && now->author == author;
        if (isThis) m_unwrittenDrafts.erase(now);
    } catch (const StoreError& error) {
        if (!m_writeDrafts.isActive())
            deskDraftsLog.warn("a draft was not saved; it is kept and tried again", {{u"cause"_s, error.cause()}});
        m_writeDrafts.start();
    }
}

void DeskService::writeDraftsAgain()
{
    const QList<ConversationId> waiting = m_unwrittenDrafts.keys();
    for (const ConversationId& conversation : waiting)
        storeDraft(conversation);
}

void DeskService::listDrafts()
{
    loadDrafts();
}

/// This one alone: a list read now may hold what was sent a moment ago.
void DeskService::showDraft(const OperatorId& author, const ports::DraftStore::Draft& draft)
{
    if (!m_gate.allows(Permission::Answer) || m_gate.me() != author) return;
    if (m_unwrittenDrafts.contains(draft.conversation)) return;
    emit draftsListed({{draft.conversation, draft.text}}, {{draft.conversation, draft.isNote}});
}

QCoro::Task<void> DeskService::loadDrafts()
{
    if (!m_gate.allows(Permission::Answer)) co_return;
    QHash<ConversationId, QString> texts;
    QHash<ConversationId, bool> areNotes;
    try {
        const auto drafts = co_await m_ports.drafts.drafts(m_gate.me());
        QSet<ConversationId> about;
        for (const ports::DraftStore::Draft& draft : drafts)
            about.insert(draft.conversation);
        auto looking = m_sight.seenOf(m_gate.sight(), about);
        const QSet<ConversationId> seen = co_await looking;
        for (const ports::DraftStore::Draft& draft : drafts) {
            if (!seen.contains(draft.conversation)) continue;
            texts.insert(draft.conversation, draft.text);
            areNotes.insert(draft.conversation, draft.isNote);
        }
    } catch (const StoreError& error) {
        deskDraftsLog.warn("drafts were not read", {{u"cause"_s, error.cause()}});
        co_return;
    }
    emit draftsListed(texts, areNotes);
}

}  // namespace tongdai
