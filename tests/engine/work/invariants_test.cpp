#include "tests/support/invariants.h"
#include "engine/domain/conversation/conversation.h"
#include "engine/domain/conversation/outbox.h"
#include "engine/domain/conversation/turn.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace testing;

/// The checker itself: what it must report, and what it must not.
class InvariantsTest : public QObject {
    Q_OBJECT

    /// One message of `conversation`, answered by one turn of the bot that said something.
    static StoreFacts answered(const QByteArray& conversation, bool isChat)
    {
        StoreFacts facts;
        facts.conversations.push_back({conversation, 1, 1, false, 1, -1, isChat});
        facts.inbox.push_back({"src"_ba, "m-1"_ba, conversation, 1, int(MessageState::Answered), false});
        facts.turns.push_back({conversation, 1, 0, 1, int(TurnOutcome::Answered), true});
        return facts;
    }
    static WorldFacts sent(StoreFacts store, const QByteArray& conversation)
    {
        store.outbox.push_back({"key"_ba, conversation, 2, int(OutboxState::Sent), true});
        WorldFacts world;
        world.store = std::move(store);
        world.sights.push_back({"key"_ba, conversation});
        return world;
    }
    static WorldFacts unsent(StoreFacts store)
    {
        WorldFacts world;
        world.store = std::move(store);
        return world;
    }

private slots:
    void anAnswerThatWentOutIsSound()
    {
        QCOMPARE(brokenInvariants(sent(answered("c-1"_ba, false), "c-1"_ba)), QStringList());
    }

    void aPlatformConversationWithoutItsEffectIsReported()
    {
        const QStringList broken = brokenInvariants(unsent(answered("c-1"_ba, false)));
        QCOMPARE(broken, QStringList{u"I2: conversation c-1: 0 rows to send for 1 turns"_s});
    }

    void theBuiltInChatSendsNothingToThePlatform()
    {
        QCOMPARE(brokenInvariants(unsent(answered("chat-1"_ba, true))), QStringList());
    }

    void whatTheChatSendsToThePlatformIsReported()
    {
        const QStringList broken = brokenInvariants(sent(answered("chat-1"_ba, true), "chat-1"_ba));
        QCOMPARE(broken, QStringList{u"I2: conversation chat-1: 1 rows to send for 0 turns"_s});
    }

    void aChatBesideItExcusesNoPlatformConversation()
    {
        WorldFacts world = unsent(answered("c-1"_ba, false));
        StoreFacts chat = answered("chat-1"_ba, true);
        chat.inbox.front().messageId = "m-2"_ba;
        world.store.conversations.push_back(chat.conversations.front());
        world.store.inbox.push_back(chat.inbox.front());
        world.store.turns.push_back(chat.turns.front());
        QCOMPARE(brokenInvariants(world).size(), 1);
    }

    void aChatMessageIsStillDecidedOnce()
    {
        StoreFacts facts = answered("chat-1"_ba, true);
        facts.turns.clear();
        QVERIFY(brokenInvariants(unsent(facts)).join(u'\n').contains(u"message m-1"_s));
    }
};

TONGDAI_TEST(InvariantsTest)

}  // namespace tongdai

#include "invariants_test.moc"
