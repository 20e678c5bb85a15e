#include "engine/work/message/admit_sender.h"

#include "engine/domain/store_error.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Lets the first `most` in and counts nobody twice.
class CountingLimit final : public ports::SenderLimit {
public:
    explicit CountingLimit(int most) : m_most(most) {}
    QCoro::Task<RateAnswer> charge(SenderId, MessageId message) override
    {
        if (m_charged.contains(message.bytes())) co_return RateAnswer{};
        if (m_charged.size() >= m_most) co_return RateAnswer{false, 1500ms};
        m_charged.insert(message.bytes());
        co_return RateAnswer{};
    }

private:
    int m_most;
    QSet<QByteArray> m_charged;
};

class RecordedMessages final : public ports::KnownMessages {
public:
    QSet<QByteArray> known;
    bool isAway = false;
    int asked = 0;
    QCoro::Task<std::optional<ports::KnownMessage>> find(MessageKey message) override
    {
        ++asked;
        if (isAway) throw StoreError(StoreError::Kind::Unreachable, u"known message"_s, u"memory"_s, u"away"_s);
        std::optional<ports::KnownMessage> found;
        if (known.contains(message.source + '/' + message.conversation.bytes() + '/' + message.id.bytes()))
            found.emplace();
        co_return found;
    }
};

}  // namespace

class AdmitSenderTest : public QObject {
    Q_OBJECT

private slots:
    void refusesWhatIsTooMuchAndSaysWhen()
    {
        QVERIFY(ask("m-1").isAllowed && ask("m-2").isAllowed);
        const RateAnswer refused = ask("m-3");
        QVERIFY(!refused.isAllowed);
        QCOMPARE(refused.retryAfter, 1500ms);
        QCOMPARE(m_admit.refusedTotal(), 1);
    }
    /// What one sender may is not enough when all together bring too much; what is stored is answered all the same.
    void allSendersTogetherAreBounded()
    {
        class Shop final : public ports::ShopLimit {
        public:
            RateAnswer charge() override { return ++m_charged > 1 ? RateAnswer{false, 700ms, true} : RateAnswer{}; }

        private:
            int m_charged = 0;
        } shop;
        CountingLimit limit(100);
        AdmitSender admit{limit, m_known, &shop};
        const auto askFor = [&admit](const QByteArray& id) {
            auto asking = admit.ask({"pancake"_ba, ConversationId("c-1"_ba), MessageId(id)}, SenderId("s-1"_ba));
            return QCoro::waitFor(std::move(asking));
        };
        QVERIFY(askFor("m-1").isAllowed);
        const RateAnswer refused = askFor("m-2");
        QVERIFY(!refused.isAllowed && refused.isForAll);
        QCOMPARE(refused.retryAfter, 700ms);
        m_known.known = {"pancake/c-1/m-1"_ba};
        QVERIFY(askFor("m-1").isAllowed);
    }
    void letsStoredMessagesComeAgain()
    {
        m_known.known = {"platform/c1/m-9"_ba, "chat/c1/m-3"_ba, "platform/c2/m-4"_ba};
        QVERIFY(ask("m-9").isAllowed);
        QVERIFY2(!ask("m-3").isAllowed, "another source's message is another message");
        QVERIFY2(!ask("m-4").isAllowed, "another conversation's message is another message");
    }
    void countsTheSameIdOfTwoConversationsTwice()
    {
        CountingLimit limit{2};
        AdmitSender admit{limit, m_known};
        const auto asked = [&admit](const QByteArray& conversation) {
            auto asking =
                admit.ask({"platform"_ba, ConversationId(conversation), MessageId("m-1"_ba)}, SenderId("u1"_ba));
            return QCoro::waitFor(std::move(asking)).isAllowed;
        };
        QVERIFY(asked("c1"_ba) && asked("c2"_ba));
        QVERIFY(!asked("c3"_ba));
        QVERIFY(asked("c1"_ba));  // a repetition
    }
    void asksTheStoreOnlyAboutWhatIsTooMuch()
    {
        m_known.asked = 0;
        QVERIFY(ask("m-1").isAllowed);
        QCOMPARE(m_known.asked, 0);
    }
    void refusesWhileTheStoreCannotBeAsked()
    {
        m_known.isAway = true;
        QVERIFY(!ask("m-9").isAllowed);
    }

private:
    RateAnswer ask(const QByteArray& id)
    {
        const MessageKey key{"platform"_ba, ConversationId("c1"_ba), MessageId(id)};
        auto asking = m_admit.ask(key, SenderId("u1"_ba));
        return QCoro::waitFor(std::move(asking));
    }

    CountingLimit m_limit{2};
    RecordedMessages m_known;
    AdmitSender m_admit{m_limit, m_known};
};

TONGDAI_TEST(AdmitSenderTest)

}  // namespace tongdai

#include "admit_sender_test.moc"
