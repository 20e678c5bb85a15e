#pragma once

#include "ui/common/look/glyph.h"

#include <QWidget>

namespace tongdai {

class ScreenSettings;

/// A key that is not a QAction (Enter in the composer, arrows in a list), for the key sheet.
struct KeyLine {
    QString keys;
    QString words;
};

/// One page of the main window. The window builds its rail, its Ctrl+digit key and the key sheet from what a page
/// says of itself; a page keeps its own texts up to date on LanguageChange. Lives on the GUI thread.
class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual QString title() const = 0;  ///< in the current language; asked again after a switch
    virtual Glyph glyph() const = 0;
    /// Keys beyond the page's actions. Actions with a shortcut are found by themselves.
    virtual QList<KeyLine> extraKeys() const { return {}; }
    virtual void saveLayout(ScreenSettings&) const {}
    virtual void restoreLayout(const ScreenSettings&) {}
    /// Where the keyboard goes when the page is opened.
    virtual void focusFirst() { setFocus(); }

signals:
    /// The painted number beside the page's icon; 0: none.
    void badgeChanged(int count);
    /// Esc with nothing left to close: back to the first page.
    void leaveRequested();
};

}  // namespace tongdai
