#pragma once

#include "engine/api/desk.h"

#include <QHash>

#include <vector>

namespace tongdai {

/// The lines of all conversations that could not be delivered, or of which nobody knows, as the desk reports them.
/// Lives on the GUI thread.
class UndeliveredLines final : public QObject {
    Q_OBJECT
public:
    explicit UndeliveredLines(api::Desk& desk, QObject* parent = nullptr);

    int count() const { return int(m_lines.size()); }
    int countOf(const ConversationId& conversation) const { return m_counts.value(conversation); }
    /// The line with this rev is one of them.
    bool contains(const ConversationId& conversation, qint64 rev) const;
    /// The one after the last this gave, oldest first and round again; none where there are none.
    std::optional<api::Undelivered> next();

signals:
    void changed();

private:
    void take(const std::vector<api::Undelivered>& lines);

    std::vector<api::Undelivered> m_lines;  ///< newest first
    QHash<ConversationId, int> m_counts;
    qint64 m_given = 0;  ///< outbox id
};

}  // namespace tongdai
