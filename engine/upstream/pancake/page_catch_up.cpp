#include "engine/upstream/pancake/page_catch_up.h"

#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log catchUpLog("pancake.catchup");

constexpr auto kLookEvery = 10min;
constexpr auto kLookAgain = 30s;  // after one that was cut short
/// Pancake's clock and ours, and events that are still on their way.
constexpr double kOverlapSeconds = 600;
constexpr double kLongestAgo = 7 * 86'400.0;
constexpr int kMostListPages = 1'000;
constexpr int kMostMessagePages = 100;
/// Fewer messages than any text says are on a page of the list: it was the last one.
constexpr qsizetype kLeastFullPage = 20;
constexpr qsizetype kMostSeen = 50'000;
/// An event comes within seconds. A look of another engine may bring a line so soon as well; that one then has caught
/// up with it, and says that the page is silent.
constexpr double kFreshSeconds = 180;
/// Conversations in a row that could not be gone through: it is not them, and the page is left until the next look.
constexpr int kMostFailures = 5;

bool isAboutOlder(const IncomingMessage& line)
{
    return line.content.isEmpty() || line.metadata.contains("edited_of"_L1);
}

/// By the status alone: with 200 and success:false Pancake says so of whatever it cannot do now.
bool isGoneThere(const PageAnswer& answer)
{
    const bool isOfNothing = answer.status == 400 || answer.status == 404 || answer.status == 410;
    return answer.kind == PageAnswer::Kind::Refused && isOfNothing;
}

}  // namespace

PageCatchUp::PageCatchUp(std::vector<Page> pages, Marks marks, PageIntake& intake, ports::Clock& clock, Keep keep,
                         Listed listed)
    : m_pages(std::move(pages)),
      m_marks(std::move(marks)),
      m_intake(intake),
      m_clock(clock),
      m_keep(std::move(keep)),
      m_listed(std::move(listed)),
      m_startedAt(toUnixSeconds(clock.now())),
      m_rounds(clock, [this] { return round(); })
{
}

QCoro::Task<std::chrono::milliseconds> PageCatchUp::round()
{
    bool isComplete = true;
    m_isHurried = false;
    // Beside each other: each page has calls of its own to wait for.
    std::vector<QCoro::Task<bool>> looks;
    looks.reserve(m_pages.size());
    for (const Page& page : m_pages)
        looks.push_back(catchUp(page));
    for (QCoro::Task<bool>& look : looks) {
        const bool isDone = co_await look;
        isComplete = isComplete && isDone;
    }
    isComplete = isComplete && !m_isHurried;  // what was missed meanwhile may stand where this one was already
    m_figures.isBehind = !isComplete;
    auto keeping = m_keep(m_marks);
    co_await keeping;
    const std::chrono::milliseconds rest = isComplete ? kLookEvery : kLookAgain;
    co_return rest;
}

/// True: all of the page is here.
QCoro::Task<bool> PageCatchUp::catchUp(Page page)
{
    const double now = toUnixSeconds(m_clock.now());
    const bool isFirst = !m_marks.contains(page.page.id);
    if (isFirst) {  // what was said before belongs to whatever the shop had before
        m_marks.insert(page.page.id, now);
        m_begun.insert(page.page.id, now);
    }
    m_found.remove(page.page.id);
    const double overlapped = m_marks.value(page.page.id) - kOverlapSeconds;
    const double since = std::max({overlapped, m_begun.value(page.page.id), now - kLongestAgo});
    QByteArray after;
    QSet<QByteArray> listedBefore;
    bool isWhole = true;
    int failures = 0;  // in a row
    for (int i = 0; i < kMostListPages && !m_rounds.isStopping(); ++i) {
        const std::chrono::nanoseconds askedAt = m_clock.elapsed();
        auto listing = page.calls->list(
            contract::pancakeConversationsTarget(page.page.id, page.calls->account().token, qint64(since), after),
            contract::isPancakeConversations);
        const PageAnswer answer = co_await listing;
        if (answer.kind != PageAnswer::Kind::Done) {
            catchUpLog.warn("a page could not be looked through",
                            {{u"page"_s, QString::fromUtf8(page.page.id)}, {u"cause"_s, answer.words}});
            co_return false;
        }
        // From here on its events are heard, or the next look finds them: nothing of this one has to be gone through.
        if (isFirst) {
            ++m_figures.rounds;
            co_return true;
        }
        bool isNew = false;
        const std::vector<contract::PancakeListed> all = contract::listedConversations(answer.body);
        for (size_t at = 0; at < all.size(); ++at) {
            const contract::PancakeListed listed = all[at];
            after = listed.id;
            if (listedBefore.contains(listed.id)) continue;
            listedBefore.insert(listed.id);
            isNew = true;
            if (listed.updatedAt > 0 && (listed.updatedAt < since || m_seen.value(listed.id) == listed.updatedAt)) {
                m_listed(page.page.id, listed.conversation, askedAt);
                continue;
            }
            if (m_rounds.isStopping()) co_return false;
            auto going = goThrough(page, listed, since);
            const Through through = co_await going;
            isWhole = isWhole && through == Through::Whole;
            if (through == Through::Whole) m_listed(page.page.id, listed.conversation, askedAt);
            failures = through == Through::Failed ? failures + 1 : 0;
            const bool isHopeless = failures >= kMostFailures || !page.calls->tokenTrouble().isEmpty();
            if (failures > 0 && isHopeless) co_return false;
        }
        if (!isNew) {
            if (!isWhole) co_return false;
            endLook(page.page.id, now);
            co_return true;
        }
    }
    co_return false;
}

