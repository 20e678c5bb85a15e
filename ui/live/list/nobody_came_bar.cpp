#include "ui/live/list/nobody_came_bar.h"

#include "ui/common/widgets/notice_bar.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostNoticeLines = 4;

}  // namespace

NobodyCameBar::NobodyCameBar(api::Desk& desk, QWidget* parent) : QWidget(parent), m_bar(new NoticeBar)
{
    setObjectName(u"nobodyCame"_s);
    m_bar->setMostLines(kMostNoticeLines);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_bar);
    connect(&desk, &api::Desk::nobodyCameChanged, this, &NobodyCameBar::show);
    connect(&desk, &api::Desk::ready, this, [&desk] { desk.requestNobodyCame(); });
    connect(m_bar, &NoticeBar::actionChosen, this, [this] {
        if (!m_news.waits.empty()) emit chosen(ConversationId(m_news.waits.front().conversation));
    });
    hide();
}

void NobodyCameBar::show(const api::NobodyCame& news)
{
    m_news = news;
    retranslate();
    setVisible(!m_news.waits.empty());
}

void NobodyCameBar::retranslate()
{
    const int count = int(m_news.waits.size());
    const QString minutes = QString::number(m_news.after.count());
    const QString asked = tr("Nobody came to %Ln customer(s) within %1 min. You are asked to.", nullptr, count);
    const QString plain = tr("Nobody came to %Ln customer(s) within %1 min.", nullptr, count);
    m_bar->setNotice(m_news.isAsked ? Tone::Danger : Tone::Attention, (m_news.isAsked ? asked : plain).arg(minutes));
    m_bar->setAction(tr("Open"));
}

void NobodyCameBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace tongdai
