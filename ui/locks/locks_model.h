#pragma once

#include "engine/api/locks.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

namespace tongdai {

/// The rows of the Locks page, as the engine sent them last, those that the filter leaves. GUI thread.
class LocksModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Holder, FenceColumn, Age, Life, Renewals, Waiting, State, kColumns };

    LocksModel(Look look, QObject* parent = nullptr);

    void setPicture(const std::vector<api::LockRow>& rows, TimePoint at);
    /// Part of a conversation, key or holder; empty: all.
    void setFilter(const QString& text);
    const api::LockRow* rowAt(int row) const;
    /// The row of this lock, or -1.
    int find(const ConversationId& conversation, const QByteArray& key) const;
    /// Whether it is there at all, whatever the filter.
    bool knows(const ConversationId& conversation, const QByteArray& key) const;
    int all() const { return int(m_rows.size()); }
    int count(api::LockState state) const;
    TimePoint at() const { return m_at; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// How many locks of `after` came, went or changed what they say since `before`.
    static int differences(const std::vector<api::LockRow>& before, const std::vector<api::LockRow>& after);

private:
    void choose();
    QString text(const api::LockRow& row, int column) const;

    Look m_look;
    std::vector<api::LockRow> m_rows;
    std::vector<int> m_shown;
    QString m_filter;
    TimePoint m_at{};
};

}  // namespace tongdai
