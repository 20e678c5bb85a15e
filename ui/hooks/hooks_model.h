#pragma once

#include "engine/domain/shop/hook.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

namespace tongdai {

/// The newest calls of platforms, those that the filter lets through. GUI thread.
class HooksModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, Door, Fate, Message, Caller, Status, Size, kColumns };
    struct Filter {
        std::optional<HookDoor> door = {};
        bool isRefusedOnly = false;
        QString words = {};  ///< in what stands in the row
    };

    explicit HooksModel(Look look, QObject* parent = nullptr);
    void setRows(const std::vector<HookRow>& rows);
    void setFilter(const Filter& filter);
    void retranslate();

    const HookRow* row(int index) const;
    int indexOf(qint64 id) const;  ///< -1: it is not shown
    int hidden() const { return int(m_all.size() - m_shown.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const HookRow& row, int column) const;
    bool isMeant(const HookRow& row) const;
    void choose();

    Look m_look;
    Filter m_filter;
    std::vector<HookRow> m_all;
    std::vector<HookRow> m_shown;
};

}  // namespace tongdai
