#include "engine/server/http/byte_budget.h"

#include "tests/engine/server/http/raw_client.h"
#include "tests/engine/server/http/test_handler.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>

namespace tongdai::http {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMegabyte = 1024 * 1024;

class FakeHolder final : public ByteHolder {
public:
    FakeHolder(const std::shared_ptr<ByteBudget>& budget, qsizetype keepsUnfinished, qsizetype keepsUnsent = 0)
        : unfinished(keepsUnfinished), unsent(keepsUnsent), place(budget, *this)
    {
    }
    qsizetype unfinishedBytes() const override { return unfinished; }
    qsizetype unsentBytes() const override { return unsent; }
    void giveUpUnfinished() override { unfinished = -1; }
    void giveUpUnsent() override { unsent = -1; }

    qsizetype unfinished;
    qsizetype unsent;
    ByteBudget::Place place;
};

QByteArray postOf(qsizetype length)
{
    return "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(length) + "\r\n\r\n";
}

void expectAnEnd()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^connections ended, all together kept too much"_s));
}

}  // namespace

/// All connections together are bounded, whatever each of them may do.
class ByteBudgetTest : public QObject {
    Q_OBJECT
private slots:
    void cleanup()
    {
        m_server.reset();
        m_handler.release();
    }

    void endsTheBiggestAndOfEqualsTheOldest()
    {
        const auto budget = std::make_shared<ByteBudget>(1000, 1000);
        FakeHolder small(budget, 10);
        FakeHolder old(budget, 300);
        FakeHolder big(budget, 400);
        FakeHolder young(budget, 200);
        budget->look();  // 910: no more than they may
        QCOMPARE(big.unfinished, 400);
        young.unfinished = 300;
        old.unfinished = 500;
        big.unfinished = 500;
        expectAnEnd();
        budget->look();
        QCOMPARE(old.unfinished, -1);  // 810 are left, within seven eighths
        QCOMPARE(big.unfinished, 500);
        QCOMPARE(young.unfinished, 300);
        QCOMPARE(small.unfinished, 10);
    }
    void looksOnlyWhenMuchCame()
    {
        const auto budget = std::make_shared<ByteBudget>(800, 800);
        expectAnEnd();
        FakeHolder holder(budget, 900);
        holder.place.note(99);
        QCoreApplication::processEvents();
        QCOMPARE(holder.unfinished, 900);
        holder.place.note(1);
        QCOMPARE(holder.unfinished, 900);  // not under the hands of whoever told
        QTRY_COMPARE(holder.unfinished, -1);
        QCOMPARE(budget->givenUp(), 1);
    }
    void outputHasABoundOfItsOwn()
    {
        const auto budget = std::make_shared<ByteBudget>(1000, 100);
        expectAnEnd();
        FakeHolder reader(budget, 0, 50);
        FakeHolder sleeper(budget, 500, 60);
        budget->look();
        QCOMPARE(sleeper.unsent, -1);
        QCOMPARE(sleeper.unfinished, 500);
        QCOMPARE(reader.unsent, 50);
    }

    void bodiesThatDoNotEndAreRefused_data()
    {
        QTest::addColumn<bool>("isChunked");
        QTest::newRow("with a length") << false;
        QTest::newRow("in chunks") << true;
    }
    void bodiesThatDoNotEndAreRefused()
    {
        QFETCH(bool, isChunked);
        const auto budget = std::make_shared<ByteBudget>(4 * kMegabyte, 4 * kMegabyte);
        start(budget);
        expectAnEnd();
        std::vector<std::unique_ptr<RawClient>> strangers;
        const QByteArray head = isChunked
                                    ? "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFF\r\n"_ba
                                    : postOf(kMegabyte);
        for (int i = 0; i < 6; ++i) {
            strangers.push_back(std::make_unique<RawClient>(m_server->port()));
            strangers.back()->say(head + QByteArray(kMegabyte - 2, 'x'));
        }
        QTRY_VERIFY(budget->givenUp() > 0);
        int refused = 0;
        for (const auto& stranger : strangers) {
            const RawAnswer answer = stranger->next(false, 200);
            if (answer.status == 0) continue;
            ++refused;
            QCOMPARE(answer.status, 503);
            QVERIFY(answer.header("Retry-After").toInt() > 0);
        }
        QVERIFY2(refused >= 2 && refused < 6, QByteArray::number(refused).constData());
        RawClient customer(m_server->port());
        customer.say(postOf(2) + "ok");
        QCOMPARE(customer.next().body, "ok"_ba);
    }
    void headsThatDoNotEndCount()
    {
        const auto budget = std::make_shared<ByteBudget>(kMegabyte / 2, 4 * kMegabyte);
        start(budget);
        expectAnEnd();
        std::vector<std::unique_ptr<RawClient>> strangers;
        for (int i = 0; i < 60; ++i) {
            strangers.push_back(std::make_unique<RawClient>(m_server->port()));
            strangers.back()->say("GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + QByteArray(15'000, 'x'));
        }
        QTRY_VERIFY(budget->givenUp() > 0);
    }
    void inputThatWaitsForItsTurnCounts()
    {
        const auto budget = std::make_shared<ByteBudget>(kMegabyte / 2, 4 * kMegabyte);
        start(budget, {.pipelined = 1});
        expectAnEnd();
        std::vector<std::unique_ptr<RawClient>> strangers;
        for (int i = 0; i < 8; ++i) {
            strangers.push_back(std::make_unique<RawClient>(m_server->port()));
            strangers.back()->say("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n" + QByteArray(200'000, 'x'));
        }
        QTRY_VERIFY(budget->givenUp() > 0);
    }
    void answersNobodyTakesAreDropped()
    {
        const auto budget = std::make_shared<ByteBudget>(4 * kMegabyte, 2 * kMegabyte);
        start(budget);
        expectAnEnd();
        std::vector<std::unique_ptr<RawClient>> strangers;
        for (int i = 0; i < 8; ++i) {
            auto& stranger = *strangers.emplace_back(std::make_unique<RawClient>(m_server->port()));
            stranger.socket().setReadBufferSize(1);
            QByteArray requests;
            for (int request = 0; request < 100; ++request)
                requests += "GET /big HTTP/1.1\r\nHost: a\r\n\r\n";
            stranger.say(requests);
        }
        QTRY_VERIFY(budget->givenUp() > 0);
    }

private:
    void start(const std::shared_ptr<ByteBudget>& budget, const Limits& limits = {})
    {
        m_server = std::make_unique<Server>(m_handler, limits, budget);
        QVERIFY(!m_server->listen(QHostAddress::LocalHost, 0));
    }

    TestHandler m_handler;
    std::unique_ptr<Server> m_server;
};

TONGDAI_TEST(ByteBudgetTest)

}  // namespace tongdai::http

#include "byte_budget_test.moc"
