#pragma once

#include <QListView>

namespace tongdai {

/// A list whose rows all have one height: what a row shows may change without laying all of them out again, which
/// QListView does for every change of data and which costs a frame or two with 100,000 rows. GUI thread.
class SteadyListView final : public QListView {
    Q_OBJECT
public:
    explicit SteadyListView(QWidget* parent = nullptr) : QListView(parent) { setUniformItemSizes(true); }

protected:
    /// Only the rows in sight: what Qt 6.4 does with a stretch, it does with each of its rows. QListView's own way is
    /// what is left out. NOLINTBEGIN(bugprone-parent-virtual-call)
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) override
    {
        if (topLeft == bottomRight) return QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
        const QModelIndex highest = indexAt({1, 1});
        const QModelIndex lowest = indexAt({1, viewport()->height() - 1});
        const int first = qMax(topLeft.row(), highest.isValid() ? highest.row() : 0);
        const int last = lowest.isValid() ? qMin(bottomRight.row(), lowest.row()) : bottomRight.row();
        if (first > last) return;
        QAbstractItemView::dataChanged(topLeft.siblingAtRow(first), topLeft.siblingAtRow(last), roles);
    }
    // NOLINTEND(bugprone-parent-virtual-call)
};

}  // namespace tongdai
