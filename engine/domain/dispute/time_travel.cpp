#include "engine/domain/dispute/time_travel.h"

#include <algorithm>
#include <tuple>

namespace tongdai {

namespace {

const DisputeReceipt* receiptOf(const DisputeLine& line, const QByteArray& party)
{
    const auto found = std::ranges::find(line.receipts, party, &DisputeReceipt::party);
    return found == line.receipts.end() ? nullptr : &*found;
}

/// A source that has only the time of reading knows that it had arrived by then.
std::optional<TimePoint> reachedAt(const DisputeReceipt& receipt)
{
    if (receipt.deliveredAt && receipt.readAt) return std::min(*receipt.deliveredAt, *receipt.readAt);
    return receipt.deliveredAt ? receipt.deliveredAt : receipt.readAt;
}

}  // namespace

bool isShopSide(PartyRole role)
{
    return role == PartyRole::Operator || role == PartyRole::Bot || role == PartyRole::Freelancer ||
           role == PartyRole::Admin || role == PartyRole::Arbitrator;
}

TimeTravel::TimeTravel(DisputeThread thread) : m_thread(std::move(thread))
{
    for (const DisputeLine& line : m_thread.lines)
        m_authors.push_back(line.party.isEmpty() ? -1 : partyOf(line.party));
    gather();
}

int TimeTravel::partyOf(const QByteArray& id) const
{
    const auto found = std::ranges::find(m_thread.parties, id, &DisputeParty::id);
    return found == m_thread.parties.end() ? -1 : int(found - m_thread.parties.begin());
}

void TimeTravel::gather()
{
    using Kind = TravelEvent::Kind;
    for (int i = 0; i < int(m_thread.parties.size()); ++i) {
        const DisputeParty& party = m_thread.parties[size_t(i)];
        if (party.joinedAt) m_events.push_back({*party.joinedAt, Kind::Joined, -1, i});
        if (party.leftAt) m_events.push_back({*party.leftAt, Kind::Left, -1, i});
    }
    for (int i = 0; i < int(m_thread.lines.size()); ++i) {
        const DisputeLine& line = m_thread.lines[size_t(i)];
        const int author = m_authors[size_t(i)];
        if (line.hasTime()) m_events.push_back({line.at, Kind::Sent, i, author});
        if (line.editedAt) m_events.push_back({*line.editedAt, Kind::Edited, i, -1});
        if (line.deletedAt) m_events.push_back({*line.deletedAt, Kind::Deleted, i, -1});
        for (const DisputeReceipt& receipt : line.receipts) {
            const int party = partyOf(receipt.party);
            if (party < 0 || party == author) continue;
            if (receipt.deliveredAt) m_events.push_back({*receipt.deliveredAt, Kind::Delivered, i, party});
            if (receipt.readAt) m_events.push_back({*receipt.readAt, Kind::Read, i, party});
        }
    }
    std::ranges::stable_sort(m_events, [](const TravelEvent& a, const TravelEvent& b) {
        return std::tie(a.at, a.kind, a.line, a.party) < std::tie(b.at, b.kind, b.line, b.party);
    });
}

KnewCell TimeTravel::cell(int line, int party, TimePoint instant) const
{
    const DisputeLine& said = m_thread.lines[size_t(line)];
    const DisputeParty& who = m_thread.parties[size_t(party)];
    if (said.at > instant) return {Knew::NotSaid, {}};
    if (m_authors[size_t(line)] == party) return {Knew::Sent, said.hasTime() ? std::optional(said.at) : std::nullopt};
    const DisputeReceipt* receipt = receiptOf(said, who.id);
    if (receipt && receipt->readAt && *receipt->readAt <= instant) return {Knew::Read, receipt->readAt};
    const std::optional<TimePoint> reached = receipt ? reachedAt(*receipt) : std::nullopt;
    if (reached && *reached <= instant) return {Knew::Received, reached};
    if (who.joinedAt && *who.joinedAt > instant) return {Knew::Absent, {}};
    if (who.leftAt && *who.leftAt <= said.at) return {Knew::Absent, {}};
    if (!receipt) return {Knew::Unknown, {}};
    return {Knew::Nothing, {}};
}

std::vector<KnewRow> TimeTravel::at(TimePoint instant) const
{
    std::vector<KnewRow> rows;
    rows.reserve(m_thread.lines.size());
    for (int i = 0; i < int(m_thread.lines.size()); ++i) {
        const DisputeLine& line = m_thread.lines[size_t(i)];
        KnewRow row;
        row.line = i;
        if (line.at > instant)
            row.then = LineThen::NotSaid;
        else if (line.deletedAt && *line.deletedAt <= instant)
            row.then = LineThen::Deleted;
        else if (line.editedAt && *line.editedAt <= instant)
            row.then = LineThen::Edited;
        else
            row.then = LineThen::Stood;
        for (int party = 0; party < int(m_thread.parties.size()); ++party)
            row.cells.push_back(cell(i, party, instant));
        rows.push_back(std::move(row));
    }
    return rows;
}

int TimeTravel::eventsUntil(TimePoint instant) const
{
    return int(std::ranges::upper_bound(m_events, instant, {}, &TravelEvent::at) - m_events.begin());
}

AnswerInsight TimeTravel::insight(TimePoint instant) const
{
    AnswerInsight insight;
    for (int i = int(m_thread.lines.size()) - 1; i >= 0; --i) {
        const DisputeLine& line = m_thread.lines[size_t(i)];
        const int author = m_authors[size_t(i)];
        if (line.at > instant || author < 0 || line.isNote) continue;
        if (!isShopSide(m_thread.parties[size_t(author)].role)) continue;
        insight.answer = i;
        insight.party = author;
        break;
    }
    if (insight.answer < 0) return insight;
    if (!m_thread.lines[size_t(insight.answer)].hasTime()) {
        insight.kind = AnswerInsight::Kind::Unknown;
        return insight;
    }
    const TimePoint answered = m_thread.lines[size_t(insight.answer)].at;
    insight.kind = AnswerInsight::Kind::SawAll;
    bool isUnsure = false;
    for (int i = 0; i < insight.answer; ++i) {
        const int author = m_authors[size_t(i)];
        if (author < 0 || isShopSide(m_thread.parties[size_t(author)].role)) continue;
        const Knew knew = cell(i, insight.party, answered).knew;
        if (knew == Knew::Unknown) isUnsure = true;
        if (knew == Knew::Nothing || knew == Knew::Received) insight.unseen.push_back(i);
    }
    // What is known to be unseen stays so, whatever else is not known.
    if (!insight.unseen.empty())
        insight.kind = AnswerInsight::Kind::Unseen;
    else if (isUnsure)
        insight.kind = AnswerInsight::Kind::Unknown;
    return insight;
}

}  // namespace tongdai
