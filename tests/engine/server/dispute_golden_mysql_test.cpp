#include "engine/contract/rest_routes.h"
#include "engine/history/disputes/sources/dispute_desk.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/server/chat/jwt_tokens.h"
#include "engine/server/chat/newest_claims.h"
#include "engine/server/routes/dispute_routes.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/history/history_behaviour.h"
#include "tests/engine/server/recorded_exchange.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/realtime_chat_schema.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::await;

/// Request and answer of the dispute routes (contracts/realtime-chat §8), byte for byte, as files in
/// tests/contract/disputes, over a database of the contract's schema. After a wanted change: TONGDAI_UPDATE_GOLDEN=1,
/// then read the difference.
class DisputeGoldenTest : public QObject {
    Q_OBJECT

    // 21/11/2025 10:00 in Vietnam.
    static constexpr TimePoint kNow{std::chrono::milliseconds(1'763'694'000'000)};

    class Noon final : public ports::Clock {
    public:
        TimePoint now() const override { return kNow; }
        std::chrono::nanoseconds elapsed() const override { return {}; }
        QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
    };

    QTemporaryDir m_dir;
    testing::MariadbServer m_server;
    testing::StandingClock m_standing;
    chat::JwtTokens m_tokens{"a secret that only this test knows"};
    chat::NewestClaims m_newest;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlPrivacy> m_privacy;
    std::unique_ptr<DisputeDesk> m_desk;
    bool m_isUntouched = false;

    static QDir files() { return QDir(QStringLiteral(TONGDAI_SOURCE_DIR "/tests/contract/disputes")); }

    SqlServerAddress address(const QString& user) const
    {
        SqlServerAddress address{m_server.socketPath(), 0, u"freelance"_s, user, u"geheim"_s};
        address.tls = SqlServerAddress::Tls::Off;
        return address;
    }

    /// As nobody has written into it yet.
    void fill()
    {
        if (m_isUntouched) return;
        m_isUntouched = true;
        m_server.dropDatabase(u"freelance"_s);
        QVERIFY(m_server.createDatabase(u"freelance"_s));
        m_server.ask(u"use freelance;"_s + testing::realtimeChatSchema() + testing::realtimeChatDispute() +
                     testing::realtimeChatDisputeRoutes());
        m_server.ask(
            u"grant select on freelance.* to console_ro@localhost; grant select on freelance.* to "
            "console_log@localhost; grant insert on freelance.chat_admin_access_log to console_log@localhost; grant "
            "all "
            "on freelance.* to console_rw@localhost"_s);
    }

    void arrange(const QString& situation)
    {
        fill();
        const bool isOurs = situation == "ours to write"_L1;
        m_desk.reset();
        if (situation == "no database"_L1) return;
        if (situation == "the database is away"_L1) {
            SqlServerAddress away = address(u"console_ro"_s);
            away.host = m_dir.filePath(u"nowhere.sock"_s);
            m_desk = std::make_unique<DisputeDesk>(away, false);
            return;
        }
        const QString user = isOurs                                   ? u"console_rw"_s
                             : situation == "no rights to the log"_L1 ? u"console_ro"_s
                                                                      : u"console_log"_s;
        m_desk = std::make_unique<DisputeDesk>(address(user), isOurs);
    }

    QByteArray token(const QString& who) const
    {
        chat::TokenClaims claims;
        claims.id = who == "client"_L1 ? u"u-an"_s : who == "admin2"_L1 ? u"u-admin2"_s : u"u-admin"_s;
        claims.role = who == "client"_L1 ? u"CLIENT"_s : u"ADMIN"_s;
        claims.issued = kNow;
        claims.expires = who == "expired"_L1 ? kNow - std::chrono::hours(1) : kNow + std::chrono::hours(1);
        return m_tokens.sign(claims, kNow - std::chrono::hours(2));
    }

    http::Response ask(const QJsonObject& asked)
    {
        const bool isOnlyRead = asked[u"method"] == "GET"_L1 && !asked[u"target"].toString().contains("package"_L1);
        m_isUntouched = m_isUntouched && isOnlyRead;
        Noon noon;
        Router router(
            AccessRules{BearerTokens({QByteArray(40, 'p')}), BearerTokens({QByteArray(40, 'a')}), HostAllowList{}});
        const DisputeRoutes routes(router, {m_desk.get(), *m_privacy, {m_tokens, m_newest, *m_history, noon, nullptr}});
        http::Request request = testing::recordedRequest(asked);
        if (const QString who = asked[u"token"].toString(); !who.isEmpty())
            request.headers.emplaceBack("Authorization"_ba, "Bearer " + token(who));
        return await(router.handle(std::make_shared<http::Exchange>(std::move(request))));
    }

