#pragma once

#include "ui/common/look/look.h"

class QTableView;

namespace tongdai {

/// The plain tables of all pages look and behave alike: whole rows are chosen, painted by RowDelegate.
void dressTable(QTableView& table, const Look& look);
/// Row and header as high as the theme and the font want them.
void fitTableRows(QTableView& table, const Look& look);

}  // namespace tongdai
