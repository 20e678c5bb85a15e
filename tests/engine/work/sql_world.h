#pragma once

#include "engine/history/conversations/sql_long_waits.h"
#include "engine/history/conversations/sql_proposals.h"
#include "engine/history/conversations/sql_takeovers.h"
#include "engine/history/sql_history.h"
#include "engine/work/message/pipeline.h"
#include "engine/work/platform/channel_bots.h"
#include "tests/engine/work/fakes/fake_outside.h"
#include "tests/support/sqlite_facts.h"

#include <QTemporaryDir>

namespace tongdai::testing {

/// Passes calls on to a real store, counts those under way, and loses answers when told.
class WatchedStore final : public ports::ConversationStore,
                           public ports::OutboxStore,
                           public ports::TimedTakeovers,
                           public ports::ChannelBotStore,
                           public ports::ProposalStore,
                           public ports::LongWaits {
public:
    WatchedStore(SqlHistory& history, SeededRandom& random) : m_history(history), m_random(random) {}
    int underWay = 0;
    int contextsRead = 0;
    double lostAfter = 0;                               ///< chance that a committed call ends in an error
    std::function<void(ports::LongWaitPage&)> onWaits;  ///< what was read of them, before the pipeline has it

    QCoro::Task<AcceptOutcome> accept(IncomingMessage message, OwnerId claimFor) override
    {
        return watched(m_history.accept(std::move(message), std::move(claimFor)));
    }
    QCoro::Task<ClaimOutcome> claim(ConversationId conversation, OwnerId owner) override
    {
        return watched(m_history.claim(std::move(conversation), std::move(owner)));
    }
    QCoro::Task<std::vector<ConversationId>> renew(std::vector<Claim> claims) override
    {
        return watched(m_history.renew(std::move(claims)));
    }
    QCoro::Task<FinishOutcome> finish(FinishRequest request) override
    {
        return watched(m_history.finish(std::move(request)));
    }
    QCoro::Task<Unsent> recordUnsent(Claim claim, Turn turn) override
    {
        return watched(m_history.recordUnsent(std::move(claim), std::move(turn)));
    }
    QCoro::Task<void> giveBack(Claim claim) override
    {
        ++underWay;
        co_await m_history.giveBack(std::move(claim));
        --underWay;
    }
    QCoro::Task<AnswerContext> context(Claim claim, int maxLines) override
    {
        ++contextsRead;
        return watched(m_history.context(std::move(claim), maxLines));
    }
    QCoro::Task<std::vector<ConversationId>> due(int limit) override { return watched(m_history.due(limit)); }
    QCoro::Task<OperatorActOutcome> takeOver(ConversationId conversation, OperatorId by, QString name) override
    {
        return watched(m_history.takeOver(std::move(conversation), std::move(by), std::move(name)));
    }
    QCoro::Task<OperatorActOutcome> handBack(ConversationId conversation, OperatorId by, QString name, OwnerId claimFor,
                                             QString words) override
    {
        return watched(m_history.handBack(std::move(conversation), std::move(by), std::move(name), std::move(claimFor),
                                          std::move(words)));
    }
    QCoro::Task<OperatorActOutcome> assign(ConversationId conversation, OperatorId to, QString name) override
    {
        return watched(m_history.assign(std::move(conversation), std::move(to), std::move(name)));
    }
    QCoro::Task<OperatorActOutcome> send(OperatorMessage message) override
    {
        return watched(m_history.send(std::move(message)));
    }
    QCoro::Task<OperatorActOutcome> setStatus(ConversationId conversation, ConversationStatus status, OperatorId by,
                                              QString name) override
    {
        return watched(m_history.setStatus(std::move(conversation), status, std::move(by), std::move(name)));
    }
    QCoro::Task<Released> forceRelease(ConversationId conversation, QString why) override
    {
        return watched(m_history.forceRelease(std::move(conversation), std::move(why)));
    }
    QCoro::Task<std::vector<ConversationId>> cleanUp(std::chrono::hours age) override
    {
        return watched(m_history.cleanUp(age));
    }
    QCoro::Task<Repairs> repair(std::chrono::minutes alarmAfter) override
    {
        return watched(m_history.repair(alarmAfter));
    }
    QCoro::Task<bool> dateSample(ConversationId conversation, std::vector<LineTime> times,
                                 std::optional<TimePoint> waitingSince) override
    {
        return watched(m_history.dateSample(std::move(conversation), std::move(times), waitingSince));
    }
    QCoro::Task<SampleRemoval> removeSample() override { return watched(m_history.removeSample()); }

    QCoro::Task<std::vector<OutboxItem>> claimOutbox(OwnerId owner, int limit,
                                                     std::vector<qint64> inHands = {}) override
    {
        return watched(m_history.claimOutbox(std::move(owner), limit, std::move(inHands)));
    }
    QCoro::Task<Settled> settleOutbox(OutboxItem item, OwnerId owner, SendOutcome outcome,
                                      std::chrono::milliseconds nextIn) override
    {
        return watched(m_history.settleOutbox(std::move(item), std::move(owner), std::move(outcome), nextIn));
    }
    QCoro::Task<Settled> resolveOutbox(qint64 id, OutboxDecision decision, OperatorId by,
                                       std::optional<ConversationId> of = {}) override
    {
        return watched(m_history.resolveOutbox(id, decision, std::move(by), std::move(of)));
    }
    QCoro::Task<RewordOutcome> rewordOutbox(Rewording rewording) override
    {
        return watched(m_history.rewordOutbox(std::move(rewording)));
    }

    QCoro::Task<OperatorActOutcome> takeOverUntil(ConversationId conversation, OperatorId by, QString name,
                                                  std::optional<TimePoint> until) override
    {
        return watched(m_takeovers.takeOverUntil(std::move(conversation), std::move(by), std::move(name), until));
    }
    QCoro::Task<std::vector<ConversationId>> returnsDue(int limit) override
    {
        return watched(m_takeovers.returnsDue(limit));
    }
    QCoro::Task<OperatorActOutcome> returnIfDue(ConversationId conversation, OwnerId claimFor) override
    {
        return watched(m_takeovers.returnIfDue(std::move(conversation), std::move(claimFor)));
    }

    QCoro::Task<std::vector<ChannelOff>> channelsOff() override { return watched(m_takeovers.channelsOff()); }
    QCoro::Task<bool> setChannelBot(QString channel, ChannelBot bot, OperatorId by, QString name) override
    {
        return watched(m_takeovers.setChannelBot(std::move(channel), bot, std::move(by), std::move(name)));
    }
    QCoro::Task<std::vector<ConversationId>> leftToPersons(QString channel, int limit) override
    {
        return watched(m_takeovers.leftToPersons(std::move(channel), limit));
    }

    QCoro::Task<OperatorActOutcome> setDrafting(ConversationId conversation, bool isOn, OperatorId by,
                                                QString name) override
    {
        return watched(m_proposals.setDrafting(std::move(conversation), isOn, std::move(by), std::move(name)));
    }
    QCoro::Task<std::vector<ConversationId>> proposalsWanted(std::chrono::seconds leftAlone, int limit) override
    {
        return watched(m_proposals.proposalsWanted(leftAlone, limit));
    }
    QCoro::Task<std::optional<Wanted>> proposalContext(ConversationId conversation, int maxLines) override
    {
        return watched(m_proposals.proposalContext(std::move(conversation), maxLines));
    }
    QCoro::Task<Unsent> recordProposal(ConversationId conversation, Turn turn) override
    {
        return watched(m_proposals.recordProposal(std::move(conversation), std::move(turn)));
    }

    QCoro::Task<ports::LongWaitPage> longWaits(std::chrono::minutes atLeast, std::optional<LongWait> after,
                                               int limit) override
    {
        auto reading = watched(m_waits.longWaits(atLeast, std::move(after), limit));
        ports::LongWaitPage page = co_await reading;
        if (onWaits) onWaits(page);
        co_return page;
    }
    QCoro::Task<OperatorActOutcome> nobodyCame(NobodyCame step) override
    {
        return watched(m_waits.nobodyCame(std::move(step)));
    }

private:
    template <class T>
    QCoro::Task<T> watched(QCoro::Task<T> call)
    {
        ++underWay;
        std::optional<T> result;
        std::exception_ptr trouble;
        try {
            result.emplace(co_await call);
        } catch (...) {
            trouble = std::current_exception();
        }
        --underWay;
        if (trouble) std::rethrow_exception(trouble);
        if (m_random.chance(lostAfter)) {
            throw StoreError(StoreError::Kind::Unreachable, QStringLiteral("call"), QStringLiteral("sqlite"),
                             QStringLiteral("injected after commit"));
        }
        co_return std::move(*result);
    }

    SqlHistory& m_history;
    SqlTakeovers m_takeovers{m_history};
    SqlProposals m_proposals{m_history};
    SqlLongWaits m_waits{m_history};
    SeededRandom& m_random;
};

/// Engines on one real SQLite history, everything else as in World. Virtual time stands still while the store works, so
/// that AI calls of seconds take none. Leases and back-offs go by the store's own clock, which is the machine's.
class SqlWorld {
public:
    explicit SqlWorld(int engines = 1, PipelineOptions options = {});
    ~SqlWorld();