    QString cell(const QString& statement)
    {
        return QString::fromUtf8(m_server.ask(u"set names utf8mb4; use freelance; "_s + statement)).trimmed();
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        for (const auto& user : {u"console_ro"_s, u"console_log"_s, u"console_rw"_s})
            m_server.ask(u"create user %1@localhost identified by 'geheim'"_s.arg(user));
        m_history = std::make_unique<SqlHistory>(sqliteBackend(m_dir.filePath(u"history.sqlite"_s)), m_standing);
        await(m_history->open());
        m_privacy = std::make_unique<SqlPrivacy>(*m_history);
    }
    void cleanup()
    {
        if (m_desk) m_desk->stop();
        m_desk.reset();
    }
    void cleanupTestCase() { m_history->close(); }

    void answersAsRecorded_data() { testing::addRecordRows(files()); }
    void answersAsRecorded()
    {
        QFETCH(QString, file);
        const QJsonObject record = testing::readRecord(file);
        arrange(record[u"situation"].toString());
        // What was asked before this, in the same situation.
        for (const QJsonValue& before : record[u"before"].toArray())
            ask(before.toObject());
        const http::Response response = ask(record[u"request"].toObject());
        // Rows of the access log are named anew each time.
        static const QRegularExpression uuid(u"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"_s);
        const QByteArray body = QString::fromUtf8(response.body).replace(uuid, u"<uuid>"_s).toUtf8();
        const QJsonObject answer{{u"status"_s, response.status},
                                 {u"headers"_s, testing::recordedHeaders(response)},
                                 {u"body"_s, QJsonDocument::fromJson('[' + body + ']').array().at(0)}};
        testing::compareWithRecord(file, record, answer);
    }

    void fortyAndMoreAreRecordedAndEveryRoute()
    {
        QStringList recorded;
        for (const QString& name : files().entryList({u"*.json"_s}, QDir::Files)) {
            const QJsonObject request = testing::readRecord(files().filePath(name))[u"request"].toObject();
            recorded << request[u"method"].toString() + u' ' + request[u"target"].toString().section(u'?', 0, 0);
        }
        QVERIFY(recorded.size() >= 40);
        for (const contract::RestRoute& route : contract::restRoutes()) {
            const QString path =
                QString::fromLatin1(route.path).replace(u"{id}"_s, u"dis-1"_s).replace(u"{dossier}"_s, u"dos-1"_s);
            if (!path.contains("dispute"_L1)) continue;
            QVERIFY2(recorded.contains(QString::fromLatin1(route.method) + u' ' + path), qPrintable(path));
        }
    }

    void joiningWritesWhatTheContractSaysWhereTheDatabaseIsOurs()
    {
        arrange(u"ours to write"_s);
        ask({{u"method"_s, u"POST"_s},
             {u"target"_s, u"/api/admin/disputes/dis-1/join"_s},
             {u"token"_s, u"admin"_s},
             {u"body"_s, QJsonObject{{u"reason"_s, u"Khách khiếu nại"_s}}}});
        QCOMPARE(cell(u"select status, response_deadline from Dispute where id = 'dis-1'"_s),
                 u"INTERNAL_MEDIATION\t2025-11-23 03:00:00.000"_s);
        QCOMPARE(cell(u"select role, left_at, json_value(metadata, '$.stage'), json_value(metadata, '$.reason') from "
                      "chat_participant where user_id = 'u-admin'"_s),
                 u"ADMIN\tNULL\tmediation\tKhách khiếu nại"_s);
        QCOMPARE(cell(u"select action, reason, dispute_id, thread_id from chat_admin_access_log where admin_id = "
                      "'u-admin'"_s),
                 u"VIEW_THREAD\tKhách khiếu nại\tdis-1\tthr-1"_s);
        const AuditLine written = await(m_privacy->auditLines(1)).front();
        QCOMPARE(written.action, u"dispute.join"_s);
        QCOMPARE(written.detail["reason"_L1].toString(), u"Khách khiếu nại"_s);
        QVERIFY2(written.actor != "u-admin"_ba && !written.actor.isEmpty(), "by their pseudonym, as everybody");
    }

    void joiningElsewhereWritesTheAccessLogAndNothingElse()
    {
        arrange(u"a database of others"_s);
        const QString before = cell(u"select group_concat(status order by id) from Dispute"_s);
        const http::Response joined = ask(
            {{u"method"_s, u"POST"_s}, {u"target"_s, u"/api/admin/disputes/dis-1/join"_s}, {u"token"_s, u"admin"_s}});
        QCOMPARE(joined.status, 200);
        QCOMPARE(cell(u"select count(*) from chat_admin_access_log where admin_id = 'u-admin'"_s), u"1"_s);
        QCOMPARE(cell(u"select count(*) from chat_participant"_s), u"2"_s);
        QCOMPARE(cell(u"select group_concat(status order by id) from Dispute"_s), before);
    }

