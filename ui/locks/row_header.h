#pragma once

#include "ui/common/look/color_role.h"

#include <QHeaderView>
#include <QPainter>

namespace tongdai {

/// The headings of plain tables: quiet words above their cells' words, a line below. GUI thread.
class RowHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit RowHeader(QWidget* parent = nullptr) : QHeaderView(Qt::Horizontal, parent)
    {
        setHighlightSections(false);
        setSectionsClickable(false);
    }

protected:
    /// As wide as its words are painted: the style would leave less beside them.
    QSize sectionSizeFromContents(int section) const override
    {
        const QString words = model()->headerData(section, orientation()).toString();
        const int width = fontMetrics().horizontalAdvance(words) + 2 * kHeadingSide + 1;
        return QHeaderView::sectionSizeFromContents(section).expandedTo({width, 0});
    }

    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        painter->fillRect(rect, colorOf(palette(), ColorRole::Window));
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colorOf(palette(), ColorRole::Separator));
        const QRect words = rect.adjusted(kHeadingSide, 0, -kHeadingSide, -1);
        const QVariant given = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole);
        const int alignment = given.isValid() ? given.toInt() : int(Qt::AlignLeft | Qt::AlignVCenter);
        painter->setFont(font());
        painter->setPen(colorOf(palette(), ColorRole::SecondaryText));
        painter->drawText(words, alignment | Qt::TextSingleLine,
                          fontMetrics().elidedText(model()->headerData(section, Qt::Horizontal).toString(),
                                                   Qt::ElideRight, words.width()));
    }

private:
    static constexpr int kHeadingSide = 8;
};

}  // namespace tongdai
