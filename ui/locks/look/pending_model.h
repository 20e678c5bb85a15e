#pragma once

#include "engine/api/queue_look.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

namespace tongdai {

/// What a group has been given and has not acknowledged, oldest first. GUI thread.
class PendingModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Id, Consumer, Idle, Deliveries, kColumns };

    explicit PendingModel(Look look, QObject* parent = nullptr);
    /// The same entries keep their rows, and with them what is chosen.
    void setEntries(const std::vector<api::PendingEntry>& entries);
    void addEntries(const std::vector<api::PendingEntry>& entries);
    const api::PendingEntry* entryAt(int row) const;
    QByteArray last() const { return m_entries.empty() ? QByteArray() : m_entries.back().id; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Look m_look;
    std::vector<api::PendingEntry> m_entries;
};

}  // namespace tongdai
