#include "engine/server/routes/channel_routes.h"

#include "engine/contract/iso_time.h"
#include "engine/contract/json/field_reader.h"
#include "engine/server/routes/store_error_answer.h"
#include "engine/work/platform/channel_bots.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::FieldProblem;
using contract::RouteId;
using http::Response;

namespace {

constexpr int kChannelBodyDepth = 4;
constexpr qsizetype kMaxChannelName = 64;

QJsonArray channelsOff(const ChannelBots& bots)
{
    QJsonArray off;
    for (const ChannelOff& each : bots.off())
        off.append(QJsonObject{{u"channel"_s, each.channel},
                               {u"since"_s, contract::isoTime(toTicks(each.since))},
                               {u"by"_s, each.by},
                               {u"drafts"_s, each.drafts}});
    return off;
}

/// `on` is what there was before a bot could draft.
std::optional<ChannelBot> botIn(const QJsonObject& body)
{
    if (const QJsonValue on = body.value("on"_L1); on.isBool()) return on.toBool() ? ChannelBot::On : ChannelBot::Off;
    const QString bot = body.value("bot"_L1).toString();
    if (bot == "on"_L1) return ChannelBot::On;
    if (bot == "drafts"_L1) return ChannelBot::DraftsOnly;
    if (bot == "off"_L1) return ChannelBot::Off;
    return {};
}

}  // namespace

ChannelRoutes::ChannelRoutes(Router& router, Services services) : m_services(std::move(services))
{
    router.serve(RouteId::AdminChannels, [this](ExchangePtr exchange) { return list(std::move(exchange)); });
    router.serve(RouteId::AdminChannelBot, [this](ExchangePtr exchange) { return set(std::move(exchange)); });
}

QCoro::Task<Response> ChannelRoutes::list(ExchangePtr)
{
    co_return Response::json({{u"bot_off"_s, channelsOff(m_services.bots)}});
}

QCoro::Task<Response> ChannelRoutes::set(ExchangePtr exchange)
{
    const QString channel = exchange->request().captures.value(0);
    if (channel.size() > kMaxChannelName || checkId(channel.toUtf8()))
        co_return Response::error(422, u"A channel is 1 to %1 letters without spaces"_s.arg(kMaxChannelName));
    auto read = contract::readBody(exchange->request().body, kChannelBodyDepth);
    if (const auto* problems = std::get_if<std::vector<FieldProblem>>(&read))
        co_return Response::json(contract::toJson(*problems), 422);
    const std::optional<ChannelBot> bot = botIn(std::get<QJsonObject>(read));
    if (!bot) co_return Response::error(422, u"bot must be on, drafts or off; or on true or false"_s);
    std::optional<Response> failure;
    try {
        const bool hasChanged =
            co_await m_services.bots.set(channel, *bot, m_services.operatorId, m_services.operatorName);
        co_return Response::json(
            {{u"success"_s, true}, {u"changed"_s, hasChanged}, {u"bot_off"_s, channelsOff(m_services.bots)}});
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

}  // namespace tongdai
