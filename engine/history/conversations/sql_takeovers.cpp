#include "engine/history/conversations/sql_takeovers.h"

#include "engine/domain/people/privacy.h"
#include "engine/history/conversations/operator_acts.h"
#include "engine/history/sql_history_calls.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// Every act that changes something leaves a line in its thread, and an entry in the audit log (guarantees 2.15).
void noteTakeover(UnitOfWork& work, const OperatorActOutcome& outcome, const QByteArray& by, const QString& action,
                  QJsonObject detail)
{
    const auto* result = std::get_if<OperatorActResult>(&outcome);
    if (result && result->line) work.addAudit({by, action, result->conversation.id.bytes(), std::move(detail)});
}

}  // namespace

QCoro::Task<OperatorActOutcome> SqlTakeovers::takeOverUntil(ConversationId conversation, OperatorId by, QString name,
                                                            std::optional<TimePoint> until)
{
    const Actor actor{std::move(by), std::move(name)};
    return m_history.writeTo({conversation}, "take over until", [=](UnitOfWork& work, WriteJob& job) {
        OperatorActOutcome outcome = takeOver(work, job, conversation, actor, TakeoverEnd(until));
        QJsonObject detail;
        if (const auto* result = std::get_if<OperatorActResult>(&outcome))
            detail.insert(u"withdrawn"_s, result->withdrawn);
        if (until) detail.insert(u"until"_s, toUnixSeconds(*until));
        noteTakeover(work, outcome, actor.id.bytes(), u"takeover"_s, std::move(detail));
        return outcome;
    });
}

QCoro::Task<std::vector<ConversationId>> SqlTakeovers::returnsDue(int limit)
{
    return m_history.read("returns due", [=](SqlSession& session) {
        std::vector<ConversationId> due;
        for (SqlRow row : session.query(u"select conversation_id from conversations where human_until is not null and "
                                        "human_until <= {now} order by human_until limit ?"_s,
                                        {limit}))
            due.push_back(row.nextId<ConversationId>());
        return due;
    });
}

QCoro::Task<OperatorActOutcome> SqlTakeovers::returnIfDue(ConversationId conversation, OwnerId claimFor)
{
    return m_history.writeTo({conversation}, "return by time", [=](UnitOfWork& work, WriteJob& job) {
        OperatorActOutcome outcome = tongdai::returnIfDue(work, job, conversation, claimFor);
        noteTakeover(work, outcome, programActor("engine"), u"hand_back"_s, {{u"by_time"_s, true}});
        return outcome;
    });
}

QCoro::Task<std::vector<ChannelOff>> SqlTakeovers::channelsOff()
{
    return m_history.read("channels off", [](SqlSession& session) {
        std::vector<ChannelOff> off;
        for (SqlRow row : session.query(u"select channel, off_since, by_id from channel_bots order by channel"_s)) {
            ChannelOff each;
            each.channel = row.nextText();
            each.since = row.nextTime();
            each.by = row.nextId<OperatorId>().toString();
            off.push_back(std::move(each));
        }
        return off;
    });
}

QCoro::Task<bool> SqlTakeovers::setChannelBot(QString channel, bool isOn, OperatorId by, QString /*name*/)
{
    return m_history.write("channel bot", [=](UnitOfWork& work, WriteJob& job) {
        static const SqlInsert insert{
            u"channel_bots"_s,
            {{u"channel"_s, SqlType::Text}, {u"off_since"_s, SqlType::Real}, {u"by_id"_s, SqlType::Id}},
            SqlInsert::OnConflict::KeepOld,
            {u"channel"_s}};
        const bool isOff =
            !work.session().query(u"select 1 from channel_bots where channel = ? {for_update}"_s, {channel}).isEmpty();
        if (isOff != isOn) return job.mayBeDone;
        if (isOn) {
            work.session().execute(u"delete from channel_bots where channel = ?"_s, {channel});
        } else {
            const std::vector<SqlParams> rows{{channel, work.now(), SqlValue::orNull(by)}};
            work.session().insertMany(insert, rows);
        }
        work.addAudit({by.bytes(), isOn ? u"channel_bot_on"_s : u"channel_bot_off"_s, {}, {{u"channel"_s, channel}}});
        return true;
    });
}

QCoro::Task<std::vector<ConversationId>> SqlTakeovers::leftToPersons(QString channel, int limit)
{
    return m_history.read("left to persons", [=](SqlSession& session) {
        std::vector<ConversationId> left;
        // The hand-over raised the fence by one; whoever touched it since raised it again, or took it.
        for (SqlRow row : session.query(u"select c.conversation_id from conversations c join turns t on "
                                        "t.conversation_id = c.id and t.fence = c.fence - 1 where c.bot_mode = 1 and "
                                        "c.status = 0 and c.channel = ? and c.assigned_operator is null and "
                                        "t.error = ? order by c.waiting_since limit ?"_s,
                                        {channel, QString(kBotOffForChannel), limit}))
            left.push_back(row.nextId<ConversationId>());
        return left;
    });
}

}  // namespace tongdai
