#include "ui/shell/page_room.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>

namespace tongdai {

namespace {

/// Asks for what the pages cannot do without. A scroll area would ask for what they would like to have, as soon as one
/// of them has a sentence that wraps; what is below them would stand below the window's edge.
class LeastSheet final : public QWidget {
public:
    explicit LeastSheet(QWidget& pages) : m_pages(pages) { pages.setParent(this); }
    QSize sizeHint() const override { return m_pages.sizeHint(); }
    QSize minimumSizeHint() const override { return m_pages.minimumSizeHint(); }

protected:
    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::LayoutRequest) updateGeometry();
        return QWidget::event(event);
    }
    void resizeEvent(QResizeEvent*) override { m_pages.setGeometry(rect()); }

private:
    QWidget& m_pages;
};

}  // namespace

PageRoom::PageRoom(QWidget& pages, QWidget* parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("pageRoom"));
    setWidget(new LeastSheet(pages));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        const bool scrolls = verticalScrollBar()->maximum() > 0 || horizontalScrollBar()->maximum() > 0;
        if (scrolls && now && widget()->isAncestorOf(now)) ensureWidgetVisible(now, 8, 8);
    });
}

/// What has the focus loses it when it is destroyed, and by then this is no scroll area any more.
PageRoom::~PageRoom()
{
    disconnect(qApp, nullptr, this, nullptr);
}

QSize PageRoom::sizeHint() const
{
    return widget()->sizeHint();
}

/// Keys that a page has no use for are the window's, not this room's.
void PageRoom::keyPressEvent(QKeyEvent* event)
{
    event->ignore();
}

}  // namespace tongdai
