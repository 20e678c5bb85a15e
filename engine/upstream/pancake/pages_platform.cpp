#include "engine/upstream/pancake/pages_platform.h"

#include "engine/contract/json/handled_message.h"
#include "engine/domain/log.h"
#include "engine/domain/text/bounded_marks.h"
#include "engine/work/platform/platform_breaker.h"

#include <QJsonArray>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log pagesLog("pancake.send");

/// Within the row's lease, with room for the last call.
constexpr auto kOneTry = 20s;
/// Pancake's clock and ours.
constexpr double kClockSkew = 120;
constexpr qsizetype kMostRowsKnown = 10'000;
/// Of thirty messages each: further back than this a conversation is not looked through for one text.
constexpr int kMostLooks = 5;

SendOutcome heldBackAs(const QString& why, std::optional<std::chrono::seconds> retryAfter)
{
    SendOutcome outcome;
    outcome.kind = SendOutcome::Kind::Retry;
    outcome.isHeldBack = true;
    outcome.error = why;
    outcome.retryAfter = retryAfter;
    return outcome;
}

SendOutcome tokenRefused(const QString& page, const QString& words, std::optional<std::chrono::seconds> retryAfter)
{
    return heldBackAs(u"page %1: Pancake does not accept its token (%2)"_s.arg(page, words), retryAfter);
}

/// One page's trouble says nothing about the others: only what none of them can do counts against the platform.
SendOutcome outcomeOf(const PageAnswer& answer, const QString& page)
{
    SendOutcome outcome;
    outcome.error = answer.words;
    switch (answer.kind) {
        case PageAnswer::Kind::Done: outcome.kind = SendOutcome::Kind::Sent; return outcome;
        case PageAnswer::Kind::Refused: outcome.kind = SendOutcome::Kind::Dead; return outcome;
        case PageAnswer::Kind::TokenRefused: return tokenRefused(page, answer.words, PageCalls::kTokenTriedEvery);
        case PageAnswer::Kind::HeldBack:
            if (answer.isForToken) return tokenRefused(page, answer.words, answer.retryAfter);
            return heldBackAs(answer.words, answer.retryAfter);
        case PageAnswer::Kind::TooOften:
            return heldBackAs(u"page %1: Pancake asks to wait"_s.arg(page), answer.retryAfter);
        case PageAnswer::Kind::NotAsked: outcome.kind = SendOutcome::Kind::Retry; return outcome;
        case PageAnswer::Kind::MayBeDone: outcome.kind = SendOutcome::Kind::Ambiguous; return outcome;
    }
    Q_UNREACHABLE();
}

std::vector<Action> actionsOf(const OutboxItem& item)
{
    return extractActions(item.body["actions"_L1], QString()).actions;
}

QStringList textsOf(const OutboxItem& item, const QString& platform)
{
    QStringList texts;
    for (const QString& said : saidBy(actionsOf(item)))
        texts << inPieces(said, mostLetters(platform));
    return texts;
}

TimePoint madeAt(const OutboxItem& item)
{
    return std::min(item.createdAt, firstMade(item.body).value_or(item.createdAt));
}

/// A person has it sent again: what was known of its tries may be of another run, or of another engine.
bool isRevived(const OutboxItem& item)
{
    return madeAt(item) + 1s < item.createdAt;
}

QString comparable(const QString& text)
{
    return boundedlyNormalized(text, QString::NormalizationForm_C).simplified();
}

}  // namespace

PagesPlatform::PagesPlatform(std::unique_ptr<ports::PlatformClient> other, Pages pages,
                             std::shared_ptr<PageReads> reads, ports::Clock& clock)
    : m_other(std::move(other)), m_pages(std::move(pages)), m_reads(std::move(reads)), m_clock(clock)
{
}

QString PagesPlatform::describe() const
{
    QStringList parts;
    if (const QString other = m_other->describe(); !other.isEmpty()) parts << other;
    for (const auto& calls : m_pages) {
        const QString& name = calls->account().name;
        parts << u"Pancake: "_s + (name.isEmpty() ? QString::fromUtf8(calls->account().page) : name);
    }
    return parts.join(u", "_s);
}

