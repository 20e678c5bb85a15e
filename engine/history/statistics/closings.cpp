#include "engine/history/statistics/closings.h"

#include "engine/domain/statistics/contact.h"

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

const QString kThreadLinesSql =
    u"select "_s + kCountedColumns +
    u", m.message_id from messages m where m.sent = 1 and m.speaker <> 4 and m.sender_type <> 'apology' and m.id < ? "
    "and m.conversation_id in ({list})"_s;

const QString kBotClosingsSql =
    u"select conversation_id, id, message_id from message_actions where action_type = 'end_conversation' and "
    "id < ? and conversation_id in ({list})"_s;

namespace {

/// The hand-over of an answer is written in its transaction.
constexpr std::chrono::seconds kSameAnswer{1};

struct ThreadLine {
    ReadLine read;
    QByteArray messageId;
};

struct BotClosing {
    QUuid id;
    TimePoint at{};
    QByteArray answered;  ///< the newest message of the customer it knew of
};

struct ClosedThread {
    std::vector<ThreadLine> lines;
    std::vector<BotClosing> byBot;
};

bool isPassedOn(const ClosedThread& thread, TimePoint at)
{
    return std::ranges::any_of(thread.lines, [at](const ThreadLine& line) {
        return line.read.line.kind == StatsLine::Kind::HandOver &&
               std::chrono::abs(line.read.stored - at) <= kSameAnswer;
    });
}

void follow(ClosedThread& thread, const QSet<QUuid>& wanted, std::vector<StatsResolution>& found)
{
    std::ranges::stable_sort(thread.lines, [](const ThreadLine& a, const ThreadLine& b) {
        return a.read.stored != b.read.stored ? a.read.stored < b.read.stored : a.read.rev < b.read.rev;
    });
    std::ranges::sort(thread.byBot, {}, &BotClosing::at);
    Contact contact;
    QByteArray newest;
    const auto close = [&](const QUuid& id, TimePoint at) {
        const std::optional<StatsResolution> resolution = contact.close(at);
        if (resolution && wanted.contains(id)) found.push_back(*resolution);
    };
    auto next = thread.byBot.cbegin();
    const auto closeBefore = [&](TimePoint end) {
        for (; next != thread.byBot.cend() && next->at < end; ++next) {
            if (next->answered == newest && !isPassedOn(thread, next->at)) close(next->id, next->at);
        }
    };
    for (const ThreadLine& line : thread.lines) {
        closeBefore(line.read.stored);
        if (line.read.line.kind == StatsLine::Kind::Closed) {
            close(line.read.id, line.read.line.said);
            continue;
        }
        contact.add(line.read.line);
        if (line.read.line.kind == StatsLine::Kind::Customer && !line.read.line.isSynced) newest = line.messageId;
    }
    closeBefore(TimePoint::max());
}

}  // namespace

ReadResolutions readResolutions(SqlSession& session, const Closings& closings, TimePoint until)
{
    ReadResolutions read;
    if (closings.empty()) return read;
    SqlParams list;
    for (const auto& [conversation, ids] : closings)
        list.push_back(conversation);
    const QUuid end = firstIdAt(until);
    std::map<QUuid, ClosedThread> threads;
    SqlParams before = countedSources();
    before.emplace_back(end);
    const SqlRows lines = session.queryList(kThreadLinesSql, list, before);
    for (const SqlRow& row : lines) {
        auto line = readLine(row);
        if (!line) continue;
        ClosedThread& thread = threads[line->line.conversation];
        thread.lines.push_back({*std::move(line), row[kCountedColumnsCount].toBytes()});
    }
    const SqlRows ends = session.queryList(kBotClosingsSql, list, {end});
    for (SqlRow row : ends) {
        ClosedThread& thread = threads[row.nextUuid()];
        const QUuid id = row.nextUuid();
        thread.byBot.push_back({id, storedAt(id), row.nextBytes()});
    }
    for (auto& [conversation, thread] : threads) {
        follow(thread, closings.at(conversation), read.found);
        read.conversations.resize(read.found.size(), conversation);
    }
    read.linesRead = lines.size();
    return read;
}

}  // namespace tongdai::reads
