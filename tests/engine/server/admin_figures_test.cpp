#include "engine/contract/json/figures_answer.h"
#include "engine/domain/statistics/stats_tally.h"
#include "engine/domain/store_error.h"
#include "engine/server/routes/admin_routes.h"
#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Two messages and an answer, whatever is asked.
class FewFigures final : public ports::Statistics {
public:
    QCoro::Task<std::vector<StatsMark>> marks(TimePoint, TimePoint) override { co_return {}; }
    QCoro::Task<void> addMark(StatsMark) override { co_return; }
    QCoro::Task<bool> removeNote(QUuid) override { co_return false; }
    QCoro::Task<WorkingRules> workingRules() override { co_return WorkingRules(); }
    QCoro::Task<void> setWorkingRules(WorkingRules) override { co_return; }
    QCoro::Task<std::vector<GivenAnswer>> givenAnswers(GivenAnswersQuery) override { co_return {}; }
    QCoro::Task<ConversationFiguresPage> conversationFigures(ConversationFiguresQuery) override { co_return {}; }
    QCoro::Task<StatsReport> statistics(StatsQuery query) override
    {
        asked.push_back(query);
        if (isAway) throw StoreError(StoreError::Kind::Unreachable, u"statistics"_s, u"nowhere"_s, u"refused"_s);
        StatsTally tally(query);
        StatsLine line;
        line.said = query.from;
        tally.add(line);
        tally.add(line);
        line.kind = StatsLine::Kind::Bot;
        line.said += 2s;
        tally.add(line);
        StatsTurn turn;
        turn.at = query.from;
        turn.intent = u"hỏi giá"_s;
        turn.confidence = 0.5;
        tally.add(turn);
        tally.add(turn);
        line.kind = StatsLine::Kind::TakeOver;
        line.intent = turn.intent;
        tally.add(line);
        tally.add(StatsAction{u"send_message"_s, true, false, 2, query.from});
        StatsReport report = tally.report();
        report.at = query.to;
        report.waiting = 3;
        report.oldestWait = query.to - 90s;
        report.answerDebt = 200;
        report.answerDebtBefore = 500;
        co_return report;
    }
    std::vector<StatsQuery> asked;
    bool isAway = false;
};

}  // namespace

/// Figures of a range for programs (contracts/handle-message §5).
class AdminFiguresTest : public QObject {
    Q_OBJECT

    std::unique_ptr<testing::World> m_world;
    std::unique_ptr<testing::Engine> m_engine;
    FewFigures m_figures;

    http::Response ask(const QString& query)
    {
        AdminRoutes routes(
            m_engine->pipeline->adminActs(), m_engine->clock, [] { return HealthSnapshot(); }, &m_figures);
        http::Request request;
        request.method = "GET";
        request.query = QUrlQuery(query);
        auto task = routes.stats(std::make_shared<http::Exchange>(std::move(request)));
        m_world->time.runUntil([&task] { return task.isReady(); }, 120s);
        return QCoro::waitFor(std::move(task));
    }
    static QJsonObject bodyOf(const http::Response& response)
    {
        return QJsonDocument::fromJson(response.body).object();
    }

private slots:
    void init()
    {
        m_figures = {};
        m_world = std::make_unique<testing::World>();
        m_engine = std::make_unique<testing::Engine>(*m_world, PipelineOptions());
    }
    void cleanup()
    {
        auto stopping = m_engine->pipeline->stop(100ms);
        m_world->time.runUntil([&] { return stopping.isReady(); }, 120s);
        m_engine.reset();
        m_world.reset();
    }

    void theContractsAnswerStaysAsItIs()
    {
        const http::Response response = ask({});
        QCOMPARE(response.status, 200);
        QVERIFY(!bodyOf(response).contains("figures"_L1));
        QVERIFY(m_figures.asked.empty());
    }

