#pragma once

#include "ui/models/thread_line.h"

#include <QHash>

#include <vector>

namespace tongdai {

/// What the operator wrote and the engine has not recorded yet, per conversation: shown at once, tried again under the
/// same message id, so that repeating can never write it twice (features B10). Lives on the GUI thread.
class OutgoingLines final : public QObject {
    Q_OBJECT
public:
    /// What has to be true before the text may go out.
    enum class Before : quint8 { Nothing, Take, TakeOver };

    explicit OutgoingLines(api::Desk& desk, QObject* parent = nullptr);

    MessageId send(const ConversationId& conversation, const QString& text, bool isNote, Before before);
    void retry(const ConversationId& conversation, const MessageId& id);
    /// Takes a failed line back; its text goes to whoever wants to edit it.
    QString withdraw(const ConversationId& conversation, const MessageId& id);
    /// The thread was read anew: what was recorded before stands in it.
    void dropAccepted(const ConversationId& conversation);
    std::vector<ThreadLine> linesOf(const ConversationId& conversation) const;
    /// Those of them of which nobody has said that they are recorded.
    std::vector<ThreadLine> unsentOf(const ConversationId& conversation) const;
    bool isEmpty() const { return m_lines.isEmpty(); }

signals:
    void changed(tongdai::ConversationId conversation);
    void failed(const tongdai::ConversationId& conversation, const tongdai::ThreadLine& line);
    /// Recorded: a draft kept for safety may go now.
    void accepted(tongdai::ConversationId conversation, tongdai::MessageId id);

private:
    struct Entry {
        ThreadLine line;
        Before before = Before::Nothing;
        api::RequestId request = 0;
        bool accepted = false;
    };
    void start(const ConversationId& conversation, Entry& entry);
    void takeAnswer(api::RequestId request, const Conversation& conversation);
    void takeFailure(api::RequestId request, const api::DeskFailure& failure);
    void dropRecorded(const ConversationId& conversation, const std::vector<StoredMessage>& lines);
    Entry* find(const ConversationId& conversation, const MessageId& id);
    void erase(const ConversationId& conversation, const MessageId& id);

    api::Desk& m_desk;
    QHash<ConversationId, std::vector<Entry>> m_lines;
};

}  // namespace tongdai
