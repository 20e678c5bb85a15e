#include "ui/locks/column_needs.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>
#include <numeric>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRowsAtTop = 48;  // more than a screen shows
constexpr int kRowsBelow = 16;  // of the others, some with each look: measuring is what a look costs
constexpr int kRowsLookedAt = 400;
constexpr int kGivenWay = 56;
constexpr int kNeedStep = 8;  // a second more does not move a column

}  // namespace

std::vector<int> ColumnNeeds::shares(const std::vector<int>& needs, int room, size_t rest)
{
    std::vector<size_t> order(needs.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(order, {}, [&needs](size_t column) { return needs[column]; });
    std::vector<int> widths(needs.size(), 0);
    int left = std::max(0, room);
    for (size_t i = 0; i < order.size(); ++i) {
        const int fair = left / int(order.size() - i);
        widths[order[i]] = std::min(needs[order[i]], fair);
        left -= widths[order[i]];
    }
    if (rest < widths.size()) widths[rest] += left;
    return widths;
}

std::vector<int> ColumnNeeds::needsOf(const QTableView& table)
{
    const QAbstractItemModel& model = *table.model();
    const int rows = std::min(model.rowCount(), kRowsLookedAt);
    std::vector<int> looked(size_t(std::min(rows, kRowsAtTop)));
    std::iota(looked.begin(), looked.end(), 0);
    for (int i = 0; i < kRowsBelow && rows > kRowsAtTop; ++i) {
        if (m_next < kRowsAtTop || m_next >= rows) m_next = kRowsAtTop;
        looked.push_back(m_next++);
    }
    std::vector<int> needs(size_t(model.columnCount()), 0);
    for (int column = 0; column < int(needs.size()); ++column) {
        if (table.isColumnHidden(column)) continue;
        int need = table.horizontalHeader()->sectionSizeHint(column);
        for (const int row : looked)
            need = std::max(need, table.sizeHintForIndex(model.index(row, column)).width());
        needs[size_t(column)] = (need + kNeedStep - 1) / kNeedStep * kNeedStep;
    }
    return needs;
}

void ColumnNeeds::fit(QTableView& table, int room, int rest, int elsewhere)
{
    if (!table.model()) return;
    QString now = u"%1 %2"_s.arg(room).arg(table.font().toString());
    for (int column = 0; column < table.model()->columnCount(); ++column)
        now += table.isColumnHidden(column) ? u"-"_s : table.model()->headerData(column, Qt::Horizontal).toString();
    std::vector<int> needs = needsOf(table);
    if (now == m_for && needs.size() == m_needs.size())
        std::ranges::transform(needs, m_needs, needs.begin(), [](int one, int other) { return std::max(one, other); });
    m_for = now;
    m_needs = needs;
    if (elsewhere >= 0 && std::accumulate(needs.begin(), needs.end(), 0) > room)
        needs[size_t(elsewhere)] = std::min(needs[size_t(elsewhere)], std::max(kGivenWay, room / 7));
    const std::vector<int> widths = shares(needs, room, size_t(rest));
    for (int column = 0; column < int(widths.size()); ++column) {
        if (column != rest && !table.isColumnHidden(column)) table.setColumnWidth(column, widths[size_t(column)]);
    }
}

}  // namespace tongdai
