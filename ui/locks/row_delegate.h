#pragma once

#include "ui/common/look/look.h"

#include <QStyledItemDelegate>

namespace tongdai {

/// Cells of plain tables: text on the surface, the chosen row marked, a tone where the model gives one, or its colours.
/// GUI thread.
class RowDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// int(Tone) of a cell's text; none: the usual colour.
    static constexpr int kToneRole = Qt::UserRole + 1;
    /// double from 0 to 1: a bar before the text; none: no bar.
    static constexpr int kShareRole = Qt::UserRole + 2;

    explicit RowDelegate(Look look, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintShare(QPainter& painter, const QRect& place, double share, const QPalette& palette) const;

    Look m_look;
};

}  // namespace tongdai
