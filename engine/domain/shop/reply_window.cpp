#include "engine/domain/shop/reply_window.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/sender_clock.h"
#include "engine/domain/shop/page_line.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr ReplyRule kReplyRules[] = {
    {.platform = "facebook"_L1, .anybody = 24h, .people = 7 * 24h},
    {.platform = "instagram"_L1, .anybody = 24h, .people = 7 * 24h},
    {.platform = "zalo"_L1, .anybody = 7 * 24h, .people = 7 * 24h, .replies = 8, .counted = 48h},
};

/// It has gone to the customer, or is on its way.
bool isReplyToCustomer(const StoredMessage& line)
{
    if (line.speaker != Speaker::Bot && line.speaker != Speaker::Operator) return false;
    if (!line.metadata["sent"_L1].toBool(true)) return false;
    const auto delivery = deliveryOf(line.metadata);
    if (!delivery) return true;
    return !delivery->conversationOnly && delivery->state != OutboxState::Dead &&
           delivery->state != OutboxState::Withdrawn;
}

/// The platform counts what arrives there: each text of an answer, and each piece of a long one.
int messagesOf(const StoredMessage& line, const QString& platform)
{
    const std::vector<Action> actions = answerCard(line.metadata).actions;
    const QStringList texts = actions.empty() ? QStringList{line.body} : saidBy(actions);
    qsizetype messages = 0;
    for (const QString& text : texts)
        messages += inPieces(text, mostLetters(platform)).size();
    return int(messages);
}

}  // namespace

const ReplyRule* replyRule(const QString& platform)
{
    const auto found = std::ranges::find_if(kReplyRules, [&platform](const ReplyRule& rule) {
        return platform.compare(rule.platform, Qt::CaseInsensitive) == 0;
    });
    return found == std::end(kReplyRules) ? nullptr : found;
}

ReplyTerms::ReplyTerms(const Conversation& conversation)
{
    const auto address = pageAddress(conversation.metadata);
    if (!address || address->isComment) return;
    m_rule = replyRule(conversation.channel);
    m_row = fromUnixSeconds(conversation.lastMessageTimestamp);
}

void ReplyTerms::lookAt(const StoredMessage& line)
{
    if (m_rule && m_rule->replies > 0 && isReplyToCustomer(line)) m_saidSoFar += messagesOf(line, m_rule->platform);
    if (line.speaker != Speaker::Customer) return;
    const TimePoint wrote =
        line.sentAt > 0 ? fromUnixSeconds(countedTime(line.sentAt, line.receivedAt)) : line.receivedAt;
    if (wrote <= m_line) return;
    m_line = wrote;
    m_saidSince = m_saidSoFar;
}

std::optional<ReplyWindow> ReplyTerms::at(TimePoint now) const
{
    const TimePoint wrote = std::max(m_row, m_line);
    if (!m_rule || wrote == TimePoint()) return {};
    const std::chrono::milliseconds since = std::max(now - wrote, 0ms);
    if (since >= m_rule->people) return ReplyWindow{.state = ReplyWindow::State::Closed};
    ReplyWindow window;
    if (since < m_rule->anybody) {
        window.left = m_rule->anybody - since;
    } else {
        window.state = ReplyWindow::State::PeopleOnly;
        window.left = m_rule->people - since;
    }
    const bool isCounted = m_line == wrote && since < m_rule->counted;
    if (isCounted) window.repliesLeft = std::max(m_rule->replies - m_saidSince, 0);
    return window;
}

}  // namespace tongdai
