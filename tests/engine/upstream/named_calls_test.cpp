#include "engine/upstream/connections/named_calls.h"
#include "engine/state/local/local_shared_shelf.h"
#include "engine/upstream/connections/calling_platform.h"
#include "tests/engine/upstream/kiotviet_scene.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QJsonArray>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::resultOf;
using testing::StubScript;
using CallKind = SendOutcome::Kind;

namespace {

/// A service of the shop's own: says that it has done what was asked.
class ServiceStub final : public testing::StubHttpServer {
public:
    Answer answerTo(const testing::StubRequest& request) override
    {
        return {200, {{u"done"_s, QString::fromLatin1(request.target)}}, {}};
    }
};

/// Remembers what it was given, and answers as it is told to.
class SaidPlatform final : public ports::PlatformClient {
public:
    struct Heard {
        std::vector<QJsonArray> actions;
        std::vector<CallKind> next;
    };
    explicit SaidPlatform(std::shared_ptr<Heard> heard) : m_heard(std::move(heard)) {}
    bool isConfigured() const override { return true; }
    QString describe() const override { return u"said"_s; }
    QCoro::Task<bool> isHealthy() override
    {
        const bool isHealthy = true;
        co_return isHealthy;
    }
    QCoro::Task<SendOutcome> send(OutboxItem item) override
    {
        m_heard->actions.push_back(item.body.value("actions"_L1).toArray());
        SendOutcome outcome;
        if (!m_heard->next.empty()) {
            outcome.kind = m_heard->next.front();
            m_heard->next.erase(m_heard->next.begin());
        }
        co_return outcome;
    }

private:
    std::shared_ptr<Heard> m_heard;
};

QJsonObject callOf(const QString& name, const QJsonObject& arguments)
{
    return {{u"name"_s, name}, {u"arguments"_s, arguments}};
}

OutboxItem rowWith(const std::vector<QJsonObject>& calls, int attempts = 1)
{
    QJsonArray actions;
    for (const QJsonObject& call : calls)
        actions.append(QJsonObject{{u"type"_s, u"execute_api"_s}, {u"data"_s, call}});
    actions.append(
        QJsonObject{{u"type"_s, u"send_message"_s}, {u"data"_s, QJsonObject{{u"message"_s, u"Dạ xong ạ"_s}}}});
    OutboxItem item;
    item.id = 7;
    item.dedupKey = "key";
    item.repeatable = false;
    item.attempts = attempts;
    item.body = {{u"actions"_s, actions}};
    return item;
}

}  // namespace

/// Calls of services by their names (contracts/connections §1).
class NamedCallsTest : public QObject {
    Q_OBJECT

    testing::PushedClock m_clock;
    testing::SomeRandom m_random;
    std::unique_ptr<ServiceStub> m_service;
    std::unique_ptr<testing::KiotVietStub> m_shop;
    std::unique_ptr<LocalSharedShelf> m_shelf;
    std::shared_ptr<KiotVietClient> m_kiotViet;
    std::shared_ptr<NamedCalls> m_calls;
    std::shared_ptr<SaidPlatform::Heard> m_heard;
    std::unique_ptr<CallingPlatform> m_platform;

    NamedConnection http(const QString& name, const QByteArray& method, bool needsPerson) const
    {
        NamedConnection made;
        made.name = name;
        made.method = method;
        made.origin = m_service->url();
        made.path = u"/orders/{code}"_s;
        made.token = "t0ken";
        made.parameters = {{u"code"_s, CallParameter::Type::Text, CallParameter::Place::Path, true, {}, 40, false, {}}};
        made.calls = 3;
        made.timeout = 400ms;
        made.needsPerson = needsPerson;
        return made;
    }
    SendOutcome call(const QString& name, const QString& code = u"DH1"_s)
    {
        return resultOf(m_calls->call(callOf(name, {{u"code"_s, code}}), "00ff"_ba));
    }
    void beginPlatform()
    {
        m_heard = std::make_shared<SaidPlatform::Heard>();
        m_platform = std::make_unique<CallingPlatform>(std::make_unique<SaidPlatform>(m_heard), m_calls);
    }
    SendOutcome sendRow(const std::vector<QString>& names, int attempts = 1)
    {
        std::vector<QJsonObject> calls;
        for (const QString& name : names)
            calls.push_back(callOf(name, {{u"code"_s, u"DH1"_s}}));
        return resultOf(m_platform->send(rowWith(calls, attempts)));
    }

private slots:
    void init()
    {
        m_service = std::make_unique<ServiceStub>();
        QVERIFY(m_service->listen());
        m_shop = std::make_unique<testing::KiotVietStub>();
        QVERIFY(m_shop->listen());
        m_shelf = std::make_unique<LocalSharedShelf>(m_clock);
        m_kiotViet = std::make_shared<KiotVietClient>(testing::accountAt(*m_shop), *m_shelf, m_clock, m_random);
        NamedConnection customers;
        customers.name = u"find_customer"_s;
        customers.kind = NamedConnection::Kind::KiotViet;
        customers.path = u"customers"_s;
        customers.parameters = {
            {u"contactNumber"_s, CallParameter::Type::Text, CallParameter::Place::Query, true, {}, 12, false, {}}};
        customers.needsPerson = false;
        customers.timeout = 400ms;
        NamedConnection order;
        order.name = u"make_order"_s;
        order.kind = NamedConnection::Kind::KiotViet;
        order.method = "POST";
        order.path = u"orders"_s;
        order.parameters = {
            {u"branchId"_s, CallParameter::Type::Integer, CallParameter::Place::Body, true, {}, 0, false, {}}};
        order.needsPerson = false;
        order.timeout = 400ms;
        m_calls = std::make_shared<NamedCalls>(
            std::vector{http(u"order_status"_s, "GET", false), http(u"cancel"_s, "POST", false),
                        http(u"refund"_s, "POST", true), customers, order},
            m_kiotViet, *m_shelf, m_random);
        beginPlatform();
    }
    void cleanup()
    {
        m_platform.reset();
        m_calls->close();
        m_calls.reset();
        m_kiotViet->close();
        m_kiotViet.reset();
    }

