#include "ui/models/draft_book.h"

namespace tongdai {

DraftBook::DraftBook(api::Desk& desk, QObject* parent) : QObject(parent), m_desk(desk)
{
    m_save.setSingleShot(true);
    m_save.setInterval(kSaveDelay);
    connect(&m_save, &QTimer::timeout, this, &DraftBook::flush);
    connect(&desk, &api::Desk::draftsListed, this, &DraftBook::takeDrafts);
    connect(&desk, &api::Desk::ready, this, [this] { m_desk.requestDrafts(); });
}

DraftBook::~DraftBook()
{
    flush();
}

void DraftBook::write(const ConversationId& conversation, const Draft& draft)
{
    const Draft known = m_drafts.value(conversation);
    if (known.text == draft.text && known.isNote == draft.isNote) return;
    if (draft.text.isEmpty() && !draft.isNote)
        m_drafts.remove(conversation);
    else
        m_drafts.insert(conversation, draft);
    m_unsaved.insert(conversation);
    m_keptForSending.remove(conversation);
    if (!m_save.isActive())  // not restarted by the next letter: steady typing must not postpone the disk
        m_save.start();
    emit draftChanged(conversation);
}

void DraftBook::keepUntilAccepted(const ConversationId& conversation)
{
    flush();
    const bool isNote = m_drafts.value(conversation).isNote;
    if (isNote)
        m_drafts[conversation].text.clear();  // the mode stays until the person changes it (features B6)
    else
        m_drafts.remove(conversation);
    m_keptForSending.insert(conversation);
    emit draftChanged(conversation);
}

void DraftBook::forgetIfSent(const ConversationId& conversation)
{
    if (!m_keptForSending.remove(conversation))
        return;  // something new was written meanwhile; it has replaced the old text on disk
    const Draft left = m_drafts.value(conversation);
    m_desk.saveDraft(conversation, left.text, left.isNote);
}

void DraftBook::flush()
{
    m_save.stop();
    for (const ConversationId& conversation : std::exchange(m_unsaved, {})) {
        const Draft draft = m_drafts.value(conversation);
        m_desk.saveDraft(conversation, draft.text, draft.isNote);
    }
}

void DraftBook::takeDrafts(const QHash<ConversationId, QString>& texts, const QHash<ConversationId, bool>& areNotes)
{
    for (auto it = texts.begin(); it != texts.end(); ++it) {
        if (m_drafts.contains(it.key()) || m_unsaved.contains(it.key()) || m_keptForSending.contains(it.key()))
            continue;  // what is on screen is newer than what was on disk
        m_drafts.insert(it.key(), {it.value(), areNotes.value(it.key())});
        emit draftChanged(it.key());
    }
}

}  // namespace tongdai
