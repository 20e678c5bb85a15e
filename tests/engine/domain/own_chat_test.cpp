#include "engine/domain/conversation/chat.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

class OwnChatTest : public QObject {
    Q_OBJECT

private slots:
    void isTheWebsChannelUnderOneName();
    void isNoOutsidePlatformThatCallsItselfSo();
    void isWhereAThreadWithoutLinesLives();
};

void OwnChatTest::isTheWebsChannelUnderOneName()
{
    QVERIFY(livesInOwnChat(ownChatMetadata()));
    QCOMPARE(channelOf(ownChatMetadata({{u"tempId"_s, u"t"_s}}), u"api"_s), u"web"_s);
    // What earlier versions wrote, and what waits in a journal of theirs.
    const QJsonObject former{{u"platform"_s, u"chat"_s}};
    QVERIFY(livesInOwnChat(former));
    QCOMPARE(channelOf(former, u"api"_s), u"web"_s);
}

void OwnChatTest::isNoOutsidePlatformThatCallsItselfSo()
{
    const QJsonObject outside{{u"platform"_s, u"web"_s}, {u"user_agent"_s, u"x"_s}};
    QVERIFY(!livesInOwnChat(outside));
    QCOMPARE(channelOf(outside, u"api"_s), u"web"_s);
    QCOMPARE(channelOf({}, u"api"_s), u"api"_s);
    QVERIFY(!livesInOwnChat(QJsonObject{{u"platform"_s, u"zalo"_s}, {u"chat"_s, QJsonObject()}}));
}

void OwnChatTest::isWhereAThreadWithoutLinesLives()
{
    Conversation conversation;
    conversation.channel = u"web"_s;
    QVERIFY(livesInOwnChat(conversation));
    conversation.metadata = {{u"platform"_s, u"web"_s}};
    QVERIFY(!livesInOwnChat(conversation));
    conversation.channel = u"facebook"_s;
    conversation.metadata = {};
    QVERIFY(!livesInOwnChat(conversation));
}

TONGDAI_TEST(OwnChatTest)

}  // namespace tongdai

#include "own_chat_test.moc"