    void onlyWhatIsNamedIsAllowed()
    {
        using Verdict = CallVerdict::Kind;
        const QJsonObject right{{u"code"_s, u"DH1"_s}};
        QCOMPARE(m_calls->judge(callOf(u"order_status"_s, right)).kind, Verdict::Allowed);
        QCOMPARE(m_calls->judge(callOf(u"refund"_s, right)).kind, Verdict::NeedsPerson);
        QCOMPARE(m_calls->judge(callOf(u"other"_s, right)).kind, Verdict::Refused);
        QCOMPARE(m_calls->judge(callOf(u"refund"_s, {{u"url"_s, u"x"_s}})).kind, Verdict::Refused);
        QCOMPARE(m_calls->judge({{u"name"_s, u"refund"_s}, {u"arguments"_s, 1}}).kind, Verdict::Refused);
        NamedConnection ofKiotViet;
        ofKiotViet.name = u"k"_s;
        ofKiotViet.kind = NamedConnection::Kind::KiotViet;
        ofKiotViet.path = u"orders"_s;
        const NamedCalls without({ofKiotViet}, nullptr, *m_shelf, m_random);
        QCOMPARE(without.judge(callOf(u"k"_s, {})).kind, Verdict::Refused);
    }

    void aCallGoesOutAsItIsWritten()
    {
        const SendOutcome done = call(u"order_status"_s);
        QCOMPARE(done.kind, CallKind::Sent);
        QCOMPARE(done.answer.value("done"_L1).toString(), u"/orders/DH1"_s);
        const testing::StubRequest& request = m_service->requests().back();
        QCOMPARE(request.method, "GET"_ba);
        QCOMPARE(request.header("authorization"), "Bearer t0ken"_ba);
        QCOMPARE(request.header("idempotency-key"), "00ff"_ba);
    }