QString PagesPlatform::pause() const
{
    for (const auto& calls : m_pages) {
        if (!calls->tokenTrouble().isEmpty()) return PlatformBreaker::kTokenRefused;
    }
    const QString pause = m_breakers->pause(m_clock.elapsed());
    return pause.isEmpty() ? m_other->pause() : pause;
}

QString PagesPlatform::wholePause() const
{
    const QString pause = m_breakers->wholePause();
    return pause.isEmpty() ? m_other->wholePause() : pause;
}

QCoro::Task<bool> PagesPlatform::isHealthy()
{
    const auto other = m_other;
    if (!other->isConfigured()) co_return true;
    auto asking = other->isHealthy();
    const bool isHealthy = co_await asking;
    co_return isHealthy;
}

QCoro::Task<SendOutcome> PagesPlatform::send(OutboxItem item)
{
    const auto to = pageAddress(item.body);
    if (!to) {
        const auto other = m_other;
        // The pages have a platform, this row has none, and that says nothing against anybody.
        if (!other->isConfigured()) co_return heldBackAs(u"no platform is set up"_s, 60s);
        auto sending = sendBehind(other, {nullptr, m_memory, m_breakers, m_reads}, m_clock, std::move(item));
        SendOutcome sent = co_await sending;
        co_return sent;
    }
    const auto known =
        std::ranges::find_if(m_pages, [&](const auto& calls) { return calls->account().page == to->page; });
    if (known == m_pages.end()) {
        const QString page = QString::fromUtf8(to->page.left(64));
        co_return heldBackAs(u"page %1 is not set up any more"_s.arg(page), 60s);
    }
    if (auto held = m_breakers->holdPage(to->page, m_clock.elapsed())) co_return std::move(*held);
    auto sending = sendTo({*known, m_memory, m_breakers, m_reads}, m_clock, std::move(item), *to);
    SendOutcome sent = co_await sending;
    sent.isOfPlatform = false;
    co_return sent;
}

QCoro::Task<SendOutcome> PagesPlatform::sendBehind(std::shared_ptr<ports::PlatformClient> other, Asking asking,
                                                   ports::Clock& clock, OutboxItem item)
{
    if (auto held = asking.breakers->holdBehind(clock.elapsed())) co_return std::move(*held);
    auto sending = other->send(std::move(item));
    SendOutcome sent = co_await sending;
    asking.breakers->noteBehind(sent, clock.elapsed());
    sent.isOfPlatform = false;
    co_return sent;
}

/// From here on nothing of the platform itself is used: it may be gone while Pancake is asked.
QCoro::Task<SendOutcome> PagesPlatform::sendTo(Asking asking, ports::Clock& clock, OutboxItem item, PageAddress to)
{
    const auto calls = asking.calls;
    const auto memory = asking.memory;
    const auto until = clock.elapsed() + kOneTry;
    const QString page = QString::fromUtf8(calls->account().page);
    const QStringList texts = textsOf(item, calls->account().platform);
    if (memory->rows.size() > kMostRowsKnown) memory->rows.clear();  // they are looked for, as after a start
    if (memory->sent.size() > kMostRowsKnown) memory->sent.clear();
    const bool isBegunHere = memory->rows.contains(item.id);
    Progress before = memory->rows.value(item.id);
    if (isRevived(item) || (!isBegunHere && item.attempts > 1)) before.isUnsure = true;
    memory->rows.insert(item.id, before);
    if (before.isUnsure && !texts.isEmpty()) {
        auto looking = lookFor(asking, clock, until, item, texts);
        std::optional<SendOutcome> problem = co_await looking;
        if (problem) {
            problem->isPartly = !before.ids.isEmpty();
            co_return std::move(*problem);
        }
    }
    const QByteArray target =
        contract::pancakeMessagesTarget(to.page, item.conversation.bytes(), calls->account().token);
    // Kept here as well: while Pancake is asked, other rows may make room in the memory.
    Progress progress = memory->rows.value(item.id);
    while (progress.ids.size() < texts.size()) {
        if (clock.elapsed() > until) {
            SendOutcome rest = heldBackAs(u"the rest follows"_s, 1s);
            rest.isPartly = !progress.ids.isEmpty();
            co_return rest;
        }
        const QJsonObject body = contract::pancakeReply(to, texts[progress.ids.size()]);
        auto posting = calls->post(target, body);
        const PageAnswer answer = co_await posting;
        asking.breakers->notePage(to.page, answer, clock.elapsed());
        if (answer.kind == PageAnswer::Kind::Done) progress.ids << contract::sentMessageId(answer.body);
        progress.isUnsure = answer.kind == PageAnswer::Kind::MayBeDone;
        memory->rows.insert(item.id, progress);
        if (answer.kind != PageAnswer::Kind::Done) {
            SendOutcome problem = outcomeOf(answer, page);
            problem.isPartly = !progress.ids.isEmpty();
            co_return problem;
        }
    }
    if (contract::isByAPerson(item.body)) asking.reads->note(calls, item.conversation.bytes());
    SendOutcome sent;
    memory->rows.remove(item.id);
    QByteArrayList ids = progress.ids;
    ids.removeAll(QByteArray());
    for (const QByteArray& id : ids)
        memory->sent.insert(id);
    sent.answer = contract::sentToPage(int(actionsOf(item).size()), ids);
    co_return sent;
}

