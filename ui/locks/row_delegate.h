#pragma once

#include "ui/common/look.h"

#include <QStyledItemDelegate>

namespace tongdai {

/// Cells of plain tables: text on the surface, the chosen row marked, a tone where the model gives one. GUI thread.
class RowDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// int(Tone) of a cell's text; none: the usual colour.
    static constexpr int kToneRole = Qt::UserRole + 1;

    explicit RowDelegate(Look look, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    Look m_look;
};

}  // namespace tongdai
