#include "engine/work/tasks/task_bodies.h"

#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// What body a dead letter may be tried again with.
class TaskBodiesTest : public QObject {
    Q_OBJECT

    static QJsonObject element(const QString& session)
    {
        return {{u"id"_s, u"t-1"_s},
                {u"type"_s, u"save_message"_s},
                {u"chat_session_id"_s, session},
                {u"payload"_s, QJsonObject{{u"sender_type"_s, u"customer"_s}, {u"content"_s, u"còn hàng không?"_s}}}};
    }
    static BackgroundTask task(const QJsonObject& body)
    {
        BackgroundTask made;
        made.kind = u"save_message"_s;
        made.conversation = ConversationId("before"_ba);
        made.payload = body;
        return made;
    }

private slots:
    void aMendedBodyIsTaken()
    {
        QJsonObject bad = element(u"42"_s);
        bad[u"payload"_s] = QJsonObject{{u"sender_type"_s, u"robot"_s}, {u"content"_s, u"a"_s}};
        BackgroundTask letter = task(bad);
        QCOMPARE(giveBody(letter, element(u"42"_s)), QString());
        QCOMPARE(letter.payload, element(u"42"_s));
        QVERIFY(letter.conversation != ConversationId("before"_ba));
    }
    void whatItsKindCannotCarryOutIsRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("why");
        QTest::newRow("another kind") << u"type"_s << QJsonValue(u"update_session_status"_s) << u"type must stay"_s;
        QTest::newRow("no session") << u"chat_session_id"_s << QJsonValue() << u"names no session"_s;
        QTest::newRow("another session") << u"chat_session_id"_s << QJsonValue(u"77"_s) << u"must stay"_s;
        QTest::newRow("empty") << u"payload"_s << QJsonValue(QJsonObject{{u"sender_type"_s, u"bot"_s}})
                               << u"content is empty"_s;
    }
    void whatItsKindCannotCarryOutIsRefused()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(QString, why);
        BackgroundTask letter = task(element(u"42"_s));
        QJsonObject body = element(u"42"_s);
        body[key] = value;
        const QString problem = giveBody(letter, body);
        QVERIFY2(problem.contains(why), qPrintable(problem));
        QCOMPARE(letter.payload, element(u"42"_s));
    }
    void oneThatNamedNoSessionMayGetOne()
    {
        QJsonObject none = element({});
        none.remove(u"chat_session_id"_s);
        BackgroundTask letter = task(none);
        QCOMPARE(giveBody(letter, element(u"42"_s)), QString());
    }
    /// What was sent to the shop's system is known by it.
    void anOrdersStaysAsItIs()
    {
        BackgroundTask letter = task(element(u"42"_s));
        letter.kind = QString::fromLatin1(task_kind::kShopOrder);
        QVERIFY(!giveBody(letter, {{u"by"_s, u"somebody"_s}}).isEmpty());
        QCOMPARE(letter.payload, element(u"42"_s));
    }
};

TONGDAI_TEST(TaskBodiesTest)

}  // namespace tongdai

#include "task_bodies_test.moc"
