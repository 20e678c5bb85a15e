#include "ui/shell/status_line.h"

#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/words/state_word.h"

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
      m_row(new FittingRow),
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
    content->setLayout(m_row);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(18);
    m_row->add(m_link, 9);
    m_row->add(m_address, 2);
    m_row->add(m_outbox, 5);
    m_row->add(m_journal, 4);
    m_row->add(m_screen, 1);
    m_row->addGap();
    m_row->add(m_clock, 6);
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
    m_row->setImportance(m_outbox, m_snapshot.outboxWaiting > 0 ? 8 : 5);
    m_row->setImportance(m_journal, m_snapshot.journalWaiting > 0 ? 7 : 4);
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
