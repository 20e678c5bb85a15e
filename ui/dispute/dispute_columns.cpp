#include "ui/dispute/dispute_columns.h"

#include "ui/common/look/text_role.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// All of them at 100 %.
constexpr std::array kColumnWidths{310, 700, 280};
constexpr std::array kLeastColumnWidths{220, 360, 220};

QScrollArea* scrolling(const QString& name, QWidget& column)
{
    auto* area = new QScrollArea;
    area->setObjectName(name);
    area->setWidget(&column);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

}  // namespace

DisputeColumns::DisputeColumns(QWidget& cases, QWidget& thread, QWidget& file, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent),
      m_columns{scrolling(u"casesSide"_s, cases), scrolling(u"threadSide"_s, thread), scrolling(u"caseSide"_s, file)}
{
    setObjectName(u"dispute"_s);
    for (QScrollArea* column : m_columns)
        addWidget(column);
    setChildrenCollapsible(false);
    setStretchFactor(Cases, 0);
    setStretchFactor(Thread, 1);
    setStretchFactor(File, 0);
    QList<int> widths;
    for (const int width : kColumnWidths)
        widths << grownWith(font(), width);
    setSizes(widths);
    fit();
}

void DisputeColumns::showColumn(Column wanted)
{
    m_wanted = wanted;
    if (m_columns.at(wanted)->isHidden()) fit();
}

/// The one asked for, and beside it what there is room for, the thread before the cases and the file last.
void DisputeColumns::fit()
{
    std::array<bool, 3> isShown{};
    int room = width();
    for (const Column column : {m_wanted, Thread, Cases, File}) {
        if (isShown.at(column)) continue;
        QScrollArea& area = *m_columns.at(column);
        const int least =
            std::max(grownWith(font(), kLeastColumnWidths.at(column)),
                     area.widget()->minimumSizeHint().width() + area.verticalScrollBar()->sizeHint().width());
        isShown.at(column) = column == m_wanted || least <= room;
        if (!isShown.at(column)) break;
        area.setMinimumWidth(std::min(least, width()));
        room -= least + handleWidth();
    }
    for (const Column column : {Cases, Thread, File})
        m_columns.at(column)->setVisible(isShown.at(column));
}

void DisputeColumns::resizeEvent(QResizeEvent* event)
{
    fit();
    QSplitter::resizeEvent(event);
}

void DisputeColumns::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) fit();
    QSplitter::changeEvent(event);
}

}  // namespace tongdai
