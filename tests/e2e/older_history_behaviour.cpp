#include "tests/e2e/older_history_behaviour.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

void OlderHistoryBehaviour::say(const QString& messageId)
{
    const ClientReply reply = client().post("/api/v1/enhanced-handle-message",
                                            JsonClient::message(u"khách-1"_s, messageId, u"Áo này còn không ạ?"_s));
    QCOMPARE(reply.status, 200);
}

void OlderHistoryBehaviour::beginShop()
{
    QVERIFY2(start(), qPrintable(engine().problem()));
    say(u"m1"_s);
    QCOMPARE(admin().post("/api/v1/admin/conversations/khách-1/cancel"_ba, {}).status, 200);
}

/// What health says of the history to who may know; empty: nothing is wrong.
QString OlderHistoryBehaviour::told()
{
    return admin().get("/health").json["history"_L1].toString();
}

void OlderHistoryBehaviour::forgetTheNewest()
{
    change(u"update counters set value = value - 2 where name = 'events'"_s);
    change(u"delete from events where id > (select value from counters where name = 'events')"_s);
}

void OlderHistoryBehaviour::isFoundAtTheStart_data()
{
    QTest::addColumn<QStringList>("changes");
    QTest::addColumn<QString>("told");
    QTest::newRow("the newest audit entry is cut off")
        << QStringList{u"update counters set value = value - 1 where name = 'audit'"_s,
                       u"delete from audit where n > (select value from counters where name = 'audit')"_s}
        << u"older_copy"_s;
    QTest::newRow("a copy from before the newest writes")
        << QStringList{u"update counters set value = value - 2 where name = 'events'"_s,
                       u"delete from events where id > (select value from counters where name = 'events')"_s}
        << u"older_copy"_s;
    QTest::newRow("another hash in the chain")
        << QStringList{u"update audit set hash = (select value from store_keys where name = 'pseudonyms')"_s}
        << u"altered"_s;
    QTest::newRow("another history in its place")
        << QStringList{u"update installation set value = 'another' where name = 'id'"_s} << u"replaced"_s;
}

void OlderHistoryBehaviour::isFoundAtTheStart()
{
    QFETCH(QStringList, changes);
    QFETCH(QString, told);
    beginShop();
    QCOMPARE(this->told(), QString());
    QCOMPARE(engine().stop(), 0);
    for (const QString& sql : changes)
        change(sql);

    QVERIFY2(start(), qPrintable(engine().problem()));
    QTRY_COMPARE(this->told(), told);
    QCOMPARE(admin().get("/api/v1/admin/health").json["history"_L1].toString(), told);
    const QJsonObject verdict = admin().get("/api/v1/admin/audit/verify").json;
    QVERIFY(!verdict["intact"_L1].toBool(true) && verdict["history"_L1].toString() == told);
    QVERIFY(admin().get("/metrics").body.contains("tongdai_audit_trouble 1\n"));
    QVERIFY(engine().errorOutput().contains("the history is not the one it was"));
    QVERIFY(!client().get("/health").json.contains("cause"_L1));
    say(u"m2"_s);  // customers are answered all the same

    QCOMPARE(client().post("/api/v1/admin/audit/accept", {}).status, 401);
    const QJsonObject accepted = admin().post("/api/v1/admin/audit/accept", {}).json;
    QVERIFY(accepted["accepted"_L1].toBool() && accepted["history_was"_L1].toString() == told);
    QCOMPARE(this->told(), QString());
    QCOMPARE(engine().stop(), 0);
    QVERIFY2(start(), qPrintable(engine().problem()));
    QTRY_VERIFY(admin().get("/api/v1/admin/audit?limit=2").body.contains("engine_started"));
    QCOMPARE(this->told(), QString());
    const QByteArray log = admin().get("/api/v1/admin/audit").body;
    for (const char* action : {"history_accepted", "engine_stopped", "forced_release", "tokens_made"})
        QVERIFY2(log.contains(action), action);
    QCOMPARE(engine().stop(), 0);
}

/// Nothing is cried at a crash.
void OlderHistoryBehaviour::isTheSameAfterAKill()
{
    beginShop();
    for (int i = 0; i < 3; ++i) {
        say(u"more-%1"_s.arg(i));
        engine().crash();
        QVERIFY2(start(), qPrintable(engine().problem()));
        QTRY_COMPARE(admin().get("/api/v1/admin/audit/verify").json["history"_L1].toString(), u"ok"_s);
    }
    QCOMPARE(engine().stop(), 0);
}

}  // namespace tongdai::testing
