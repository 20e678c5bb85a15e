#pragma once

#include "engine/api/queue_look.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

namespace tongdai {

/// What a user who is away would be sent, in its order. GUI thread.
class OfflineModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Place, Time, From, Text, Conversation, kColumns };

    explicit OfflineModel(Look look, QObject* parent = nullptr);
    void add(const std::vector<api::OfflineLine>& lines);
    const api::OfflineLine* lineAt(int row) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const api::OfflineLine& line, int row, int column) const;

    Look m_look;
    std::vector<api::OfflineLine> m_lines;
};

}  // namespace tongdai
