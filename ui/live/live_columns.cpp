#include "ui/live/live_columns.h"

#include <QApplication>
#include <QEvent>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// All of them at 100 %.
constexpr int kListWidth = 300;
constexpr int kCardWidth = 260;
constexpr int kMostListWidth = 420;
constexpr int kMostCardWidth = 400;
constexpr int kThreadWidth = 420;
constexpr int kTightThreadWidth = 340;
constexpr int kTight = kListWidth + kThreadWidth;
constexpr int kNarrow = 1100 - 64;  // below it the card would squeeze the thread (features A1); the rail takes 64

}  // namespace

LiveColumns::LiveColumns(QWidget& list, QWidget& thread, QWidget& card, Look look, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent),
      m_look(look),
      m_list(list),
      m_thread(thread),
      m_card(card),
      m_textScale(look.theme.textScale())
{
    setObjectName(u"live"_s);
    for (QWidget* column : {&list, &thread, &card})
        addWidget(column);
    setChildrenCollapsible(false);
    setStretchFactor(0, 0);
    setStretchFactor(1, 1);
    setStretchFactor(2, 0);
    card.hide();
    fit();
    reset();
    for (int i = 1; i < count(); ++i)
        handle(i)->installEventFilter(this);
    connect(&look.theme, &Theme::changed, this, &LiveColumns::growWithText);
}

int LiveColumns::grown(int pixels)
{
    return grownWith(QApplication::font(), pixels);
}

void LiveColumns::reset()
{
    const int list = grown(kListWidth);
    const int card = grown(kCardWidth);
    setSizes({list, std::max(grown(kThreadWidth), width() - list - card), card});
}

/// Whoever made a column wider or narrower keeps that, in larger text as well.
void LiveColumns::growWithText()
{
    const int scale = m_look.theme.textScale();
    const int before = std::exchange(m_textScale, scale);
    fit();
    if (before == scale) return;
    QList<int> widths = sizes();
    for (const int column : {0, 2})
        widths[column] = widths[column] * scale / before;
    widths[1] = std::max(grown(kTightThreadWidth), width() - widths[0] - widths[2]);
    setSizes(widths);
}

/// What a small window or large text leave room for.
void LiveColumns::fit()
{
    const bool isTight = width() < grown(kTight);
    const bool isNarrow = width() < grown(kNarrow);
    const bool isOther = std::exchange(m_isNarrow, isNarrow) != isNarrow;
    if (std::exchange(m_isTight, isTight) != isTight || isOther) offerCard(m_isAboutSomebody);
    m_list.setMaximumWidth(grown(kMostListWidth));
    m_card.setMaximumWidth(grown(kMostCardWidth));
    m_thread.setMinimumWidth(grown(isTight || isNarrow ? kTightThreadWidth : kThreadWidth));
}

void LiveColumns::offerCard(bool isAboutSomebody)
{
    m_isAboutSomebody = isAboutSomebody;
    showCard(m_isCardWanted && !m_isNarrow && isAboutSomebody);
}

void LiveColumns::toggleCard()
{
    m_isCardWanted = m_card.isHidden();
    showCard(m_isCardWanted && m_isAboutSomebody);
}

void LiveColumns::setCardWanted(bool isWanted)
{
    m_isCardWanted = isWanted;
    offerCard(m_isAboutSomebody);
}

void LiveColumns::showCard(bool isShown)
{
    m_card.setVisible(isShown);
    m_list.setVisible(!isShown || !m_isTight);
}

void LiveColumns::showList()
{
    if (m_list.isHidden()) showCard(false);
}

void LiveColumns::resizeEvent(QResizeEvent* event)
{
    fit();
    QSplitter::resizeEvent(event);
}

bool LiveColumns::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonDblClick) {
        reset();
        return true;
    }
    return QSplitter::eventFilter(watched, event);
}

}  // namespace tongdai
