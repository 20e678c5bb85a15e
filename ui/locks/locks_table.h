#pragma once

#include <QTableView>

namespace tongdai {

/// A table of painted rows; it does not search by letter (LetterRoute says why). GUI thread.
class LocksTable final : public QTableView {
    Q_OBJECT
public:
    using QTableView::QTableView;
    void keyboardSearch(const QString&) override {}
};

}  // namespace tongdai
