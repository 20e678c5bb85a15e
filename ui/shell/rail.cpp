#include "ui/shell/rail.h"

#include "ui/common/look/color_role.h"
#include "ui/common/widgets/page.h"
#include "ui/shell/rail_button.h"

#include <QAction>
#include <QActionGroup>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

Rail::Rail(QWidget* parent) : QToolBar(parent), m_group(new QActionGroup(this))
{
    setObjectName(u"rail"_s);
    setMovable(false);
    setFloatable(false);
    setOrientation(Qt::Vertical);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setContentsMargins(0, 0, 0, 0);
    setBackgroundRole(QPalette::Midlight);
    setAutoFillBackground(true);
    if (layout()) layout()->setSpacing(0);
    m_group->setExclusive(true);
}

QAction* Rail::addPage(const QString& name, Page& page, int digit)
{
    auto* action = new QAction(page.title(), this);
    action->setObjectName(u"page_"_s + name);
    action->setCheckable(true);
    action->setShortcut(QKeySequence(u"Ctrl+%1"_s.arg(digit)));
    m_group->addAction(action);
    m_actions.insert(&page, action);
    auto* button = new RailButton(page.glyph(), *action, this);
    button->setObjectName(u"rail_"_s + name);
    // Pages are made one by one between their buttons; Tab goes along the rail all the same.
    if (!m_places.isEmpty()) QWidget::setTabOrder(m_places.last().button, button);
    m_places.append({button, addWidget(button)});
    connect(action, &QAction::triggered, this, [this, &page] { emit pageChosen(&page); });
    connect(&page, &Page::badgeChanged, button, &RailButton::setBadge);
    return action;
}

QAction* Rail::addCount(const QString& name, Glyph glyph)
{
    auto* action = new QAction(this);
    action->setObjectName(name);
    auto* button = new RailButton(glyph, *action, this);
    button->setObjectName(u"rail_"_s + name);
    QAction* place = addWidget(button);
    place->setVisible(false);
    m_places.append({button, place});
    m_counts.insert(action, m_places.last());
    return action;
}

void Rail::setCount(QAction& action, int count)
{
    const Place which = m_counts.value(&action);
    which.button->setBadge(count);
    which.action->setVisible(count > 0);
    fit();
}

void Rail::setCurrent(const Page& page)
{
    if (QAction* action = m_actions.value(&page)) action->setChecked(true);
}

void Rail::retranslate()
{
    setWindowTitle(tr("Pages"));
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it)
        it.value()->setText(it.key()->title());
    fit();
}

/// Where the words do not fit, glyphs alone, as close as it takes: a page that is not in sight is a page nobody knows
/// of.
void Rail::fit()
{
    int needed = 0;
    int shown = 0;
    for (const Place& place : m_places) {
        if (!place.action->isVisible()) continue;
        needed += place.button->fullSize().height();
        ++shown;
    }
    for (const Place& place : m_places)
        place.button->setCompact(needed > height(), height() / std::max(1, shown));
    if (layout()) layout()->invalidate();
    updateGeometry();
}

void Rail::resizeEvent(QResizeEvent* event)
{
    fit();
    QToolBar::resizeEvent(event);
}

}  // namespace tongdai