void PageCatchUp::endLook(const QByteArray& page, double now)
{
    m_marks.insert(page, now);
    ++m_figures.rounds;
    const Found found = m_found.take(page);
    if (found.isHeardElse && !found.isCaughtUp) ++m_heardElsewhere[page];
}

QCoro::Task<PageCatchUp::Through> PageCatchUp::goThrough(Page page, contract::PancakeListed listed, double since)
{
    auto reading = messagesSince(page, listed.id, since);
    const auto messages = co_await reading;
    if (!messages) co_return Through::Failed;
    ++m_figures.conversations;
    // What was said before a page was begun was never taken, and nothing is said about it.
    const double begun = m_begun.value(page.page.id);
    std::vector<IncomingMessage> lines;
    for (const QJsonObject& message : *messages) {
        contract::PancakeLines read = contract::linesOf(page.page, listed.conversation, message);
        for (IncomingMessage& line : read.lines) {
            const double from = isAboutOlder(line) ? begun : since;
            const bool isWanted = line.sentAt == 0 || line.sentAt >= from;
            if (isWanted && !m_intake.hasTaken(line)) lines.push_back(std::move(line));
        }
    }
    std::ranges::stable_sort(lines, {}, &IncomingMessage::sentAt);
    auto taking = takeAll(page.page.id, std::move(lines));
    const Through through = co_await taking;
    if (through == Through::Whole) {
        if (m_seen.size() >= kMostSeen) m_seen.clear();
        m_seen.insert(listed.id, listed.updatedAt);
    }
    co_return through;
}

/// Once: it comes again with every look.
void PageCatchUp::tellRefused(const QByteArray& bodyHash)
{
    if (m_toldRefused.contains(bodyHash)) return;
    if (m_toldRefused.size() >= kMostSeen) m_toldRefused.clear();
    m_toldRefused.insert(bodyHash);
    catchUpLog.error("a line of a page could not be stored; it is tried again with every look");
}

/// Nothing: they could not be read.
QCoro::Task<std::optional<std::vector<QJsonObject>>> PageCatchUp::messagesSince(Page page, QByteArray conversation,
                                                                                double since)
{
    std::vector<QJsonObject> messages;
    QSet<QByteArray> ids;
    for (int i = 0; i < kMostMessagePages; ++i) {
        auto asking = page.calls->list(
            contract::pancakeMessagesTarget(page.page.id, conversation, page.calls->account().token, int(ids.size())),
            contract::isPancakeMessages);
        const PageAnswer answer = co_await asking;
        if (isGoneThere(answer)) break;
        if (answer.kind != PageAnswer::Kind::Done) {
            catchUpLog.warn("a conversation of a page could not be read",
                            {{u"page"_s, QString::fromUtf8(page.page.id)}, {u"cause"_s, answer.words}});
            co_return std::nullopt;
        }
        bool isNew = false;
        bool isOlder = false;
        const std::vector<QJsonObject> listed = contract::listedMessages(answer.body);
        for (const QJsonObject& message : listed) {
            const contract::PancakeSeen seen = contract::seenIn(message, page.page.id);
            if (ids.contains(seen.id)) continue;
            ids.insert(seen.id);
            isNew = true;
            isOlder = isOlder || (seen.at > 0 && seen.at < since);
            messages.push_back(message);
        }
        if (!isNew || isOlder || qsizetype(listed.size()) < kLeastFullPage) break;
    }
    co_return messages;
}

/// Said since this engine began: of what is older, an earlier run of its own may have heard.
bool PageCatchUp::isFresh(double sentAt) const
{
    return sentAt >= m_startedAt && sentAt >= toUnixSeconds(m_clock.now()) - kFreshSeconds;
}

QCoro::Task<PageCatchUp::Through> PageCatchUp::takeAll(QByteArray page, std::vector<IncomingMessage> lines)
{
    Through through = Through::Whole;
    for (size_t i = 0; i < lines.size(); ++i) {
        const QByteArray bodyHash = lines[i].bodyHash;
        const double sentAt = lines[i].sentAt;
        auto taking = m_intake.takeOlder(std::move(lines[i]));
        const PageIntake::Taken taken = co_await taking;
        if (taken == PageIntake::Taken::NotStored) co_return Through::Failed;
        if (taken == PageIntake::Taken::Stored) {
            ++m_figures.caughtUp;
            m_found[page].isCaughtUp = true;
        }
        if (taken == PageIntake::Taken::Known && isFresh(sentAt)) m_found[page].isHeardElse = true;
        if (taken == PageIntake::Taken::Refused) {
            through = Through::Partly;
            tellRefused(bodyHash);
        }
    }
    co_return through;
}

}  // namespace tongdai::upstream
