#pragma once

#include "engine/history/conversations/rows.h"

#include <bitset>

namespace tongdai {

/// Writes conversation rows back: only the columns that differ from what was read, because each value costs, in every
/// store and on the way there. All rows of one write share one statement with the columns any of them changed, so
/// that a batch stays one round trip. The statements are few (accept, finish, what people do) and kept with the
/// session that prepared them.
class ConversationChanges {
public:
    static constexpr size_t kColumns = 36;
    using Columns = std::bitset<kColumns>;

    /// Remembers what `row` looks like now and adds what it needs to look like.
    void add(const rows::ConversationRow& before, const rows::ConversationRow& now);
    /// Adds the change, each row with a new version and `at` as its time. `fewTexts`: with one of two column lists,
    /// the usual or all, where every text is costly (SqlSession::plansEachText).
    void addTo(SqlWrites& writes, TimePoint at, bool fewTexts);

private:
    Columns m_columns;
    std::vector<const rows::ConversationRow*> m_rows;
};

}  // namespace tongdai
