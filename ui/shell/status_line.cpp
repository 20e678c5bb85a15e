#include "ui/shell/status_line.h"

#include "ui/common/elided_label.h"
#include "ui/common/state_word.h"

#include <QBoxLayout>
#include <QPainter>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStatusHeight = 24;
constexpr std::chrono::milliseconds kLateScreen{100};

}  // namespace

StatusLine::StatusLine(Look look, QWidget* parent)
    : QStatusBar(parent),
      m_look(look),
      m_link(new StateWord),
      m_address(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_outbox(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_journal(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_screen(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_clock(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText))
{
    setObjectName(u"status"_s);
    setSizeGripEnabled(false);
    setMinimumHeight(kStatusHeight);
    setContentsMargins(12, 0, 12, 0);
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(18);
    row->addWidget(m_link);
    row->addWidget(m_address);
    row->addWidget(m_outbox);
    row->addWidget(m_journal);
    row->addWidget(m_screen);
    row->addStretch(1);
    row->addWidget(m_clock);
    addWidget(content, 1);
    connect(&look.theme, &Theme::changed, this, &StatusLine::retranslate);
    m_outbox->setObjectName(u"outboxCount"_s);
    m_journal->setObjectName(u"journalCount"_s);
    m_clock->setObjectName(u"clock"_s);
    m_link->setObjectName(u"link"_s);
    retranslate();
}

void StatusLine::setEngine(const api::SystemFacts& facts)
{
    m_facts = facts;
    write();
}

void StatusLine::setHealth(const HealthSnapshot& snapshot)
{
    m_snapshot = snapshot;
    write();
}

void StatusLine::setScreenDelay(std::chrono::milliseconds delay)
{
    m_delay = delay;
    write();
}

void StatusLine::tick()
{
    const TimePoint now = m_look.now();
    m_clock->setFullText(u"%1 (%2)"_s.arg(m_look.formats().clock(now), m_look.formats().zone(now)));
}

void StatusLine::retranslate()
{
    write();
    tick();
}

void StatusLine::write()
{
    if (!m_facts.engineUrl.isEmpty())
        m_link->setState({}, tr("Engine is listening"), Tone::Good);
    else if (!m_facts.listenError.isEmpty())
        m_link->setState({}, tr("Engine is not listening"), Tone::Danger);
    else
        m_link->setState({}, tr("Engine is starting"), Tone::Neutral);
    const QFont small = fontOf(QApplication::font(), TextRole::Small);
    m_link->setFont(small);
    setMinimumHeight(std::max(kStatusHeight, lineHeightOf(small) + 6));
    m_address->setFullText(m_facts.engineUrl.toString());
    m_address->setVisible(!m_facts.engineUrl.isEmpty());
    const Formats& formats = m_look.formats();
    m_outbox->setFullText(tr("to send: %1").arg(formats.number(m_snapshot.outboxWaiting)));
    m_outbox->setColorRole(m_snapshot.outboxWaiting > 0 ? ColorRole::Text : ColorRole::SecondaryText);
    m_journal->setFullText(tr("journal: %1").arg(formats.number(m_snapshot.journalWaiting)));
    m_journal->setColorRole(m_snapshot.journalWaiting > 0 ? ColorRole::Attention : ColorRole::SecondaryText);
    m_screen->setFullText(tr("screen delay %1").arg(u"%1\u00a0ms"_s.arg(formats.number(m_delay.count()))));
    m_screen->setColorRole(m_delay >= kLateScreen ? ColorRole::Attention : ColorRole::SecondaryText);
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), colorOf(palette(), ColorRole::Rail));
    painter.fillRect(QRect(0, 0, width(), 1), colorOf(palette(), ColorRole::Separator));
}

}  // namespace tongdai
