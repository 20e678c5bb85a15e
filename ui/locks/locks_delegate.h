#pragma once

#include "ui/common/look/look.h"
#include "ui/locks/locks_model.h"

#include <QStyledItemDelegate>

namespace tongdai {

/// Paints the cells of the lock table: the bar of what is left, the state as glyph, colour and word, the rest as text.
class LocksDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    LocksDelegate(const LocksModel& model, Look look, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintLife(QPainter& painter, const QStyleOptionViewItem& option, const api::LockRow& row,
                   const QString& words) const;
    void paintState(QPainter& painter, const QStyleOptionViewItem& option, const api::LockRow& row,
                    const QString& word) const;

    const LocksModel& m_model;
    Look m_look;
};

}  // namespace tongdai