    void runFor(std::chrono::nanoseconds duration);
    bool runUntil(const std::function<bool()>& done, std::chrono::nanoseconds atMost);
    WorldFacts facts(bool faultsStopped = true) const;
    QString file() const { return m_dir.filePath(QStringLiteral("history.sqlite")); }

    struct Door {
        Door(SqlWorld& world, const PipelineOptions& options);
        SqlHistory history;
        WatchedStore store;
        FakeLive live;
        FakeAi ai;
        ChannelBots bots;
        ChannelBotAi gatedAi;
        FakePlatform platform;
        RecordedEvents events;
        std::unique_ptr<Pipeline> pipeline;
    };
    std::shared_ptr<std::optional<HandleResult>> post(const QByteArray& conversation, const QByteArray& id,
                                                      const QString& text = QStringLiteral("xin chào"), int door = 0);
    /// The same from a sender of another kind; promises nothing to the checker, because not all of it is an inbox row.
    std::shared_ptr<std::optional<HandleResult>> postAs(const QString& senderType, const QByteArray& id,
                                                        const QString& text,
                                                        const QByteArray& sender = QByteArrayLiteral("u1"));

    VirtualTime time;
    SeededRandom random{7};
    LifePtr life = std::make_shared<Life>();
    VirtualClock clock{time, life};
    MemoryRedis redis;
    MemoryPlatform memoryPlatform;
    std::vector<PromiseFact> promises;
    std::vector<std::unique_ptr<Door>> doors;

private:
    static IncomingMessage messageOf(const QByteArray& conversation, const QByteArray& id, const QString& text);
    QCoro::Task<void> keep(int door, IncomingMessage message, std::shared_ptr<std::optional<HandleResult>> result,
                           bool isPromise = true);
    bool isStoreAtWork() const;
    void letStoreWork();

    QTemporaryDir m_dir;
};

}  // namespace tongdai::testing