    void whatCameOfItIsToldByItsKind_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* tag, const QString& name, int status, StubScript::Fault fault, CallKind kind) {
            QTest::newRow(tag) << name << status << int(fault) << int(kind);
        };
        using Fault = StubScript::Fault;
        row("a question refused", u"order_status"_s, 404, Fault::None, CallKind::Dead);
        row("not our token", u"cancel"_s, 401, Fault::None, CallKind::Dead);
        row("busy", u"cancel"_s, 503, Fault::None, CallKind::Retry);
        row("a change cut off", u"cancel"_s, 200, Fault::Close, CallKind::Ambiguous);
        row("a question cut off", u"order_status"_s, 200, Fault::Close, CallKind::Retry);
        row("a change without an answer", u"cancel"_s, 200, Fault::Silent, CallKind::Ambiguous);
    }
    void whatCameOfItIsToldByItsKind()
    {
        QFETCH(QString, name);
        QFETCH(int, status);
        QFETCH(int, fault);
        QFETCH(int, kind);
        StubScript script;
        script.status = status;
        script.fault = StubScript::Fault(fault);
        m_service->setScript(script);
        QCOMPARE(int(call(name).kind), kind);
        QCOMPARE(m_calls->figures().failed, 1);
    }

    void eachHasALimitOfItsOwn()
    {
        for (int i = 0; i < 3; ++i)
            QCOMPARE(call(u"order_status"_s).kind, CallKind::Sent);
        const SendOutcome later = call(u"order_status"_s);
        QCOMPARE(later.kind, CallKind::Retry);
        QVERIFY(later.retryAfter && *later.retryAfter <= 60s && *later.retryAfter > 0s);
        QCOMPARE(m_service->received(), 3);
        QCOMPARE(call(u"cancel"_s).kind, CallKind::Sent);
        QCOMPARE(m_calls->figures().limited, 1);
    }

    void kiotVietIsCalledByNameToo()
    {
        m_shop->setItems(u"customers"_s, {QJsonObject{{u"id"_s, 1}, {u"contactNumber"_s, u"0901234567"_s}}});
        const SendOutcome found =
            resultOf(m_calls->call(callOf(u"find_customer"_s, {{u"contactNumber"_s, u"0901234567"_s}}), {}));
        QCOMPARE(found.kind, CallKind::Sent);
        QCOMPARE(found.answer.value("data"_L1).toArray().size(), 1);
        const SendOutcome made = resultOf(m_calls->call(callOf(u"make_order"_s, {{u"branchId"_s, 1}}), {}));
        QCOMPARE(made.kind, CallKind::Sent);
        QCOMPARE(m_shop->createdOrders().size(), 1);
    }

    void kiotVietIsNotWaitedForLongerThanItsConnectionSays()
    {
        StubScript silent;
        silent.fault = StubScript::Fault::Silent;
        m_shop->setScript(silent);
        QCOMPARE(resultOf(m_calls->call(callOf(u"make_order"_s, {{u"branchId"_s, 1}}), {})).kind, CallKind::Ambiguous);
        QCOMPARE(resultOf(m_calls->call(callOf(u"find_customer"_s, {{u"contactNumber"_s, u"09"_s}}), {})).kind,
                 CallKind::Retry);
    }

    void callsAreMadeBeforeTheRestGoesOut()
    {
        const SendOutcome sent = sendRow({u"order_status"_s, u"cancel"_s});
        QCOMPARE(sent.kind, CallKind::Sent);
        QCOMPARE(m_service->received(), 2);
        QCOMPARE(sent.answer.value("calls"_L1).toArray().size(), 2);
        QCOMPARE(m_heard->actions.size(), 1u);
        QCOMPARE(m_heard->actions[0].size(), 1);
        QVERIFY(m_service->requests()[0].header("idempotency-key") !=
                m_service->requests()[1].header("idempotency-key"));
    }

    void whatIsDoneIsNotDoneAgain()
    {
        m_heard->next = {CallKind::Retry, CallKind::Dead, CallKind::Sent};
        QCOMPARE(sendRow({u"cancel"_s}).kind, CallKind::Retry);
        QCOMPARE(sendRow({u"cancel"_s}, 2).kind, CallKind::Dead);
        QCOMPARE(sendRow({u"cancel"_s}, 3).kind, CallKind::Sent);  // a person has sent it again
        QCOMPARE(m_service->received(), 1);
    }

    /// Or it would go again under another key: after a restart nobody here knows that the call was made.
    void aCallThatIsDoneIsAPartThatIsDone()
    {
        m_heard->next = {CallKind::Dead};
        QVERIFY(sendRow({u"cancel"_s}).isPartly);
        StubScript script;
        script.status = 409;
        m_service->setScript(script);
        OutboxItem other = rowWith({callOf(u"cancel"_s, {{u"code"_s, u"DH1"_s}})});
        other.id += 1;
        QVERIFY2(!resultOf(m_platform->send(other)).isPartly, "it was refused, and nothing before it was done");
    }

    void nothingIsDoneWithoutTheYesThatIsWanted()
    {
        const SendOutcome asked = sendRow({u"order_status"_s, u"refund"_s});
        QCOMPARE(asked.kind, CallKind::Dead);
        QCOMPARE(asked.error, kCallNeedsYes + u"refund"_s);
        QVERIFY(!asked.isOfPlatform);
        QCOMPARE(m_service->received(), 0);
        QVERIFY(m_heard->actions.empty());
        QCOMPARE(sendRow({u"order_status"_s, u"refund"_s}, 2).kind, CallKind::Sent);
        QCOMPARE(m_service->received(), 2);
    }

    void afterARestartAPersonDecides()
    {
        const SendOutcome asked = sendRow({u"cancel"_s}, 2);
        QCOMPARE(asked.kind, CallKind::Dead);
        QCOMPARE(asked.error, kCallMayBeDone + u"cancel"_s);
        QCOMPARE(m_service->received(), 0);
        QCOMPARE(sendRow({u"cancel"_s}, 3).kind, CallKind::Sent);
        QCOMPARE(m_service->received(), 1);
    }

    void aCallThatFailsHoldsTheRestBack()
    {
        StubScript script;
        script.status = 409;
        m_service->setScript(script);
        const SendOutcome failed = sendRow({u"cancel"_s});
        QCOMPARE(failed.kind, CallKind::Dead);
        QVERIFY2(failed.error.startsWith(kCallFailed + u"cancel: "_s), qPrintable(failed.error));
        QVERIFY(!failed.isOfPlatform);
        QVERIFY(m_heard->actions.empty());
    }

    void whatHasNoCallsGoesOutAsItIs()
    {
        const OutboxItem item = rowWith({});
        QCOMPARE(resultOf(m_platform->send(item)).kind, CallKind::Sent);
        QCOMPARE(m_heard->actions[0], item.body.value("actions"_L1).toArray());
    }
};

TONGDAI_TEST(NamedCallsTest)

}  // namespace tongdai::upstream

#include "named_calls_test.moc"
