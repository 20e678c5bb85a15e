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
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) override
    {
        QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    }
};

}  // namespace tongdai
