#include "engine/upstream/target_judge.h"

#include "engine/upstream/http_client.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/ai_stub.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::AiStub;

/// F73: names that lead inside.
class TargetJudgeTest : public QObject {
    Q_OBJECT

private slots:
    void knowsWhereNoServiceLies_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isRefused");
        const auto row = [](const char* name, const QString& host, const QString& address, bool isRefused) {
            QTest::newRow(name) << host << address << isRefused;
        };
        const QString name = u"ai.example"_s;
        row("a public address", name, u"203.0.113.7"_s, false);
        row("a private one", name, u"10.0.0.7"_s, false);
        row("this computer", u"localhost"_s, u"127.0.0.1"_s, false);
        row("metadata", name, u"169.254.169.254"_s, true);
        row("metadata inside IPv6", name, u"::ffff:169.254.169.254"_s, true);
        row("metadata over IPv6", name, u"fd00:ec2::254"_s, true);
        row("metadata elsewhere", name, u"100.100.100.200"_s, true);
        row("its neighbour", name, u"100.100.100.201"_s, false);
        row("link-local", name, u"fe80::1"_s, true);
        row("nowhere", name, u"0.0.0.0"_s, true);
        row("nowhere over IPv6", name, u"::"_s, true);
        row("everybody", name, u"224.0.0.1"_s, true);
        row("meant so", u"169.254.169.254"_s, u"169.254.169.254"_s, false);
    }
    void knowsWhereNoServiceLies()
    {
        QFETCH(QString, host);
        QFETCH(QString, address);
        QFETCH(bool, isRefused);
        const QString problem = problemWithTarget(host, QHostAddress(address));
        QCOMPARE(!problem.isEmpty(), isRefused);
        if (isRefused) QVERIFY2(problem.contains(host), qPrintable(problem));
    }

    void nothingIsSentToWhereANameMustNotLead()
    {
        AiStub stub;
        QVERIFY(stub.listen());
        QUrl url = stub.url();
        url.setHost(u"localhost"_s);
        HttpLimits limits;
        limits.problemWithTarget = [](const QString& host, const QHostAddress& address) {
            return host == "localhost"_L1 && address.isLoopback() ? u"it leads inside"_s : QString();
        };
        HttpClient client(url, limits);
        HttpRequest request;
        request.method = "GET";
        request.target = "/health";
        request.deadline = 5s;
        const HttpResult result = testing::resultOf(client.send(request));
        const auto* failure = std::get_if<HttpFailure>(&result);
        QVERIFY(failure);
        QCOMPARE(failure->kind, HttpFailure::Kind::Unreachable);
        QVERIFY2(failure->what.contains("it leads inside"_L1), qPrintable(failure->what));
        QVERIFY(!failure->wasWritten);
        QCOMPARE(stub.received(), 0);
    }
};

TONGDAI_TEST(TargetJudgeTest)

}  // namespace tongdai::upstream

#include "target_judge_test.moc"
