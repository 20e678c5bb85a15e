#include "engine/history/conversations/conversation_changes.h"

#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

namespace {

template <class T>
SqlValue spelled(const T& value)
{
    if constexpr (std::is_enum_v<T>)
        return int(value);
    else
        return SqlValue(value);
}
template <class T>
SqlValue spelled(const std::optional<T>& value)
{
    return SqlValue::orNull(value);
}
template <class Tag>
SqlValue spelled(const Id<Tag>& id)
{
    return SqlValue::orNull(id);
}

/// A column, how it is spelled, and whether two rows have the same in it.
struct Column {
    SqlColumn column;
    SqlValue (*value)(const ConversationRow&);
    bool (*isSame)(const ConversationRow&, const ConversationRow&);
};

template <class Part>
Column column(const QString& name, SqlType type, Part)
{
    return {{name, type},
            [](const ConversationRow& row) { return spelled(Part()(row)); },
            [](const ConversationRow& one, const ConversationRow& other) { return Part()(one) == Part()(other); }};
}

#define SHOWN(part)                               \
    [](const ConversationRow& row) -> const auto& \
    {                                             \
        return row.shown.part;                    \
    }
#define OF_ROW(part)                              \
    [](const ConversationRow& row) -> const auto& \
    {                                             \
        return row.part;                          \
    }

const std::array<Column, ConversationChanges::kColumns>& columns()
{
    static const std::array<Column, ConversationChanges::kColumns> columns{
        column(u"channel"_s, SqlType::Text, SHOWN(channel)),
        column(u"customer_name"_s, SqlType::Text, SHOWN(customerName)),
        column(u"customer_id"_s, SqlType::Id, SHOWN(customer)),
        column(u"status"_s, SqlType::Integer, SHOWN(status)),
        column(u"bot_mode"_s, SqlType::Integer, SHOWN(mode)),
        column(u"assigned_operator"_s, SqlType::Id, SHOWN(assignee)),
        column(u"assigned_name"_s, SqlType::Text, SHOWN(assigneeName)),
        column(u"human_until"_s, SqlType::Real, SHOWN(humanUntil)),
        column(u"answer_at"_s, SqlType::Real, SHOWN(answerAt)),
        column(u"bot_drafts"_s, SqlType::Integer, SHOWN(botDrafts)),
        column(u"last_message_id"_s, SqlType::Id, SHOWN(lastMessageId)),
        column(u"last_message_timestamp"_s, SqlType::Real, SHOWN(lastMessageTimestamp)),
        column(u"newest_sent_at"_s, SqlType::Real, OF_ROW(newestSentAt)),
        column(u"last_activity"_s, SqlType::Real, SHOWN(lastActivity)),
        column(u"last_text"_s, SqlType::Text, SHOWN(lastText)),
        column(u"last_speaker"_s, SqlType::Integer, SHOWN(lastSpeaker)),
        column(u"waiting_since"_s, SqlType::Real, SHOWN(waitingSince)),
        column(u"unread"_s, SqlType::Integer, SHOWN(unread)),
        column(u"total_messages"_s, SqlType::Integer, SHOWN(totalMessages)),
        column(u"next_seq"_s, SqlType::Integer, SHOWN(nextSeq)),
        column(u"done_seq"_s, SqlType::Integer, SHOWN(doneSeq)),
        column(u"pending"_s, SqlType::Integer, SHOWN(pending)),
        column(u"pending_since"_s, SqlType::Real, OF_ROW(pendingSince)),
        column(u"fence"_s, SqlType::Integer, SHOWN(fence)),
        column(u"fence_cause"_s, SqlType::Text, OF_ROW(fenceCause)),
        column(u"owner"_s, SqlType::Id, SHOWN(owner)),
        column(u"lease_until"_s, SqlType::Real, OF_ROW(leaseUntil)),
        column(u"attempts"_s, SqlType::Integer, SHOWN(attempts)),
        column(u"restarts"_s, SqlType::Integer, SHOWN(restarts)),
        column(u"next_rev"_s, SqlType::Integer, SHOWN(lastRev)),
        column(u"is_sample"_s, SqlType::Integer, SHOWN(isSample)),
        column(u"metadata"_s, SqlType::Json, SHOWN(metadata)),
        column(u"live"_s, SqlType::Integer, OF_ROW(live)),
        column(u"members"_s, SqlType::Integer, SHOWN(members)),
        column(u"list_key"_s, SqlType::Real, [](const ConversationRow& row) { return rows::listKey(row.shown); }),
        // Folding is not cheap: compared by what it is made of.
        Column{{u"search_text"_s, SqlType::Text},
               [](const ConversationRow& row) { return SqlValue(rows::searchText(row.shown)); },
               [](const ConversationRow& one, const ConversationRow& other) {
                   return one.shown.customerName == other.shown.customerName &&
                          one.shown.lastText == other.shown.lastText && one.shown.lastRev > 0;
               }},
    };
    return columns;
}

#undef SHOWN
#undef OF_ROW

/// What messages and answers change in a conversation that is known.
ConversationChanges::Columns usualColumns()
{
    static const QStringList rare{u"channel"_s,     u"customer_name"_s,     u"customer_id"_s,   u"status"_s,
                                  u"bot_mode"_s,    u"assigned_operator"_s, u"assigned_name"_s, u"waiting_since"_s,
                                  u"is_sample"_s,   u"metadata"_s,          u"live"_s,          u"members"_s,
                                  u"human_until"_s, u"answer_at"_s,         u"bot_drafts"_s};
    static const ConversationChanges::Columns usual = [] {
        ConversationChanges::Columns chosen;
        for (size_t i = 0; i < ConversationChanges::kColumns; ++i)
            chosen[i] = !rare.contains(columns()[i].column.name);
        return chosen;
    }();
    return usual;
}

}  // namespace

void ConversationChanges::add(const ConversationRow& before, const ConversationRow& now)
{
    for (size_t i = 0; i < kColumns; ++i) {
        if (!m_columns[i] && !columns()[i].isSame(before, now)) m_columns.set(i);
    }
    m_rows.push_back(&now);
}

void ConversationChanges::addTo(SqlWrites& writes, TimePoint at, bool fewTexts)
{
    if (m_rows.empty()) return;
    if (fewTexts) m_columns = (m_columns & ~usualColumns()).none() ? usualColumns() : Columns().set();
    SqlUpdate update{u"conversations"_s, {{u"id"_s, SqlType::Uuid}}, {}, u"version = version + 1"_s};
    for (size_t i = 0; i < kColumns; ++i) {
        if (m_columns[i]) update.columns.push_back(columns()[i].column);
    }
    update.columns.push_back({u"updated_at"_s, SqlType::Real});
    std::vector<SqlParams> values;
    values.reserve(m_rows.size());
    for (const ConversationRow* row : m_rows) {
        SqlParams& of = values.emplace_back();
        of.reserve(update.columns.size() + 1);
        of.push_back(row->uuid);
        for (size_t i = 0; i < kColumns; ++i) {
            if (m_columns[i]) of.push_back(columns()[i].value(*row));
        }
        of.push_back(at);
    }
    writes.add(update, std::move(values));
    m_columns.reset();
    m_rows.clear();
}

}  // namespace tongdai
