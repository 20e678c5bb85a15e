#include "engine/domain/conversation/claim_event.h"
#include "engine/domain/log.h"
#include "engine/domain/text/mask_text.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/desk/silence_chain.h"

#include <algorithm>

/// What a window asks about the bot: why it did not answer (the reasons themselves are in silence_chain.cpp), for which
/// channels it is off, and to whom it promised a person who did not come.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log deskBotLog("desk.bot");

/// How far around the line it looks: who had the conversation then, and what came of it.
constexpr int kSilenceLines = 200;

/// What those who are asked see. Whoever is not among the people sits at a desk without signing in and sees everything.
std::vector<InSight> sightsOfAsked(const QStringList& asked, const Roster& roster)
{
    std::vector<InSight> sights;
    for (const QString& name : asked) {
        const Person* const person = roster.find(OperatorId::fromString(name));
        if (!person || !person->isDisabled) sights.push_back(person ? inSight(roster, *person) : InSight());
    }
    return sights;
}

}  // namespace

QCoro::Task<api::Answer<api::Silence>> DeskService::whyNoAnswer(ConversationId conversation, qint64 rev)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    SilenceFacts facts;
    const std::optional<Conversation> row = co_await m_ports.reader.conversation(conversation);
    if (!row || !m_gate.sight().sees(*row)) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    ThreadQuery earlier;
    earlier.conversation = conversation;
    earlier.beforeRev = rev;
    earlier.limit = kSilenceLines;
    const ThreadPage before = co_await m_ports.reader.thread(earlier);
    ThreadQuery later;
    later.conversation = conversation;
    later.afterRev = rev - 1;
    later.limit = kSilenceLines;
    ThreadPage after = co_await m_ports.reader.thread(later);
    if (after.lines.empty() || after.lines.front().rev != rev) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    facts.conversation = *row;
    facts.line = after.lines.front();
    after.lines.erase(after.lines.begin());
    facts.before = before.lines;
    facts.after = after.lines;
    facts.now = m_ports.clock.now();
    if (m_health) facts.health = m_health();
    facts.rule = m_rule;
    if (m_processOf && !row->owner.isEmpty() && row->leaseUntil > facts.now) {
        auto naming = m_processOf(instanceOf(row->owner.bytes()));
        facts.holder = co_await naming;
    }
    if (m_plans) {
        auto planning = m_plans->plans(conversation, kSilenceLines);
        facts.plans = co_await planning;
    }
    api::Silence silence = explainSilence(facts);
    if (masksNumbers()) {
        for (api::SilenceStep& step : silence.steps) {
            step.who = maskText(step.who);
            step.detail = maskText(step.detail);
        }
    }
    co_return silence;
}

void DeskService::connectBots(ChannelBots& bots)
{
    m_bots = &bots;
    bots.onChanged([this] {
        if (m_hasWindow) emit channelsOffChanged(m_bots->off());
    });
}

QCoro::Task<api::Answer<std::vector<ChannelOff>>> DeskService::setChannelBot(QString channel, ChannelBot bot)
{
    if (!m_bots) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    if (const auto refused = m_gate.refusal(Permission::ChangeSettings)) co_return *refused;
    const OperatorId by = m_gate.me();
    const QString name = m_gate.name();
    co_await m_bots->set(channel, bot, by, name);
    co_return m_bots->off();
}

QCoro::Task<api::Answer<std::vector<ChannelOff>>> DeskService::channelsOff()
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    if (!m_bots) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    co_return m_bots->off();
}

void DeskService::nobodyCame(const NobodyCameNews& news)
{
    m_nobodyCame = news;
    tellNobodyCame();
}

void DeskService::tellNobodyCame()
{
    if (hasWindow()) m_tellingWhoWaits.ask();
}

/// Whether somebody waits whom none of those asked sees: who leads the shop is asked for them.
QCoro::Task<bool> DeskService::isSeenByNobodyAsked(NobodyCameNews news)
{
    if (news.asked.isEmpty() || news.asksSupervisors) co_return false;
    const std::vector<InSight> sights = sightsOfAsked(news.asked, m_gate.roster());
    if (std::ranges::any_of(sights, &InSight::isWhole)) co_return false;
    std::vector<ConversationId> waiting;
    waiting.reserve(news.waits.size());
    for (const LongWait& wait : news.waits)
        waiting.push_back(wait.conversation);
    auto reading = m_ports.reader.conversationsById(std::move(waiting));
    const std::vector<Conversation> rows = co_await reading;
    co_return std::ranges::any_of(rows, [&](const Conversation& row) {
        return std::ranges::none_of(sights, [&](const InSight& sight) { return sight.sees(row); });
    });
}

QCoro::Task<void> DeskService::tellWhoWaits()
{
    NobodyCameNews news = m_nobodyCame;
    QSet<ConversationId> waiting;
    for (const LongWait& wait : news.waits)
        waiting.insert(wait.conversation);
    QSet<ConversationId> seen;
    bool asksForUnseen = false;
    try {
        auto looking = m_sight.seenOf(m_gate.sight(), waiting);
        seen = co_await looking;
        if (!news.waits.empty()) {
            auto asking = isSeenByNobodyAsked(news);
            asksForUnseen = co_await asking;
        }
    } catch (const StoreError& error) {
        deskBotLog.warn("who waits for a person was not told", {{u"cause"_s, error.cause()}});
        if (!m_lookAgain.isActive()) m_lookAgain.start();
        co_return;
    }
    std::erase_if(news.waits, [&](const LongWait& wait) { return !seen.contains(wait.conversation); });
    if (!hasWindow()) co_return;
    api::NobodyCame told;
    told.after = news.after;
    const auto& me = m_gate.state().me;
    if (m_gate.hears(Permission::SeeConversations)) told.waits = news.waits;
    if (me && m_gate.hears(Permission::Answer)) {
        const Role role = m_gate.state().viewsAs.value_or(me->role);
        const bool isSupervisor = role == Role::Supervisor || role == Role::Administrator;
        told.isAsked =
            (isSupervisor && (news.asksSupervisors || asksForUnseen)) || news.asked.contains(me->id.toString());
    }
    emit nobodyCameChanged(told);
}

}  // namespace tongdai
