#include "engine/contract/json/chat_json.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class ChatJsonTest : public QObject {
    Q_OBJECT

    static Participant participant(const QString& user)
    {
        Participant participant;
        participant.id = QUuid::createUuid();
        participant.user.id = SenderId::fromString(user);
        return participant;
    }

private slots:
    /// Stores give them in no order that means anything.
    void listsReceiptsAsTheParticipantsAreListed()
    {
        ChatThread thread;
        thread.participants = {participant(u"an"_s), participant(u"ba"_s), participant(u"ca"_s)};
        const Participant gone = participant(u"da"_s);
        ChatLine line;
        for (const QUuid& id :
             {gone.id, thread.participants[2].id, thread.participants[0].id, thread.participants[1].id})
            line.receipts.push_back({id, 1, {}, {}, {}});
        QStringList users;
        for (const QJsonValue& receipt : contract::chatMessage(line, thread)["receipts"_L1].toArray())
            users.append(receipt["participant"_L1]["userId"_L1].toString(u"(left)"_s));
        QCOMPARE(users, (QStringList{u"an"_s, u"ba"_s, u"ca"_s, u"(left)"_s}));
    }
    void skipsABrokenEnvelope()
    {
        QVERIFY(!contract::readOfflineEnvelope("nonsense"));
        QVERIFY(!contract::readOfflineEnvelope("{}"));
        QVERIFY(!contract::readOfflineEnvelope(R"({"event":"chat:message"})"));
        const QByteArray whole = contract::offlineEnvelope(u"chat:message"_s, {{u"a"_s, 1}}, u"m1"_s, QUuid());
        QCOMPARE(contract::readOfflineEnvelope(whole)->messageId, u"m1"_s);
    }
};

TONGDAI_TEST(ChatJsonTest)

}  // namespace tongdai::testing

#include "chat_json_test.moc"
