#pragma once

#include "ui/common/look/glyph.h"

#include <QHash>
#include <QToolBar>

class QActionGroup;

namespace tongdai {

class Page;
class RailButton;

/// The left rail: one exclusive action for each page there is, with its painted badge (workspace 3.2).
class Rail final : public QToolBar {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    /// `digit`: the page's place in the keyboard map, Ctrl+1 … Ctrl+6.
    QAction* addPage(const QString& name, Page& page, int digit);
    /// A button under the pages that is only there while its count is not 0.
    QAction* addCount(const QString& name, Glyph glyph);
    void setCount(QAction& action, int count);
    void setCurrent(const Page& page);
    void retranslate();
    /// After the text has grown or shrunk.
    void fit();

signals:
    void pageChosen(tongdai::Page* page);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QActionGroup* m_group;
    QHash<const Page*, QAction*> m_actions;
    struct Place {
        RailButton* button;
        QAction* action;  ///< shows and hides it
    };
    QHash<const QAction*, Place> m_counts;
    QList<Place> m_places;  ///< from above
};

}  // namespace tongdai
