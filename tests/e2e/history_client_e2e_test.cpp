#include "tests/support/engine_process.h"
#include "tests/support/http_client.h"
#include "tests/support/signed_token.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kSecret(48, 'k');

QByteArray tokenFor(const QString& userId, const QString& role)
{
    return signedToken({{u"userId"_s, userId}, {u"role"_s, role}}, kSecret);
}

struct HistoryPage {
    int status = 0;
    QStringList ids;
    int total = 0;
    int pages = 0;
    QJsonObject session;
};

/// A client of the chat-history service that knows nothing but its description.
class HistoryClient {
public:
    HistoryClient(const QUrl& url, const QString& user, const QString& role = u"User"_s)
        : m_client(url, 32), m_user(user)
    {
        m_client.setToken(tokenFor(user, role));
    }

    ClientReply ask(const QByteArray& method, const QByteArray& path)
    {
        ClientRequest request;
        request.method = method;
        request.target = "/api/chathistory" + path;
        std::optional<ClientReply> answer;
        m_client.send(request, [&answer](const ClientReply& reply) { answer = reply; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 60'000)) qFatal("no answer");
        return *answer;
    }
    HistoryPage page(const QString& session, const QByteArray& query = {})
    {
        const ClientReply reply = ask("GET", '/' + m_user.toUtf8() + "/sessions/" + session.toUtf8() + query);
        HistoryPage page;
        page.status = reply.status;
        page.total = reply.json[u"totalCount"_s].toInt();
        page.pages = reply.json[u"totalPages"_s].toInt();
        page.session = reply.json[u"sessionInfo"_s].toObject();
        const QJsonArray messages = reply.json[u"messages"_s].toArray();
        for (const QJsonValue& message : messages)
            page.ids << message[u"messageId"_s].toString();
        return page;
    }
    QJsonArray sessions()
    {
        return QJsonDocument::fromJson(ask("GET", '/' + m_user.toUtf8() + "/sessions").body).array();
    }
    ClientReply archive(const QByteArray& session) { return ask("PATCH", "/sessions/" + session + "/archive"); }
    ClientReply erase(const QByteArray& session)
    {
        return ask("DELETE", '/' + m_user.toUtf8() + "/sessions/" + session);
    }
    ClientReply sync(const QJsonObject& message) { return m_client.post("/api/chathistory/sync", message); }
    /// How many were not answered with 200.
    int syncAll(const std::vector<QJsonObject>& messages)
    {
        int failed = 0;
        for (const ClientReply& reply : m_client.postAll("/api/chathistory/sync", messages, 300'000))
            failed += reply.status != 200;
        return failed;
    }

private:
    JsonClient m_client;
    QString m_user;
};

QString idOf(const QString& session, int number)
{
    return session + u'-' + QString::number(number).rightJustified(5, u'0');
}

}  // namespace

/// A client written against the description of the chat-history service, and nothing of ours, uses the real engine.
class HistoryClientTest : public QObject {
    Q_OBJECT

    static constexpr int kBig = 6'000;
    static constexpr int kSmallSessions = 40;
    static constexpr int kSmall = 100;

    EngineProcess m_engine;
    QDateTime m_start = QDateTime::fromString(u"2025-03-04T05:06:07Z"_s, Qt::ISODate);

    QJsonObject message(const QString& user, const QString& session, int number, int minutesLater = 0) const
    {
        const QDateTime at = m_start.addSecs(60 * minutesLater + number);
        return {{u"messageId"_s, idOf(session, number)},
                {u"userId"_s, user},
                {u"sessionId"_s, session},
                {u"userMessage"_s, u"Giá áo số %1 là bao nhiêu? MARKER-%2-TEXT"_s.arg(number).arg(user)},
                {u"aiResponse"_s, u"Dạ 250.000đ ạ."_s},
                {u"timestamp"_s, at.toString(Qt::ISODate)},
                {u"metadata"_s, QJsonObject{{u"aiModel"_s, u"gemini-1.5-flash"_s}, {u"responseTime"_s, 1.2}}}};
    }

private slots:
    void initTestCase()
    {
        m_engine.setEnvironment(u"JWT_SECRET"_s, QString::fromLatin1(kSecret));
        QVERIFY2(m_engine.start(), qPrintable(m_engine.problem()));
        HistoryClient client(m_engine.url(), u"khach42"_s);
        std::vector<QJsonObject> messages;
        for (int i = 0; i < kBig; ++i)
            messages.push_back(message(u"khach42"_s, u"big"_s, i));
        for (int session = 0; session < kSmallSessions; ++session) {
            for (int i = 0; i < kSmall; ++i)
                messages.push_back(message(u"khach42"_s, u"small%1"_s.arg(session), i, 10 * (session + 1)));
        }
        QCOMPARE(messages.size(), 10'000u);
        QCOMPARE(client.syncAll(messages), 0);
    }

    void pagesThroughAllOfIt()
    {
        HistoryClient client(m_engine.url(), u"khach42"_s);
        const HistoryPage usual = client.page(u"big"_s);
        QCOMPARE(usual.ids.size(), 20);
        QCOMPARE(usual.total, kBig);
        QCOMPARE(usual.pages, kBig / 20);
        QStringList all;
        for (int page = kBig / 100; page >= 1; --page) {
            const HistoryPage found = client.page(u"big"_s, "?pageSize=100&page=" + QByteArray::number(page));
            QCOMPARE(found.total, kBig);
            QCOMPARE(found.pages, kBig / 100);
            all << found.ids;
        }
        QStringList expected;
        for (int i = 0; i < kBig; ++i)
            expected << idOf(u"big"_s, i);
        QCOMPARE(all, expected);
        QCOMPARE(client.page(u"big"_s, "?pageSize=100&page=61").ids, QStringList());
        QCOMPARE(client.page(u"big"_s, "?pageSize=0").status, 400);
    }

    void filtersByTime()
    {
        HistoryClient client(m_engine.url(), u"khach42"_s);
        const QByteArray from = m_start.addSecs(1000).toString(Qt::ISODate).toUtf8();
        const QByteArray to = m_start.addSecs(1149).toString(Qt::ISODate).toUtf8();
        const QByteArray range = "?fromDate=" + from + "&toDate=" + to + "&pageSize=100";
        const HistoryPage first = client.page(u"big"_s, range);
        QCOMPARE(first.total, 150);
        QCOMPARE(first.pages, 2);
        QCOMPARE(first.ids.size(), 100);
        QCOMPARE(first.ids.last(), idOf(u"big"_s, 1149));
        const HistoryPage second = client.page(u"big"_s, range + "&page=2");
        QCOMPARE(second.ids.size(), 50);
        QCOMPARE(second.ids.first(), idOf(u"big"_s, 1000));
        const HistoryPage none = client.page(u"big"_s, "?fromDate=2026-01-01T00:00:00Z");
        QCOMPARE(none.status, 200);
        QCOMPARE(none.total, 0);
    }

    void listsSessionsByActivity()
    {
        HistoryClient client(m_engine.url(), u"khach42"_s);
        const QJsonArray sessions = client.sessions();
        QCOMPARE(sessions.size(), kSmallSessions + 1);
        QStringList times;
        for (const QJsonValue& session : sessions) {
            times << session[u"lastActivity"_s].toString();
            QCOMPARE(session[u"messageCount"_s].toInt(), session[u"sessionId"_s] == "big"_L1 ? kBig : kSmall);
            QCOMPARE(session[u"status"_s].toString(), u"active"_s);
        }
        QStringList sorted = times;
        std::sort(sorted.rbegin(), sorted.rend());
        QCOMPARE(times, sorted);
        QVERIFY(HistoryClient(m_engine.url(), u"nobody"_s).sessions().isEmpty());
    }

    void countsARepetitionOnce()
    {
        HistoryClient client(m_engine.url(), u"khach42"_s);
        std::vector<QJsonObject> again;
        for (int i = 0; i < 100; ++i)
            again.push_back(message(u"khach42"_s, u"big"_s, i));
        QCOMPARE(client.syncAll(again), 0);
        QCOMPARE(client.page(u"big"_s).total, kBig);
    }

    /// F71
    void keepsStrangersOut()
    {
        HistoryClient stranger(m_engine.url(), u"khach43"_s);
        QCOMPARE(stranger.ask("GET", "/khach42/sessions/big").status, 403);
        QCOMPARE(stranger.ask("GET", "/sessions/big").status, 403);
        QCOMPARE(stranger.ask("GET", "/sessions/nowhere").status, 404);
        QCOMPARE(stranger.sync(message(u"khach42"_s, u"big"_s, 1)).status, 403);
        QCOMPARE(stranger.sync(message(u"khach43"_s, u"big"_s, 9'999)).status, 403);
        QCOMPARE(stranger.erase("big").status, 403);
        HistoryClient admin(m_engine.url(), u"boss"_s, u"Admin"_s);
        QCOMPARE(admin.ask("GET", "/sessions/big").status, 200);
        JsonClient nobody(m_engine.url());
        QCOMPARE(nobody.get("/api/chathistory/sessions/big").status, 401);
    }

    void archives()
    {
        HistoryClient client(m_engine.url(), u"khach42"_s);
        QCOMPARE(client.archive("small3").json[u"message"_s].toString(), u"Session archived successfully"_s);
        QCOMPARE(client.page(u"small3"_s).session[u"status"_s].toString(), u"archived"_s);
        QCOMPARE(client.sync(message(u"khach42"_s, u"small3"_s, 500)).status, 409);
        QCOMPARE(client.page(u"small3"_s).total, kSmall);
        QCOMPARE(client.archive("nowhere").body, "Session not found"_ba);
    }

    void erases()
    {
        HistoryClient client(m_engine.url(), u"khach42"_s);
        const QString done = u"Chat history deleted successfully"_s;
        QCOMPARE(client.erase("big").json[u"message"_s].toString(), done);
        QCOMPARE(client.erase("big").json[u"message"_s].toString(), done);
        QCOMPARE(client.page(u"big"_s).status, 404);
        QCOMPARE(client.ask("GET", "/sessions/big").status, 404);
        QCOMPARE(client.sessions().size(), kSmallSessions);
        QCOMPARE(client.page(u"small7"_s).total, kSmall);
    }

    /// F80: last: nothing of the person is left in any file of the engine, whoever reads the bytes.
    void leavesNothingOfAPerson()
    {
        HistoryClient other(m_engine.url(), u"khach44"_s);
        QCOMPARE(other.sync(message(u"khach44"_s, u"theirs"_s, 1)).status, 200);
        JsonClient admin(m_engine.url());
        admin.setToken(m_engine.adminToken());
        QVERIFY(!filesWith("MARKER-khach42-TEXT").isEmpty());
        const ClientReply erased = admin.post("/api/v1/admin/people/khach42/erasure", {});
        QCOMPARE(erased.status, 200);
        QVERIFY(erased.json[u"done"_s].toBool());
        QVERIFY2(!erased.json[u"redis_pending"_s].toBool(), erased.body.constData());
        // The private Redis writes its append-only file anew, beside its work.
        const bool isGone = QTest::qWaitFor([this] { return filesWith("khach42").isEmpty(); }, 15'000);
        QVERIFY2(isGone, qPrintable(filesWith("khach42").join(u' ')));
        QCOMPARE(filesWith("MARKER-khach42-TEXT"), QStringList());
        QCOMPARE(other.page(u"theirs"_s).total, 1);
        QCOMPARE(m_engine.stop(), std::optional(0));
        QVERIFY2(filesWith("khach42").isEmpty(), qPrintable(filesWith("khach42").join(u' ')));
    }

private:
    QStringList filesWith(const QByteArray& needle) const
    {
        QStringList names;
        QDirIterator files(m_engine.dataDir(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle)) names << file.fileName();
        }
        return names;
    }
};

TONGDAI_TEST(HistoryClientTest)

}  // namespace tongdai::testing

#include "history_client_e2e_test.moc"