    void addsTheFiguresOfSomeDays()
    {
        const http::Response response = ask(u"days=7&zone=Asia/Ho_Chi_Minh"_s);
        QCOMPARE(response.status, 200);
        QCOMPARE(m_figures.asked.size(), 1u);
        const StatsQuery& query = m_figures.asked[0];
        QCOMPARE(query.from, startOfDay(query.to, QTimeZone("Asia/Ho_Chi_Minh"), 6));
        const QJsonObject body = bodyOf(response);
        QVERIFY(body.contains("conversations"_L1));
        const QJsonObject figures = body["figures"_L1].toObject();
        QCOMPARE(figures["messages_in"_L1].toInteger(), 2);
        QCOMPARE(figures["bot_answers"_L1].toInteger(), 1);
        QCOMPARE(figures["waiting_now"_L1].toInteger(), 3);
        QCOMPARE(figures["oldest_wait"_L1].toDouble(), 90.0);
        QCOMPARE(figures["answer_debt"_L1].toDouble(), 200.0);
        QCOMPARE(figures["answer_debt_slope"_L1].toDouble(), -300.0);
        QCOMPARE(figures["zone"_L1].toString(), u"Asia/Ho_Chi_Minh"_s);
        QCOMPARE(figures["first_answer_bot"_L1]["count"_L1].toInteger(), 1);
        QVERIFY(std::abs(figures["first_answer_bot"_L1]["p50"_L1].toDouble() - 2) <= 0.02);
        QVERIFY(std::abs(figures["first_answer_bot"_L1]["p99"_L1].toDouble() - 2) <= 0.02);
        QCOMPARE(figures["intents"_L1][0]["intent"_L1].toString(), u"hỏi giá"_s);
        QCOMPARE(figures["intents"_L1][0]["taken_over"_L1].toInteger(), 1);
        QCOMPARE(figures["intents"_L1][0]["takeover_rate"_L1].toDouble(), 0.5);
        QCOMPARE(figures["actions"_L1].toArray(), (QJsonArray{QJsonObject{{u"type"_s, u"send_message"_s},
                                                                          {u"asked_for"_s, 1},
                                                                          {u"done"_s, 1},
                                                                          {u"failed"_s, 0},
                                                                          {u"not_at_once"_s, 1},
                                                                          {u"tries_in_vain"_s, 2}}}));
        QCOMPARE(figures["by_weekday_and_hour"_L1].toArray().size(), 7);
        qint64 in = 0;
        for (const QJsonValue& point : figures["over_time"_L1].toArray())
            in += point["in"_L1].toInteger();
        QCOMPARE(in, 2);
    }

    void longRangesComeByTheDay()
    {
        const QJsonObject figures = bodyOf(ask(u"days=31&zone=Europe/Berlin"_s))["figures"_L1].toObject();
        QCOMPARE(figures["over_time"_L1].toArray().size(), 31);
        const QJsonObject year = bodyOf(ask(u"days=365&zone=Europe/Berlin"_s))["figures"_L1].toObject();
        QCOMPARE(year["over_time"_L1].toArray().size(), 365);
    }

    void refusesWhatCannotBeCounted_data()
    {
        QTest::addColumn<QString>("query");
        QTest::newRow("none") << u"days=0"_s;
        QTest::newRow("too many") << u"days=401"_s;
        QTest::newRow("no number") << u"days=all"_s;
        QTest::newRow("no zone") << u"days=1&zone=Nowhere/AtAll"_s;
    }

    void refusesWhatCannotBeCounted()
    {
        QFETCH(QString, query);
        QCOMPARE(ask(query).status, 422);
        QVERIFY(m_figures.asked.empty());
    }

    void aStoreThatIsAwayIs503()
    {
        m_figures.isAway = true;
        QCOMPARE(ask(u"days=1"_s).status, 503);
    }
};

TONGDAI_TEST(AdminFiguresTest)

}  // namespace tongdai

#include "admin_figures_test.moc"
