#pragma once

#include "engine/api/locks_queues.h"
#include "engine/domain/conversation/conversation.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>
#include <QHash>

#include <deque>

namespace tongdai {

/// The queues with their lengths. GUI thread.
class QueuesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Length, Oldest, Meaning, kColumns };

    explicit QueuesModel(Look look, QObject* parent = nullptr);
    void setRows(const std::vector<api::QueueRow>& rows, TimePoint at);
    const api::QueueRow* rowAt(int row) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// How it grew (or, negative, shrank) in the last minute; nothing: it has not been looked at long enough.
    std::optional<qint64> perMinute(const api::QueueRow& row) const;
    QString meaning(const api::QueueRow& row) const;
    void note(const std::vector<api::QueueRow>& rows);

    struct Seen {
        TimePoint at{};
        qint64 length = 0;
    };
    Look m_look;
    std::vector<api::QueueRow> m_rows;
    QHash<QString, std::deque<Seen>> m_lengths;  ///< of the last minute
    TimePoint m_at{};
};

/// The answers that wait for a person's decision. GUI thread.
class LettersModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Conversation, Text, Attempts, Error, Age, kColumns };

    explicit LettersModel(Look look, QObject* parent = nullptr);
    void setLetters(const std::vector<api::DeadLetter>& letters, TimePoint at);
    /// Only those with these words in one of their columns.
    void setFilter(const QString& words);
    const api::DeadLetter* letterAt(int row) const;
    int find(qint64 id) const;
    /// Those with the same error as this one, itself among them.
    std::vector<qint64> alike(const api::DeadLetter& letter) const;
    std::vector<qint64> all() const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void choose();
    QString text(const api::DeadLetter& letter, int column) const;

    Look m_look;
    std::vector<api::DeadLetter> m_all;
    std::vector<api::DeadLetter> m_letters;  ///< of these, those that are shown
    QString m_filter;
    TimePoint m_at{};
};

}  // namespace tongdai
