#include "engine/state/redis/live/rate_limiter.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

#include <algorithm>

namespace tongdai::redis {

namespace keys = contract::keys;

RateLimiter::RateLimiter(Connection& connection, const Health& health, std::shared_ptr<RateLedger> ledger)
    : m_connection(connection), m_health(health), m_ledger(std::move(ledger))
{
}

QCoro::Task<RateAnswer> RateLimiter::charge(RateScope scope, QByteArray name, QByteArray act)
{
    const RateRule rule = m_ledger->rule(scope);
    const QByteArray key = keys::rateWindow(scope, name);
    auto charging = charge(scope, name, act, rule, key);
    const RateAnswer answer = co_await charging;
    co_return answer;
}

QCoro::Task<RateAnswer> RateLimiter::charge(RateScope scope, QByteArray name, QByteArray act, RateRule rule,
                                            QByteArray key)
{
    std::vector<RateAnswer> answers{m_ledger->charge(scope, name, act, rule)};
    if (answers[0].most == 0 || !answers[0].isAllowed || key.isEmpty()) co_return answers[0];
    std::vector<RateName> names{{scope, name}};
    std::vector<Charge> charges{{0, rule, key}};
    auto sharing = share(std::move(names), std::move(answers), std::move(charges), act);
    const std::vector<RateAnswer> shared = co_await sharing;
    co_return shared.front();
}

QCoro::Task<std::vector<RateAnswer>> RateLimiter::chargeAll(std::vector<RateName> names, QByteArray act)
{
    std::vector<RateAnswer> answers = m_ledger->chargeAll(names, act);
    std::vector<Charge> charges;
    if (answers.empty() || !answers.back().isAllowed) co_return answers;
    for (size_t i = 0; i < names.size(); ++i) {
        const RateRule rule = m_ledger->rule(names[i].scope);
        const QByteArray key = keys::rateWindow(names[i].scope, names[i].name);
        if (rule.most > 0 && !key.isEmpty()) charges.push_back({i, rule, key});
    }
    if (charges.empty()) co_return answers;
    auto sharing = share(names, std::move(answers), std::move(charges), act);
    std::vector<RateAnswer> shared = co_await sharing;
    // In none of them, here either: an act that Redis refuses for one fills no window of another.
    if (!shared.back().isAllowed) {
        for (const RateName& name : names)
            m_ledger->takeBack(name, act);
    }
    co_return shared;
}

/// The ledger has charged them: a Redis that goes away, or comes back empty, forgets nothing this engine has let in.
/// `names` and `answers` belong together; `charges` are those that all engines count.
QCoro::Task<std::vector<RateAnswer>> RateLimiter::share(std::vector<RateName> names, std::vector<RateAnswer> answers,
                                                        std::vector<Charge> charges, QByteArray act)
{
    if (!m_health.canWrite()) co_return answers;
    QByteArrayList touched;
    QByteArrayList args{act};
    for (const Charge& each : charges) {
        touched << each.key;
        args << QByteArray::number(each.rule.most) << QByteArray::number(qint64(each.rule.window.count()));
    }
    auto asked = orNothing(m_script.run(m_connection, touched, args));
    const auto reply = co_await asked;
    if (!reply || !reply->isArray()) co_return answers;
    const auto number = [&reply](size_t place) { return reply->at(qsizetype(place)).integer().value_or(0); };
    const auto refusedBy = size_t(number(0));  // counted from one
    for (size_t i = 0; i < charges.size() && (refusedBy == 0 || i < refusedBy); ++i) {
        const Charge& charge = charges[i];
        RateAnswer& answer = answers[charge.place];
        const int used = int(number(2 + i));
        answer.left = std::min(answer.left, std::max(0, charge.rule.most - used));
        m_ledger->noteShared(names[charge.place].scope, names[charge.place].name, used);
    }
    if (refusedBy == 0 || refusedBy > charges.size()) co_return answers;
    const size_t place = charges[refusedBy - 1].place;
    RateAnswer& refused = answers[place];
    refused.isAllowed = false;
    refused.retryAfter = std::chrono::milliseconds(number(1));
    refused.freedIn = refused.retryAfter;
    m_ledger->noteRefused(names[place].scope, names[place].name, refused.retryAfter);
    answers.resize(place + 1);
    co_return answers;
}

}  // namespace tongdai::redis
