#pragma once

#include "ui/common/widgets/focus_ring.h"

#include <QListView>

namespace tongdai {

/// A list of painted rows, as all of ours are: scrolls by the pixel, one row is chosen at a time, the row under the
/// pointer shows it, and a ring says that the list has the focus before any row is chosen. GUI thread.
inline void makeRowList(QListView& list)
{
    list.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setSelectionMode(QAbstractItemView::SingleSelection);
    list.setEditTriggers(QAbstractItemView::NoEditTriggers);
    list.setFrameShape(QFrame::NoFrame);
    list.setMouseTracking(true);
    new FocusRing(list, [&list] { return !list.currentIndex().isValid(); });
}

}  // namespace tongdai
