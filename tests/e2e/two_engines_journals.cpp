#include "tests/e2e/two_engines_behaviour.h"
#include "tests/support/long_tests.h"

#include <QJsonDocument>
#include <QTest>
#include <QTimer>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Customers whose platform sends each line after the one before was acknowledged, to one engine or the other by turns.
class PatientSenders {
public:
    PatientSenders(EngineTeam& team, int conversations) : m_team(team), m_next(size_t(conversations), 0) {}

    void start()
    {
        for (size_t i = 0; i < m_next.size(); ++i)
            send(i);
    }
    void stop() { m_isStopping = true; }
    bool isQuiet() const { return m_inFlight == 0; }
    int journalled() const { return m_journalled; }
    int sent() const { return int(promises.size()); }

    std::vector<PromiseFact> promises;

private:
    void send(size_t conversation)
    {
        if (m_isStopping) return;
        const int number = m_next[conversation];
        ClientRequest request;
        request.target = "/api/v1/enhanced-handle-message";
        const QString id = u"m-%1-%2"_s.arg(conversation).arg(number, 6, 10, QChar(u'0'));
        const QJsonObject body =
            JsonClient::message(u"c-%1"_s.arg(conversation), id, u"tin %1"_s.arg(number), 1 + number);
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
        ++m_inFlight;
        // By a rule that no conversation follows for long.
        const auto member = size_t((number * 7 / 3 + int(conversation)) % 2);
        m_team.members[member].client.send(request, [this, conversation, id](const ClientReply& reply) {
            --m_inFlight;
            if (reply.status == 200 || reply.status == 202) {
                promises.push_back({"platform", id.toUtf8()});
                if (reply.body.contains("\"journal\"")) ++m_journalled;
                ++m_next[conversation];
                return send(conversation);
            }
            QTimer::singleShot(100, [this, conversation] { send(conversation); });
        });
    }

    EngineTeam& m_team;
    std::vector<int> m_next;
    bool m_isStopping = false;
    int m_inFlight = 0;
    int m_journalled = 0;
};

}  // namespace

/// The store is away and comes back, again and again: each engine has a journal of its own, and customers' lines go to
/// one or the other. What the store has in the end is in the order in which it was acknowledged.
void TwoEnginesBehaviour::journalsOfBothKeepTheOrder()
{
    StubScript quick;
    quick.maxDelay = 20;
    m_team->ai.setScript(quick);
    const auto senders = std::make_shared<PatientSenders>(*m_team, 30);
    senders->start();
    QTRY_VERIFY_WITH_TIMEOUT(senders->sent() >= 60, 30'000);
    for (int round = 0; round < (isLong() ? 20 : 2); ++round) {
        killServer();
        const int before = senders->journalled();
        QTRY_VERIFY_WITH_TIMEOUT(senders->journalled() >= before + 300, 60'000);
        QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
        const int back = senders->sent();
        QTRY_VERIFY_WITH_TIMEOUT(senders->sent() >= back + 150, 60'000);
    }
    senders->stop();
    QTRY_VERIFY_WITH_TIMEOUT(senders->isQuiet(), 60'000);
    // One waits for what the other holds, line by line: on a busy machine that took a minute and more.
    for (EngineTeam::Member& member : m_team->members)
        QTRY_COMPARE_WITH_TIMEOUT(member.admin.get("/health").json["journal_waiting"_L1].toInteger(-1), 0, 180'000);
    QVERIFY(m_team->settles(60s));
    QCOMPARE(m_team->wrongs(senders->promises), QStringList());
    const QStringList stored =
        m_store->rows(u"select message_id from messages where seq is not null order by conversation_id, seq"_s);
    QCOMPARE(stored.size(), senders->sent());
    int outOfOrder = 0;
    for (qsizetype i = 1; i < stored.size(); ++i) {
        const bool isSameLine = stored[i].section(u'-', 0, 1) == stored[i - 1].section(u'-', 0, 1);
        if (isSameLine && stored[i] < stored[i - 1]) ++outOfOrder;
    }
    int unknown = 0;
    for (EngineTeam::Member& member : m_team->members) {
        for (const QByteArray& line : member.admin.get("/metrics").body.split('\n')) {
            if (line.startsWith("tongdai_journal_order_unknown_total "))
                unknown += line.mid(line.indexOf(' ') + 1).toInt();
        }
    }
    qInfo("%d messages, %d of them through a journal, %d out of order, %d of unknown order", senders->sent(),
          senders->journalled(), outOfOrder, unknown);
    QCOMPARE(outOfOrder, 0);
    QCOMPARE(unknown, 0);
}

}  // namespace tongdai::testing
