#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// F65
void HistoryBehaviour::sqlInEveryFieldStaysText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("ends the text") << u"'; drop table messages; --"_s;
    QTest::newRow("ends it by a backslash") << u"\\'; delete from conversations; #"_s;
    QTest::newRow("always true") << u"x' or '1'='1"_s;
    QTest::newRow("one more select") << u"x') union select audit_key, 1, 1 from installation --"_s;
    QTest::newRow("patterns") << u"%_[a-z]*?\\%"_s;
    QTest::newRow("a comment") << u"/*! sleep(9) */ /**/ -- \n#"_s;
    QTest::newRow("dollar quotes") << u"$$; select pg_sleep(9); $1 ?1 :a @b"_s;
    QTest::newRow("words of the search") << u"\"a\" NEAR(b, 2) AND NOT col:* ^c -d +e (f | g) & !h"_s;
    QTest::newRow("wide quotes") << u"\u02bc \uff07 \u2019; drop table messages"_s;
}

void HistoryBehaviour::sqlInEveryFieldStaysText()
{
    QFETCH(QString, text);
    const auto others = [this] { return thread(u"other"_s).size(); };
    accept(message(u"other"_s, u"m0"_s, u"Chuyện khác hẳn"_s));
    IncomingMessage incoming = message(text, u"id "_s + text, u"còn "_s + text);
    incoming.sender = SenderId::fromString(u"by "_s + text);
    incoming.metadata = {{text, text}, {u"customer_name"_s, text}, {u"platform"_s, text.left(20)}};
    incoming.bodyHash = hashBody(incoming);
    accept(incoming);
    const auto lines = thread(text);
    QCOMPARE(lines.size(), 1u);
    QCOMPARE(lines[0].messageId, incoming.messageId);
    QCOMPARE(lines[0].sender, incoming.sender);
    QCOMPARE(lines[0].body, incoming.content);
    QCOMPARE(lines[0].metadata, incoming.metadata);
    QVERIFY(std::holds_alternative<Duplicate>(tryAccept(incoming)));
    textsFound(text);  // finds what it finds, and fails at nothing
    QCOMPARE(textsFound(u"còn "_s + text), QStringList{incoming.content});
    openThread(u"thread "_s + text, {chatUser(u"user "_s + text)});
    ThreadListQuery threads;
    threads.user = SenderId::fromString(u"user "_s + text);
    QCOMPARE(await(store().threadList(threads)).total, 1);
    threads.search = text;
    QVERIFY(await(store().threadList(threads)).total <= 1);
    SqlPrivacy privacy(store());
    QVERIFY(await(privacy.planErasure(incoming.sender)).holds.empty());
    QCOMPARE(others(), 1u);
    QCOMPARE(raw().query(u"select count(*) from conversations"_s)[0][0].toInteger(), 3);
}

}  // namespace tongdai::testing
