#include "ui/shell/health_strip.h"

#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/common/words/health_words.h"
#include "ui/common/words/state_word.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace tongdai {

using namespace Qt::StringLiterals;

HealthStrip::HealthStrip(Look look, QWidget* parent)
    : QAbstractButton(parent),
      m_look(look),
      m_row(new FittingRow(this)),
      m_bot(new StateWord),
      m_history(new StateWord),
      m_redis(new StateWord),
      m_ai(new StateWord),
      m_platform(new StateWord)
{
    setObjectName(u"health"_s);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    m_row->setContentsMargins(10, 4, 10, 4);
    m_row->setSpacing(14);
    for (StateWord* word : {m_bot, m_history, m_redis, m_ai, m_platform}) {
        word->setAttribute(Qt::WA_TransparentForMouseEvents);
        m_row->add(word, 0);
    }
    write();
}

void HealthStrip::setHealth(const HealthSnapshot& snapshot, bool hasChannel)
{
    m_snapshot = snapshot;
    m_hasChannel = hasChannel;
    write();
}

void HealthStrip::retranslate()
{
    write();
}

QSize HealthStrip::sizeHint() const
{
    return m_row->sizeHint();
}

QSize HealthStrip::minimumSizeHint() const
{
    return m_row->minimumSize();
}

void HealthStrip::write()
{
    const PartHealth* ai = HealthWords::find(m_snapshot, Part::Ai);
    const bool botAnswers = ai && (ai->state == PartState::Ok || ai->state == PartState::Slow);
    if (!ai || ai->state == PartState::Starting)
        m_bot->setState(tr("Bot"), HealthWords::state(PartState::Starting), Tone::Neutral);
    else
        m_bot->setState(tr("Bot"), botAnswers ? tr("ON") : tr("OFF"), botAnswers ? Tone::Good : Tone::Attention);
    writePart(*m_history, Part::History);
    writePart(*m_redis, Part::Redis);
    writePart(*m_ai, Part::Ai);
    writePart(*m_platform, Part::Platform);

    QStringList lines;
    for (const PartHealth& part : m_snapshot.parts) {
        if (part.part == Part::Journal && part.state == PartState::Off) continue;
        QString line = u"%1: %2"_s.arg(HealthWords::name(part.part), HealthWords::state(part));
        if (!part.cause.isEmpty()) line += u" – "_s + part.cause;
        lines << line;
    }
    for (const QString& word :
         {HealthWords::historyTrouble(m_snapshot, m_look.formats()), HealthWords::journalOrder(m_snapshot),
          HealthWords::silentPages(m_snapshot, m_look.formats())}) {
        if (!word.isEmpty()) lines << word;
    }
    if (!m_hasChannel) lines << tr("No channel is connected: no customer can write to this shop yet.");
    setToolTip(plainToolTip(lines.join(u'\n')));
    setAccessibleName(tr("Health of the parts"));
    setAccessibleDescription(lines.join(u". "_s));
    // Where there is no room for all of them, those that say something bad stay.
    for (const StateWord* word : {m_bot, m_history, m_redis, m_ai, m_platform}) {
        const bool isBad = word->tone() == Tone::Danger || word->tone() == Tone::Attention;
        m_row->setImportance(word, isBad ? 2 : word == m_bot ? 1 : 0);
    }
    m_row->activate();
    updateGeometry();
}

void HealthStrip::writePart(StateWord& word, Part part)
{
    const PartHealth* health = HealthWords::find(m_snapshot, part);
    // A platform that is not used is no news where customers write from web pages; where nobody can write it is. An
    // unused Redis is said, because the word is expected there.
    const bool isUnusedChannel = part == Part::Platform && health && health->state == PartState::Off;
    word.setVisible(health && !(isUnusedChannel && m_hasChannel));
    if (!health) return;
    if (isUnusedChannel) {
        word.setState(HealthWords::shortName(part), tr("none", "no channel is connected"), Tone::Attention);
        return;
    }
    // The shop's own rules answer at once: no figure says that better than the word.
    const bool isWorthSaying = health->latency && *health->latency >= std::chrono::milliseconds(1);
    const bool showsLatency = part == Part::Ai && isWorthSaying && health->state == PartState::Ok;
    word.setState(HealthWords::shortName(part),
                  showsLatency ? m_look.formats().duration(*health->latency) : HealthWords::state(*health),
                  HealthWords::tone(health->state));
}

void HealthStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor surface = colorOf(palette(), ColorRole::Surface);
    if (underMouse() || isDown()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(surface, colorOf(palette(), ColorRole::Text), isDown() ? 0.12 : 0.06));
        painter.drawRoundedRect(rect().adjusted(0, 4, 0, -4), 6, 6);
    }
    if (hasFocus()) {
        QStyleOption ring;
        ring.initFrom(this);
        ring.rect = rect().adjusted(0, 4, 0, -4);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, &painter, this);
    }
}

}  // namespace tongdai
