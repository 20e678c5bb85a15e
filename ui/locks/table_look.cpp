#include "ui/locks/table_look.h"

#include "ui/common/widgets/focus_ring.h"
#include "ui/locks/row_delegate.h"
#include "ui/locks/row_header.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace tongdai {

void dressTable(QTableView& table, const Look& look)
{
    table.setItemDelegate(new RowDelegate(look, &table));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setShowGrid(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setTabKeyNavigation(false);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.setHorizontalHeader(new RowHeader);
    new FocusRing(table);
}

void fitTableRows(QTableView& table, const Look& look)
{
    const int row = std::max(look.theme.tableRowHeight(), lineHeightOf(look.theme.font(TextRole::List)) + 2);
    table.verticalHeader()->setDefaultSectionSize(row);
    table.horizontalHeader()->setFixedHeight(row);
}

}  // namespace tongdai
