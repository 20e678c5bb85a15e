#include "ui/stats/stats_table_view.h"

#include "ui/common/look/text_role.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

#include <algorithm>

namespace tongdai {

namespace {

constexpr int kBetweenFigures = 14;

/// Figures with some room between them.
class RoomyCells final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(kBetweenFigures, 0);
    }
};

/// Their headings with as much.
class RoomyHeadings final : public QHeaderView {
public:
    RoomyHeadings() : QHeaderView(Qt::Horizontal) {}

protected:
    QSize sectionSizeFromContents(int section) const override
    {
        return QHeaderView::sectionSizeFromContents(section) + QSize(kBetweenFigures, 0);
    }
};

}  // namespace

StatsTableView::StatsTableView(QWidget* parent) : QTableWidget(parent)
{
    setHorizontalHeader(new RoomyHeadings);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setItemDelegate(new RoomyCells(this));
    fit();
}

void StatsTableView::setVisibleRows(int rows)
{
    m_visibleRows = rows;
    fit();
}

void StatsTableView::fit()
{
    const int row = lineHeightOf(font()) + 4;
    verticalHeader()->setMinimumSectionSize(row);
    verticalHeader()->setDefaultSectionSize(row);
    const int rows = std::max(m_visibleRows, std::min(rowCount(), kMostVisible));
    setMinimumHeight(row * rows + horizontalHeader()->sizeHint().height() + 2 * frameWidth() + 2);
    updateGeometry();
}

void StatsTableView::setTable(const StatsTable& table)
{
    setAccessibleName(table.title);
    if (columnCount() != table.headers.size()) setColumnCount(int(table.headers.size()));
    if (rowCount() != table.rows.size()) setRowCount(int(table.rows.size()));
    for (int column = 0; column < columnCount(); ++column) {
        auto* header = horizontalHeaderItem(column);
        if (!header) setHorizontalHeaderItem(column, header = new QTableWidgetItem);
        header->setText(table.headers.at(column));
        // As what stands below it.
        const bool isNumber = table.rows.empty() ? column > 0 : table.rows.front().at(column).isNumber;
        header->setTextAlignment(isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    }
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            const StatsCell& cell = table.rows.at(row).at(column);
            auto* shown = item(row, column);
            if (!shown) setItem(row, column, shown = new QTableWidgetItem);
            if (shown->text() == cell.shown) continue;
            shown->setText(cell.shown);
            shown->setToolTip(cell.isNumber ? QString() : cell.shown.toHtmlEscaped());
            shown->setTextAlignment(cell.isNumber ? Qt::AlignRight | Qt::AlignVCenter
                                                  : Qt::AlignLeft | Qt::AlignVCenter);
        }
    }
    fit();
    for (int column = 0; column < columnCount(); ++column) {
        const bool isName = column == 0 && !m_hasManyColumns;
        horizontalHeader()->setSectionResizeMode(column, isName ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    }
}

void StatsTableView::changeEvent(QEvent* event)
{
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) fit();
}

void StatsTableView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) return event->ignore();  // it holds the page
    if (event->key() == Qt::Key_Delete && currentRow() >= 0) return emit removeWanted(currentRow());
    QTableWidget::keyPressEvent(event);
}

}  // namespace tongdai
