#include "tests/bench/statistics_fill.h"

#include "engine/history/conversations/rows.h"
#include "engine/history/statistics/sql_roll_ups.h"
#include "engine/history/tasks/sql_tasks.h"

#include <QCoro/QCoroTask>

#include <random>

namespace tongdai::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kConversationsAtOnce = 5'000;

class FillRows {
public:
    void add(const QByteArray& name, TimePoint began, int lines)
    {
        const QUuid id = rows::newUuid(began);
        m_conversations.push_back({id, ConversationId(name), began, began});
        for (int i = 0; i < lines; ++i) {
            const TimePoint at = began + std::chrono::seconds(i * 30);
            const QUuid line = rows::newUuid(at);
            m_lines.push_back({line, id, SqlValue::ofId("platform"_ba), rows::lineId(line), i + 1, i % 2, 1,
                               u"Dạ áo linen màu be size M bên em còn 3 cái ạ, giá 250.000đ, mình lấy không ạ?"_s,
                               u"da ao linen mau be size m ben em con 3 cai a, gia 250.000d, minh lay khong a?"_s, at,
                               at});
            if (i % 2 == 0) continue;
            const bool isSlow = m_random() % 50 == 0;
            m_actions.push_back(
                {rows::newUuid(at), id, rows::lineId(line), 0, u"send_message"_s, u"succeeded"_s, isSlow, at});
            m_turns.push_back({rows::newUuid(at), id, i, i, i + 1, 0, u"intent %1"_s.arg(m_random() % 12), 0.9,
                               u"rules"_s, double(m_random() % 3000), at});
        }
    }

    void write(SqlSession& session)
    {
        insert(session, u"conversations"_s,
               {{u"id"_s, SqlType::Uuid},
                {u"conversation_id"_s, SqlType::Id},
                {u"created_at"_s, SqlType::Real},
                {u"updated_at"_s, SqlType::Real}},
               m_conversations);
        insert(session, u"messages"_s,
               {{u"id"_s, SqlType::Uuid},
                {u"conversation_id"_s, SqlType::Uuid},
                {u"source"_s, SqlType::Id},
                {u"message_id"_s, SqlType::Id},
                {u"rev"_s, SqlType::Integer},
                {u"speaker"_s, SqlType::Integer},
                {u"state"_s, SqlType::Integer},
                {u"content"_s, SqlType::Text},
                {u"folded"_s, SqlType::Text},
                {u"sent_at"_s, SqlType::Real},
                {u"received_at"_s, SqlType::Real}},
               m_lines);
        insert(session, u"turns"_s,
               {{u"id"_s, SqlType::Uuid},
                {u"conversation_id"_s, SqlType::Uuid},
                {u"fence"_s, SqlType::Integer},
                {u"from_seq"_s, SqlType::Integer},
                {u"upto_seq"_s, SqlType::Integer},
                {u"outcome"_s, SqlType::Integer},
                {u"intent"_s, SqlType::Text},
                {u"confidence"_s, SqlType::Real},
                {u"model_used"_s, SqlType::Text},
                {u"processing_time_ms"_s, SqlType::Real},
                {u"created_at"_s, SqlType::Real}},
               m_turns);
        insert(session, u"message_actions"_s,
               {{u"id"_s, SqlType::Uuid},
                {u"conversation_id"_s, SqlType::Uuid},
                {u"message_id"_s, SqlType::Id},
                {u"ord"_s, SqlType::Integer},
                {u"action_type"_s, SqlType::Text},
                {u"status"_s, SqlType::Text},
                {u"retry_count"_s, SqlType::Integer},
                {u"created_at"_s, SqlType::Real}},
               m_actions);
    }

    quint64 random() { return m_random(); }

private:
    static void insert(SqlSession& session, const QString& table, std::vector<SqlColumn> columns,
                       std::vector<SqlParams>& rows)
    {
        if (!rows.empty()) session.insertMany({table, std::move(columns)}, std::exchange(rows, {}));
    }

    std::mt19937_64 m_random{1};
    std::vector<SqlParams> m_conversations;
    std::vector<SqlParams> m_lines;
    std::vector<SqlParams> m_turns;
    std::vector<SqlParams> m_actions;
};

}  // namespace

void fillStatistics(SqlSession& session, TimePoint now, const StatisticsFill& fill)
{
    FillRows filled;
    session.begin();
    for (int c = 0; c < fill.conversations; ++c) {
        const quint64 ago = filled.random() % (quint64(fill.days) * 86'400'000);
        filled.add("c"_ba + QByteArray::number(c), now - std::chrono::milliseconds(qint64(ago)), fill.lines);
        if (c % kConversationsAtOnce == kConversationsAtOnce - 1) filled.write(session);
    }
    filled.write(session);
    session.commit();
}

int rollUpStatistics(SqlHistory& history, const ports::Clock& clock)
{
    using Written = ports::RollUpStore::Written;
    SqlTasks tasks(history);
    SqlRollUps rollUps(history, clock);
    const QString kind = QString::fromLatin1(task_kind::kRollUpStatistics);
    QCoro::waitFor(tasks.addTasks({{kind, ConversationId("statistics"_ba), "bench"_ba, {}, 5}}));
    const auto claimed = QCoro::waitFor(tasks.claimTasks(OwnerId("bench"_ba), {kind}, 1));
    int pieces = 0;
    for (auto written = Written::More; written == Written::More; ++pieces)
        written = QCoro::waitFor(rollUps.rollUpNext(claimed.at(0)));
    return pieces;
}

}  // namespace tongdai::bench
