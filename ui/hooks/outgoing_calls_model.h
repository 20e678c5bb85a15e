#pragma once

#include "engine/domain/shop/outgoing_hook.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

namespace tongdai {

/// The last tries of all outgoing hooks, newest first (features E8). GUI thread.
class OutgoingCallsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, Hook, Event, Outcome, Try, Took, kColumns };

    explicit OutgoingCallsModel(Look look, QObject* parent = nullptr);
    void setHooks(const std::vector<OutgoingHookState>& hooks);
    void setFailedOnly(bool isFailedOnly);
    void retranslate();
    int hidden() const { return int(m_all.size() - m_shown.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString hook;
        HookTry tried;
        friend bool operator==(const Row&, const Row&) = default;
    };
    QString text(const Row& row, int column) const;
    QString outcome(const HookTry& tried) const;
    void choose();

    Look m_look;
    bool m_isFailedOnly = false;
    std::vector<Row> m_all;
    std::vector<Row> m_shown;
};

}  // namespace tongdai
