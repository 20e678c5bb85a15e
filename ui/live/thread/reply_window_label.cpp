#include "ui/live/thread/reply_window_label.h"

#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/common/words/platform_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString daysIn(std::chrono::hours hours)
{
    return QString::number(hours / 24h);
}

}  // namespace

ReplyWindowLabel::ReplyWindowLabel(Look look, QWidget* parent)
    : ElidedLabel(TextRole::Small, ColorRole::SecondaryText, Qt::ElideRight, parent), m_look(std::move(look))
{
    setObjectName(u"replyWindow"_s);
    m_countDown.setInterval(1s);  // what it says changes once a minute
    connect(&m_countDown, &QTimer::timeout, this, &ReplyWindowLabel::refresh);
    refresh();
}

void ReplyWindowLabel::setTerms(const ReplyTerms& terms)
{
    m_terms = terms;
    refresh();
}

void ReplyWindowLabel::refresh()
{
    const bool wasClosed = isClosed();
    m_window = m_terms.at(m_look.now());
    if (m_window)
        m_countDown.start();
    else
        m_countDown.stop();
    retranslate();
    if (isClosed() != wasClosed) emit closedChanged();
}

void ReplyWindowLabel::retranslate()
{
    setVisible(m_window.has_value());
    if (!m_window) return;
    setColorRole(m_window->isClosed()  ? ColorRole::Danger
                 : m_window->isShort() ? ColorRole::Attention
                                       : ColorRole::SecondaryText);
    setFullText(words());
    explain();
}

/// Whole, where there is too little room for it.
void ReplyWindowLabel::explain()
{
    if (m_window) setToolTip(plainToolTip(words() + u'\n' + explanation()));
}

void ReplyWindowLabel::resizeEvent(QResizeEvent* event)
{
    ElidedLabel::resizeEvent(event);
    explain();
}

QString ReplyWindowLabel::platform() const
{
    return PlatformWords::name(m_terms.rule()->platform);
}

/// Hours and days as everywhere, below that whole minutes: seconds would only make restless.
QString ReplyWindowLabel::timeLeft() const
{
    if (m_window->left >= 1h) return m_look.formats().span(m_window->left);
    if (m_window->left < 1min) return tr("less than 1 min");
    return tr("%1 min").arg(m_look.formats().number(m_window->left / 1min));
}

QString ReplyWindowLabel::words() const
{
    if (m_window->isClosed()) return tr("%1: no answer is taken").arg(platform());
    if (m_window->state == ReplyWindow::State::PeopleOnly) return tr("Human-agent window: %1 left").arg(timeLeft());
    if (m_window->repliesLeft) {
        return tr("%1: %2 of %3 replies left in %4 h")
            .arg(platform(), m_look.formats().number(*m_window->repliesLeft),
                 m_look.formats().number(m_terms.rule()->replies),
                 m_look.formats().number(m_terms.rule()->counted.count()));
    }
    return tr("%1: %2 left").arg(platform(), timeLeft());
}

QString ReplyWindowLabel::explanation() const
{
    const ReplyRule& rule = *m_terms.rule();
    if (m_window->isClosed()) return refusal();
    if (rule.replies > 0)
        return tr("%1 takes answers for %2 days after the customer's last message, and counts %3 of them in the first "
                  "%4 hours.")
            .arg(platform(), daysIn(rule.people), QString::number(rule.replies), QString::number(rule.counted.count()));
    return tr("%1 takes answers for %2 hours after the customer's last message, and then answers of people until %3 "
              "days after it.")
        .arg(platform(), QString::number(rule.anybody.count()), daysIn(rule.people));
}

QString ReplyWindowLabel::refusal() const
{
    if (!isClosed()) return {};
    return tr("%1 takes no answer now: the customer's last message is more than %2 days old. Notes are possible; when "
              "the customer writes again, so are answers.")
        .arg(platform(), daysIn(m_terms.rule()->people));
}

}  // namespace tongdai
