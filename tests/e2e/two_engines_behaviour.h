#pragma once

#include "tests/support/engine_team.h"
#include "tests/support/message_stream.h"
#include "tests/support/steady_senders.h"

#include <QObject>

#include <memory>

namespace tongdai::testing {

/// Two engines on one Redis and one database server, the same on every server. A server's test
/// derives from it and says where the store is; every slot starts with an empty one.
class TwoEnginesBehaviour : public QObject {
    Q_OBJECT
protected:
    explicit TwoEnginesBehaviour(std::unique_ptr<SharedStore> store) : m_store(std::move(store)) {}
    virtual void killServer() = 0;
    SharedStore& store() { return *m_store; }

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void twoHundredAtOnceInOneConversation();
    void twoThousandOverFiveHundredConversations();
    void oneGoesOnWhenTheOtherIsKilled();
    void oneGoesOnWhenTheOtherStops();
    void oneThatDoesNotSeeRedisSharesTheWork();
    void aFailoverThatForgetsLocksLeavesOneCommit();
    void aStormOfKillsLosesNothing();
    void aForcedReleaseStopsTheOtherEnginesTurn_data();
    void aForcedReleaseStopsTheOtherEnginesTurn();
    void aRedisOfAnotherInstallationIsLeftAlone();
    void journalsOfBothKeepTheOrder();

private:
    /// Every message to one engine or the other by turns, `atOnce` in work at each.
    void spread(int messages, int conversations, int atOnce);
    std::vector<std::unique_ptr<MessageStream>> keepWriting();
    bool areAllAcknowledged() const;
    std::vector<PromiseFact> promises() const;
    void everythingIsRight();

    std::unique_ptr<SharedStore> m_store;
    std::unique_ptr<EngineTeam> m_team;
    std::vector<std::unique_ptr<SteadySenders>> m_senders;
    int m_databases = 0;
};

}  // namespace tongdai::testing