/// Which of the texts stand in the conversation, in their order; nothing: it is known now.
QCoro::Task<std::optional<SendOutcome>> PagesPlatform::lookFor(Asking asking, ports::Clock& clock,
                                                               std::chrono::nanoseconds until, OutboxItem item,
                                                               QStringList texts)
{
    const auto calls = asking.calls;
    const auto memory = asking.memory;
    const QByteArray page = calls->account().page;
    const double since = toUnixSeconds(madeAt(item)) - kClockSkew;
    std::vector<contract::PancakeSeen> shops;
    QSet<QByteArray> known;
    for (int i = 0; i < kMostLooks; ++i) {
        if (clock.elapsed() > until)
            co_return heldBackAs(u"not known whether it had arrived: %1"_s.arg(u"called too often"_s), 1s);
        auto listing = calls->list(
            contract::pancakeMessagesTarget(page, item.conversation.bytes(), calls->account().token, int(known.size())),
            contract::isPancakeMessages);
        const PageAnswer answer = co_await listing;
        asking.breakers->notePage(page, answer, clock.elapsed());
        if (answer.kind != PageAnswer::Kind::Done) {
            SendOutcome problem = outcomeOf(answer, QString::fromUtf8(page));
            // Nothing was sent: what may be done is only the question.
            problem.kind = SendOutcome::Kind::Retry;
            problem.error = u"not known whether it had arrived: %1"_s.arg(problem.error);
            co_return problem;
        }
        bool goesOn = false;
        for (const QJsonObject& message : contract::listedMessages(answer.body)) {
            contract::PancakeSeen seen = contract::seenIn(message, page);
            if (known.contains(seen.id)) continue;
            known.insert(seen.id);
            const bool isOlder = seen.at > 0 && seen.at < since;
            goesOn = !isOlder;
            if (seen.isShops && !isOlder) shops.push_back(std::move(seen));
        }
        if (!goesOn) break;
    }
    std::ranges::stable_sort(shops, {}, &contract::PancakeSeen::at);
    Progress& progress = memory->rows[item.id];
    std::erase_if(shops,
                  [&](const auto& seen) { return progress.ids.contains(seen.id) || memory->sent.contains(seen.id); });
    for (const contract::PancakeSeen& seen : shops) {
        const qsizetype next = progress.ids.size();
        if (next < texts.size() && comparable(seen.text) == comparable(texts[next])) progress.ids << seen.id;
    }
    progress.isUnsure = false;
    pagesLog.info("looked for what may have arrived",
                  {{u"row"_s, item.id}, {u"found"_s, progress.ids.size()}, {u"of"_s, texts.size()}});
    co_return std::nullopt;
}

}  // namespace tongdai::upstream
