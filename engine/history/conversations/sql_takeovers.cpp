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
        for (SqlRow row :
             session.query(u"select channel, off_since, by_id, drafts from channel_bots order by channel"_s)) {
            ChannelOff each;
            each.channel = row.nextText();
            each.since = row.nextTime();
            each.by = row.nextId<OperatorId>().toString();
            each.drafts = row.nextInteger() != 0;
            off.push_back(std::move(each));
        }
        return off;
    });
}

QCoro::Task<bool> SqlTakeovers::setChannelBot(QString channel, ChannelBot bot, OperatorId by, QString /*name*/)
{
    return m_history.write("channel bot", [=](UnitOfWork& work, WriteJob& job) {
        static const SqlInsert insert{u"channel_bots"_s,
                                      {{u"channel"_s, SqlType::Text},
                                       {u"off_since"_s, SqlType::Real},
                                       {u"by_id"_s, SqlType::Id},
                                       {u"drafts"_s, SqlType::Integer}},
                                      SqlInsert::OnConflict::KeepOld,
                                      {u"channel"_s}};
        const SqlRows found =
            work.session().query(u"select drafts from channel_bots where channel = ? {for_update}"_s, {channel});
        const ChannelBot before = found.isEmpty()                ? ChannelBot::On
                                  : found[0][0].toInteger() != 0 ? ChannelBot::DraftsOnly
                                                                 : ChannelBot::Off;
        if (before == bot) return job.mayBeDone;
        work.session().execute(u"delete from channel_bots where channel = ?"_s, {channel});
        if (bot != ChannelBot::On) {
            const std::vector<SqlParams> rows{
                {channel, work.now(), SqlValue::orNull(by), int(bot == ChannelBot::DraftsOnly)}};
            work.session().insertMany(insert, rows);
        }
        const QString act = bot == ChannelBot::On           ? u"channel_bot_on"_s
                            : bot == ChannelBot::DraftsOnly ? u"channel_bot_drafts"_s
                                                            : u"channel_bot_off"_s;
        work.addAudit({by.bytes(), act, {}, {{u"channel"_s, channel}}});
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
                                        "t.error in (?, ?) order by c.waiting_since limit ?"_s,
                                        {channel, QString(kBotOffForChannel), QString(kDraftsOnlyForChannel), limit}))
            left.push_back(row.nextId<ConversationId>());
        return left;
    });
}

}  // namespace tongdai