    /// All messages whatever the page, those of one millisecond too; and none rather than some of them.
    void aPackageHasEveryMessageOrIsRefused()
    {
        arrange(u"ours to write"_s);
        m_isUntouched = false;
        m_server.ask(
            u"use freelance; insert into chat_message (id, thread_id, sender_id, sender_role, type, body, sent_at) "
            "select concat('many-', seq), 'thr-1', 'u-an', 'CLIENT', 'USER', concat('tin ', seq), "
            "timestamp('2025-11-20 03:00:00.123') + interval (seq div 7) second from seq_1_to_50"_s);
        const qint64 all =
            cell(
                u"select count(*) from chat_message where thread_id in (select id from chat_thread where "
                "contract_id = (select contract_id from chat_thread where id = 'thr-1'))"_s)
                .toLongLong();
        QVERIFY(all > 50);
        const QJsonObject request{{u"method"_s, u"GET"_s},
                                  {u"target"_s, u"/api/dispute-document-export/dis-1/package"_s},
                                  {u"token"_s, u"admin"_s}};
        const auto ids = [&](DisputeDesk::PackageBounds bounds) {
            m_desk->stop();
            m_desk = std::make_unique<DisputeDesk>(address(u"console_rw"_s), true, bounds);
            const http::Response response = ask(request);
            QStringList found{QString::number(response.status)};
            for (const QJsonValue& line : QJsonDocument::fromJson(response.body)["chatHistory"_L1].toArray())
                found << line["id"_L1].toString();
            return found;
        };
        const QStringList whole = ids({});
        QCOMPARE(whole.size() - 1, all);
        for (const int page : {1, 7, int(all)})
            QCOMPARE(ids({all, page}), whole);
        const QString looks = cell(u"select count(*) from chat_admin_access_log"_s);
        QCOMPARE(ids({all - 1, 7}), QStringList{u"400"_s});
        QCOMPARE(cell(u"select count(*) from chat_admin_access_log"_s), looks);  // nothing was given out
    }

    /// A database that has grown may keep messages without a time, and some with a date that is none.
    void aPackageHasMessagesWithoutATimeToo()
    {
        arrange(u"ours to write"_s);
        m_isUntouched = false;
        m_server.ask(
            u"use freelance; set sql_mode = ''; alter table chat_message modify sent_at datetime(3) null; insert into "
            "chat_message (id, thread_id, sender_id, sender_role, type, body, sent_at) select concat('undated-', "
            "seq), 'thr-1', 'u-an', 'CLIENT', 'USER', concat('tin ', seq), if(seq < 8, null, '0000-00-00 00:00:00') "
            "from seq_1_to_9"_s);
        const QJsonObject request{{u"method"_s, u"GET"_s},
                                  {u"target"_s, u"/api/dispute-document-export/dis-1/package"_s},
                                  {u"token"_s, u"admin"_s}};
        for (const int page : {1, 3, 1000}) {
            m_desk->stop();
            m_desk =
                std::make_unique<DisputeDesk>(address(u"console_rw"_s), true, DisputeDesk::PackageBounds{1000, page});
            const http::Response response = ask(request);
            QCOMPARE(response.status, 200);
            const QJsonArray lines = QJsonDocument::fromJson(response.body)["chatHistory"_L1].toArray();
            QStringList undated;
            for (const QJsonValue& line : lines) {
                if (line["id"_L1].toString().startsWith("undated-"_L1)) undated << line["id"_L1].toString().last(1);
            }
            QCOMPARE(undated.join(u' '), u"1 2 3 4 5 6 7 8 9"_s);
            QVERIFY(lines.at(0)["createdAt"_L1].isNull());
            QVERIFY(lines.size() > 9);
        }
    }

    void aLookThatCannotBeWrittenDownLeavesNothing()
    {
        arrange(u"ours to write"_s);
        m_isUntouched = false;
        m_server.ask(u"use freelance; delete from `user` where id = 'u-admin'"_s);
        const http::Response joined = ask(
            {{u"method"_s, u"POST"_s}, {u"target"_s, u"/api/admin/disputes/dis-4/join"_s}, {u"token"_s, u"admin"_s}});
        QCOMPARE(joined.status, 404);  // no thread comes before
        const http::Response logged = ask(
            {{u"method"_s, u"POST"_s}, {u"target"_s, u"/api/admin/disputes/dis-5/join"_s}, {u"token"_s, u"admin"_s}});
        QCOMPARE(logged.status, 403);
        QCOMPARE(cell(u"select status from Dispute where id = 'dis-5'"_s), u"OPEN"_s);
    }
};

TONGDAI_TEST(DisputeGoldenTest)

}  // namespace tongdai

#include "dispute_golden_mysql_test.moc"
