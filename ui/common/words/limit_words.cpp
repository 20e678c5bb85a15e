#include "ui/common/words/limit_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QString LimitWords::scope(RateScope scope)
{
    switch (scope) {
        case RateScope::ChatUser: return tr("Messages of a chat user");
        case RateScope::Sender: return tr("Messages of a platform's customer");
        case RateScope::WebSession: return tr("Messages of a website session");
        case RateScope::ChatActs: return tr("Joins, read marks and typing of a chat user");
        case RateScope::Address: return tr("Messages from an address");
        case RateScope::AddressCalls: return tr("Requests from an address");
        case RateScope::AddressActs: return tr("Chat acts from an address");
        case RateScope::WebVisits: return tr("Chat boxes opened from an address");
        case RateScope::Shop: return tr("Messages of all customers");
        case RateScope::ApiUser: return tr("API requests of a person or program");
        case RateScope::ApiWorkspace: return tr("API requests of the whole shop");
        case RateScope::Connection: return tr("Calls on a connection");
        case RateScope::Page: return tr("Answers to a page");
        case RateScope::Upstream: return tr("Requests to a service outside");
    }
    return {};
}

QString LimitWords::name(const RateUse& use)
{
    const bool isAll = use.scope == RateScope::Shop || use.scope == RateScope::ApiWorkspace ||
                       (use.scope == RateScope::Page && use.name == "all");
    return isAll ? tr("everybody") : QString::fromUtf8(use.name);
}

QString LimitWords::used(const RateUse& use, const Formats& formats)
{
    return tr("%1 of %2").arg(formats.number(use.used), formats.number(use.rule.most));
}

QString LimitWords::rule(const RateRule& rule, const Formats& formats)
{
    const QString most = formats.number(rule.most);
    if (rule.window == 60s) return tr("%1 a minute").arg(most);
    if (rule.window == 1h) return tr("%1 an hour").arg(most);
    return tr("%1 in %2").arg(most, formats.span(rule.window));
}

QString LimitWords::heldBack(const RateUse& use, const Formats& formats, TimePoint now)
{
    if (use.heldBack == 0 || !use.heldBackAt) return {};
    return tr("%Ln time(s), last %1", nullptr, use.heldBack).arg(formats.age(*use.heldBackAt, now));
}

}  // namespace tongdai
