#pragma once

#include "engine/api/desk.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace tongdai {

/// One draft per conversation, on disk within 300 ms of the last letter and restored at start (features B1). A draft
/// belongs to its conversation by id, so it can never appear in another. Lives on the GUI thread.
class DraftBook final : public QObject {
    Q_OBJECT
public:
    struct Draft {
        QString text;
        bool isNote = false;
    };
    static constexpr std::chrono::milliseconds kSaveDelay{200};

    explicit DraftBook(api::Desk& desk, QObject* parent = nullptr);
    ~DraftBook() override;

    Draft draft(const ConversationId& conversation) const { return m_drafts.value(conversation); }
    void write(const ConversationId& conversation, const Draft& draft);
    /// The text is on its way out: the box is empty, but the disk keeps it until the engine has recorded it.
    void keepUntilAccepted(const ConversationId& conversation);
    void forgetIfSent(const ConversationId& conversation);
    void flush();

signals:
    void draftChanged(tongdai::ConversationId conversation);

private:
    void takeDrafts(const QHash<ConversationId, QString>& texts, const QHash<ConversationId, bool>& areNotes);

    api::Desk& m_desk;
    QHash<ConversationId, Draft> m_drafts;
    QSet<ConversationId> m_unsaved;
    QSet<ConversationId> m_keptForSending;
    QTimer m_save;
};

}  // namespace tongdai
