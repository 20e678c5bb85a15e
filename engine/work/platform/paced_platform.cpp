#include "engine/work/platform/paced_platform.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

SendOutcome heldBackBy(const RateAnswer& answer, const QString& what)
{
    SendOutcome outcome;
    outcome.kind = SendOutcome::Kind::Retry;
    outcome.isHeldBack = true;
    outcome.error = u"held back: %1, %2 in a minute"_s.arg(what).arg(answer.most);
    outcome.retryAfter = std::chrono::ceil<std::chrono::seconds>(answer.retryAfter);
    return outcome;
}

}  // namespace

QByteArray pageOf(const ConversationId& conversation)
{
    const QByteArray& id = conversation.bytes();
    const qsizetype end = id.indexOf('_');
    const bool isPage =
        end > 0 && std::all_of(id.begin(), id.begin() + end, [](char c) { return c >= '0' && c <= '9'; });
    return isPage ? id.left(end) : "all"_ba;
}

PacedPlatform::PacedPlatform(ports::PlatformClient& platform, ports::RateLimits& rates, ports::Random& random)
    : m_platform(platform), m_rates(rates), m_acts(random.bytes(8).toHex())
{
}

QCoro::Task<SendOutcome> PacedPlatform::send(OutboxItem item)
{
    const QByteArray act = m_acts + QByteArray::number(++m_counted);
    std::vector<RateName> names{{RateScope::Page, pageOf(item.conversation)},
                                {RateScope::Upstream, QByteArrayLiteral("platform")}};
    auto charging = m_rates.chargeAll(std::move(names), act);
    const std::vector<RateAnswer> answers = co_await charging;
    if (!answers.back().isAllowed) {
        co_return heldBackBy(answers.back(), answers.size() == 1 ? u"the page's limit"_s : u"the platform's limit"_s);
    }
    auto sending = m_platform.send(std::move(item));
    SendOutcome outcome = co_await sending;
    co_return outcome;
}

}  // namespace tongdai
