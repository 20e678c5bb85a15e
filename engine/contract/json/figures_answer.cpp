#include "engine/contract/json/figures_answer.h"

#include <QJsonArray>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

QJsonObject timesJson(const StatsTimes& times)
{
    return {{u"count"_s, times.count},
            {u"p50"_s, times.p50},
            {u"p90"_s, times.p90},
            {u"p95"_s, times.p95},
            {u"p99"_s, times.p99}};
}

QJsonObject responsesJson(const StatsReport::Responses& times)
{
    return {{u"bot_first"_s, timesJson(times.botFirst)},
            {u"bot_next"_s, timesJson(times.botNext)},
            {u"people_first"_s, timesJson(times.peopleFirst)},
            {u"people_next"_s, timesJson(times.peopleNext)},
            {u"people_first_working_hours"_s, timesJson(times.workFirst)},
            {u"people_next_working_hours"_s, timesJson(times.workNext)}};
}

template <class Rows, class Write>
QJsonArray arrayOf(const Rows& rows, Write write)
{
    QJsonArray array;
    for (const auto& row : rows)
        array.append(write(row));
    return array;
}

QJsonValue oldestWait(const StatsReport& report)
{
    if (!report.oldestWait) return QJsonValue::Null;
    return double((report.at - *report.oldestWait).count()) / 1000.0;
}

}  // namespace

QJsonObject figuresAnswer(const StatsReport& report)
{
    QJsonObject figures{
        {u"from"_s, toUnixSeconds(report.query.from)},
        {u"to"_s, toUnixSeconds(report.query.to)},
        {u"zone"_s, QString::fromUtf8(report.query.zone)},
        {u"partial"_s, report.isPartial},
        {u"messages_in"_s, report.in},
        {u"bot_answers"_s, report.bot},
        {u"people_replies"_s, report.people},
        {u"handed_over"_s, report.handOvers},
        {u"taken_over"_s, report.takeovers},
        {u"waiting_now"_s, report.waiting},
        {u"oldest_wait"_s, oldestWait(report)},
        {u"answer_debt"_s, report.answerDebt},
        {u"answer_debt_slope"_s, report.answerDebtSlope()},  // seconds of waiting an hour; negative: it shrinks
        {u"first_answer_bot"_s, timesJson(report.botFirst)},
        {u"first_reply_people"_s, timesJson(report.peopleFirst)},
        {u"reply_people_working_hours"_s, timesJson(report.peopleWork)},
        {u"responses"_s, responsesJson(report.responses)},
        {u"resolution_bot"_s, timesJson(report.resolutions.bot)},
        {u"resolution_people"_s, timesJson(report.resolutions.people)},
        {u"resolution_people_working_hours"_s, timesJson(report.resolutions.work)},
        {u"ai_turns"_s, report.aiCalls},
        {u"ai_failures"_s, report.aiFailures},
        {u"ai_repeated"_s, report.aiRepeated},
        {u"undelivered"_s, report.undelivered},
        {u"outcome_unknown"_s, report.unknown},
    };
    figures[u"over_time"_s] = arrayOf(report.points, [](const StatsPoint& point) {
        return QJsonObject{{u"start"_s, toUnixSeconds(point.start)},
                           {u"in"_s, point.in},
                           {u"bot"_s, point.bot},
                           {u"people"_s, point.people}};
    });
    figures[u"by_weekday_and_hour"_s] = arrayOf(report.heat, [](const std::array<qint64, 24>& day) {
        return arrayOf(day, [](qint64 count) { return QJsonValue(count); });
    });
    figures[u"intents"_s] = arrayOf(report.intents, [](const StatsIntent& intent) {
        return QJsonObject{
            {u"intent"_s, intent.name},
            {u"turns"_s, intent.turns},
            {u"handed_over"_s, intent.handedOver},
            {u"taken_over"_s, intent.takenOver},
            {u"takeover_rate"_s, intent.takeoverRate() ? QJsonValue(*intent.takeoverRate()) : QJsonValue()},
            {u"confidence"_s, intent.confidence}};
    });
    figures[u"proposals"_s] = arrayOf(report.proposals, [](const StatsProposal& proposal) {
        return QJsonObject{{u"intent"_s, proposal.name},
                           {u"proposed"_s, proposal.proposed},
                           {u"answered"_s, proposal.answered},
                           {u"unchanged"_s, proposal.unchanged},
                           {u"letters_changed"_s, proposal.changed},
                           {u"similarity"_s, proposal.similarity}};
    });
    figures[u"models"_s] = arrayOf(report.models, [](const StatsModel& model) {
        return QJsonObject{{u"model"_s, model.name},
                           {u"turns"_s, model.calls},
                           {u"failed"_s, model.failed},
                           {u"time"_s, timesJson(model.time)}};
    });
    figures[u"actions"_s] = arrayOf(report.actions, [](const StatsActions& actions) {
        return QJsonObject{{u"type"_s, actions.name},
                           {u"asked_for"_s, actions.asked},
                           {u"done"_s, actions.done},
                           {u"failed"_s, actions.failed},
                           {u"not_at_once"_s, actions.notAtOnce},
                           {u"tries_in_vain"_s, actions.triesInVain}};
    });
    figures[u"staff"_s] = arrayOf(report.operators, [](const StatsOperator& who) {
        return QJsonObject{{u"id"_s, who.id.toString()},     {u"name"_s, who.name},
                           {u"replies"_s, who.replies},      {u"conversations"_s, who.conversations},
                           {u"taken_over"_s, who.takeovers}, {u"first_reply"_s, timesJson(who.firstReply)}};
    });
    return figures;
}

}  // namespace tongdai::contract
