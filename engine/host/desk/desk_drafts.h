#pragma once

#include "engine/domain/ports/store/history_reader.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace tongdai {

class DeskGate;

/// What the operators of this desk have begun to write: in the store, and kept here while it cannot be written there.
/// Engine loop; its coroutines end when the store is closed.
class DeskDrafts final : public QObject {
    Q_OBJECT
public:
    /// `gate` says whose drafts these are.
    DeskDrafts(ports::DraftStore& store, DeskGate& gate);

    void save(ConversationId conversation, QString text, bool isNote);
    /// Answered by listed.
    void list();
    /// An assistant has written it into an empty box of this author's.
    void show(const OperatorId& author, const ports::DraftStore::Draft& draft);

signals:
    void listed(QHash<tongdai::ConversationId, QString> texts, QHash<tongdai::ConversationId, bool> areNotes);

private:
    struct Unwritten {
        OperatorId author;
        ports::DraftStore::Draft draft;
    };
    OperatorId authorNow() const;
    QCoro::Task<void> store(ConversationId conversation);
    void storeAgain();
    QCoro::Task<void> load();

    ports::DraftStore& m_store;
    DeskGate& m_gate;
    QHash<ConversationId, Unwritten> m_unwritten;  ///< kept here until the store has them
    QTimer m_again;
};

}  // namespace tongdai
