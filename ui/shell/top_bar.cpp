#include "ui/shell/top_bar.h"

#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/glyph_button.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/shell/health_strip.h"

#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QPainter>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBarHeight = 44;
constexpr int kNoticeLines = 2;
constexpr int kHatchStep = 14;
constexpr int kHatchWidth = 5;

}  // namespace

TopBar::TopBar(Look look, QMenu& menu, QWidget* parent)
    : QWidget(parent),
      m_row(new FittingRow(this)),
      m_shop(new ElidedLabel(TextRole::Title)),
      m_sampleWord(new Chip(QString(), Tone::Evidence)),
      m_health(new HealthStrip(look)),
      m_me(new ElidedLabel(TextRole::List)),
      m_menu(new GlyphButton(Glyph::Menu))
{
    setObjectName(u"topBar"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    fitHeight();
    m_shop->setObjectName(u"shopName"_s);
    m_me->setObjectName(u"me"_s);
    m_me->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_menu->setObjectName(u"menu"_s);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setMenu(&menu);
    m_sampleWord->setObjectName(u"sampleWord"_s);
    m_sampleWord->hide();
    m_row->setContentsMargins(16, 0, 8, 0);
    m_row->setSpacing(10);
    m_row->add(m_shop, FittingRow::kAlways, FittingRow::Width::Shrinks);
    m_row->add(m_sampleWord, FittingRow::kAlways);
    m_row->addGap();
    m_row->add(m_health, 2, FittingRow::Width::Shrinks);
    m_row->add(m_me, 1, FittingRow::Width::Shrinks);
    m_row->add(m_menu, FittingRow::kAlways);
    connect(m_health, &QAbstractButton::clicked, this, &TopBar::healthChosen);
    retranslate();
}

void TopBar::addNotice(NoticeBar& notice)
{
    m_notice = &notice;
    notice.setMostLines(kNoticeLines);
    m_row->add(&notice, 3, FittingRow::Width::Grows);
    // The menu stays the last one.
    QLayoutItem* const menu = m_row->takeAt(m_row->indexOf(m_menu));
    m_row->add(m_menu, FittingRow::kAlways);
    delete menu;
    notice.installEventFilter(this);
}

bool TopBar::event(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange) fitHeight();
    return QWidget::event(event);
}

bool TopBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_notice && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)) {
        m_health->setVisible(m_notice->isHidden());
        m_me->setVisible(m_notice->isHidden() && !m_operator.isEmpty());
    }
    return QWidget::eventFilter(watched, event);
}

/// One height, trouble or not.
void TopBar::fitHeight()
{
    setFixedHeight(std::max(kBarHeight, kNoticeLines * lineHeightOf(QApplication::font()) + 6));
}

void TopBar::setShopName(const QString& name)
{
    m_shopName = name;
    writeNames();
}

void TopBar::setOperator(const QString& name)
{
    m_operator = name;
    writeNames();
}

void TopBar::setSample(bool open)
{
    m_sample = open;
    writeNames();
    update();
}

void TopBar::setHealth(const HealthSnapshot& snapshot, bool hasChannel)
{
    m_health->setHealth(snapshot, hasChannel);
}

void TopBar::retranslate()
{
    m_menu->setWords(tr("Menu"));
    m_health->retranslate();
    writeNames();
}

void TopBar::writeNames()
{
    const QString ownName = m_shopName.isEmpty() ? tr("Tongdai") : m_shopName;
    m_shop->setFullText(m_sample ? tr("Sample shop") : ownName);
    m_sampleWord->setText(tr("SAMPLE"));
    m_sampleWord->setVisible(m_sample);
    m_me->setFullText(m_operator);
    m_me->setVisible(!m_operator.isEmpty() && (!m_notice || m_notice->isHidden()));
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor surface = colorOf(palette(), ColorRole::Surface);
    painter.fillRect(rect(), surface);
    if (m_sample) {
        // Faint enough that text keeps its contrast on the stripes.
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(mixed(surface, colorOf(palette(), ColorRole::Evidence), 0.13), kHatchWidth));
        for (int x = -height(); x < width(); x += kHatchStep)
            painter.drawLine(x, height(), x + height(), 0);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    painter.fillRect(QRect(0, height() - 1, width(), 1), colorOf(palette(), ColorRole::Separator));
}

}  // namespace tongdai
