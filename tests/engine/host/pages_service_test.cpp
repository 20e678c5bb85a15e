#include "engine/host/shop_system/pages_service.h"

#include "engine/host/machine/system_clock.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/audit_stage.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

ports::UnsentRow notSentRow(qint64 id, const QByteArray& page, bool mayHaveArrived = false)
{
    ports::UnsentRow row{id, {}, mayHaveArrived};
    if (!page.isEmpty()) row.to = PageAddress{page};
    return row;
}

class FewPlans final : public ports::PlanReader {
public:
    std::vector<ports::UnsentRow> rows;  ///< in their order

    QCoro::Task<std::vector<AnswerPlan>> plans(ConversationId, int) override { co_return std::vector<AnswerPlan>(); }
    QCoro::Task<QHash<qint64, std::vector<SendTry>>> tries(std::vector<qint64>) override
    {
        co_return QHash<qint64, std::vector<SendTry>>();
    }
    QCoro::Task<std::vector<ports::UnsentRow>> unsent(qint64 after, int limit) override
    {
        std::vector<ports::UnsentRow> found;
        for (const ports::UnsentRow& row : rows) {
            if (row.id > after && int(found.size()) < limit) found.push_back(row);
        }
        co_return found;
    }
};

}  // namespace

/// What was not sent to a page of Pancake goes out again, all at once (features E3).
class PagesServiceTest : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    EngineConfig m_config;
    FewPlans m_plans;
    KeptAudit m_audit;
    std::unique_ptr<DeskGate> m_gate;
    std::unique_ptr<PageStack> m_stack;
    std::unique_ptr<PagesService> m_service;
    std::vector<qint64> m_again;
    qint64 m_decided = 0;  ///< this one by somebody else

private slots:
    void init()
    {
        m_again.clear();
        m_decided = 0;
        m_audit = KeptAudit();
        m_gate = std::make_unique<DeskGate>(DeskGate::Implicit{OperatorId("owner"_ba), u"Chủ shop"_s});
        m_gate->setRoster({});
        PageTarget facebook;
        facebook.id = "1029";
        PageTarget zalo;
        zalo.id = "zl_7";
        m_config.pages = {facebook, zalo};
        m_config.pagesApi = QUrl(u"http://127.0.0.1:1"_s);
        m_stack = std::make_unique<PageStack>(m_config, m_clock);
        m_service = std::make_unique<PagesService>(*m_stack, *m_gate);
        m_service->connectOutbox({m_plans, m_audit, [this](qint64 id, OperatorId) -> QCoro::Task<bool> {
                                      m_again.push_back(id);
                                      co_return id != m_decided;
                                  }});
        m_plans.rows = {notSentRow(2, "1029"), notSentRow(3, {}), notSentRow(5, "1029", true), notSentRow(6, "zl_7"),
                        notSentRow(7, "1029")};
    }
    void cleanup()
    {
        m_service.reset();
        m_stack->close();
        m_stack.reset();
    }

    void eachPageSaysHowManyThereAre()
    {
        const auto answer = resultOf(m_service->pages());
        const auto* looks = std::get_if<std::vector<api::PageLook>>(&answer);
        QVERIFY(looks && looks->size() == 2);
        QVERIFY(looks->at(0).notSent == 2);
        QVERIFY(looks->at(1).notSent == 1);
    }

    /// Those that may have arrived are decided about one by one.
    void allOfThePageGoOutTheOldestFirst()
    {
        m_decided = 7;
        const auto answer = resultOf(m_service->sendAgain(u"1029"_s));
        QVERIFY(std::get_if<int>(&answer));
        QCOMPARE(std::get<int>(answer), 1);
        QCOMPARE(m_again, (std::vector<qint64>{2, 7}));
        QCOMPARE(m_audit.entries.size(), 1);
        QCOMPARE(m_audit.entries.front().action, u"outbox.sent_again"_s);
        QCOMPARE(m_audit.entries.front().detail["page"_L1].toString(), u"1029"_s);
        QCOMPARE(m_audit.entries.front().detail["rows"_L1].toInt(), 2);
    }

    /// However many of another page are before them.
    void thoseBehindManyOthersGoOutInTheirOrder()
    {
        m_plans.rows.clear();
        for (qint64 id = 1; id <= 2'500; ++id)
            m_plans.rows.push_back(notSentRow(id, id % 1'000 == 0 ? "zl_7" : "1029"));
        QCOMPARE(std::get<int>(resultOf(m_service->sendAgain(u"zl_7"_s))), 2);
        QCOMPARE(m_again, (std::vector<qint64>{1'000, 2'000}));
        m_again.clear();
        QCOMPARE(std::get<int>(resultOf(m_service->sendAgain(u"1029"_s))), 2'498);
        QVERIFY(std::ranges::is_sorted(m_again));
    }

    void whereThereIsNothingNothingIsWrittenDown()
    {
        const auto answer = resultOf(m_service->sendAgain(u"5550"_s));
        QCOMPARE(std::get<int>(answer), 0);
        QVERIFY(m_audit.entries.isEmpty() && m_again.empty());
    }

    void whoMayNotDecideSendsNothing()
    {
        Person person;
        person.id = OperatorId("minh"_ba);
        person.role = Role::Operator;
        m_gate->seat(person);
        const auto answer = resultOf(m_service->sendAgain(u"1029"_s));
        QVERIFY(std::holds_alternative<api::DeskFailure>(answer));
        QVERIFY(m_again.empty());
    }

    void withoutItsEntryInTheLogNothingIsSent()
    {
        m_audit.isAway = true;
        QVERIFY_THROWS_EXCEPTION(StoreError, resultOf(m_service->sendAgain(u"1029"_s)));
        QVERIFY(m_again.empty());
    }
};

TONGDAI_TEST(PagesServiceTest)

}  // namespace tongdai::testing

#include "pages_service_test.moc"
