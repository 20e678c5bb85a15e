#include "engine/upstream/pancake/page_people.h"

#include "tests/engine/upstream/short_sleep_clock.h"
#include "tests/support/pancake_stub.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::PancakeStub;

namespace {

constexpr char kPeopleToken[] = "page-token-0123456789";

QJsonObject givenTo(const QString& id)
{
    return {{u"id"_s, u"1029_1"_s}, {u"assignee_ids"_s, QJsonArray{id}}};
}

}  // namespace

/// The names of the people at Pancake (contracts/pancake §2).
class PagePeopleTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PancakeStub> m_stub;
    testing::ShortSleepClock m_clock;
    std::shared_ptr<PageCalls> m_calls;
    std::unique_ptr<PagePeople> m_people;

    QString nameOf(const QByteArray& id) const { return m_people->of("1029")->value(id); }

private slots:
    void init()
    {
        m_stub = std::make_unique<PancakeStub>();
        QVERIFY(m_stub->listen());
        m_stub->addPage(u"1029"_s, kPeopleToken);
        m_stub->setPeople({{u"u-1"_s, u"Lan"_s}, {u"u-2"_s, u"Minh"_s}});
        const PageAccount account{"1029", kPeopleToken, u"facebook"_s, u"Áo Xinh"_s, 5s};
        m_calls = std::make_shared<PageCalls>(account, QUrl(m_stub->url().toString() + u"/api"_s), m_clock);
        const std::vector<std::shared_ptr<PageCalls>> pages{m_calls};
        m_people = std::make_unique<PagePeople>(pages, m_clock);
    }
    void cleanup()
    {
        m_people->stopped(1s);
        m_calls->close();
        m_people.reset();
        m_clock.endSleeps();
    }

    void whoIsNewIsAskedForOnce()
    {
        QVERIFY(!m_people->of("zl_7"));
        m_people->start();
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("u-1"), u"Lan"_s, 30'000);
        m_people->note("1029", givenTo(u"u-2"_s));
        QCOMPARE(m_stub->peopleAsked(), 1);
        m_stub->setPeople({{u"u-1"_s, u"Lan Anh"_s}, {u"u-3"_s, u"Hoa"_s}});
        m_people->note("1029", givenTo(u"u-3"_s));
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("u-3"), u"Hoa"_s, 30'000);
        QCOMPARE(nameOf("u-1"), u"Lan Anh"_s);
        m_people->note("1029", givenTo(u"u-77"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_stub->peopleAsked(), 3, 30'000);
        m_people->note("1029", givenTo(u"u-77"_s));
        m_stub->setPeople({{u"u-1"_s, u"Lan Anh"_s}, {u"u-4"_s, u"Mai"_s}});
        m_people->note("1029", givenTo(u"u-4"_s));
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("u-4"), u"Mai"_s, 30'000);
        QCOMPARE(m_stub->peopleAsked(), 4);
    }

    void itIsAskedAgainWhenPancakeDidNotAnswer_data()
    {
        QTest::addColumn<bool>("isThrottled");
        QTest::newRow("too often") << true;
        QTest::newRow("broken") << false;
    }
    void itIsAskedAgainWhenPancakeDidNotAnswer()
    {
        QFETCH(bool, isThrottled);
        if (isThrottled) m_stub->throttle(2, 4029, {});
        if (!isThrottled) m_stub->breakDown(2);
        m_people->start();
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("u-1"), u"Lan"_s, 30'000);
        QCOMPARE(m_stub->peopleAsked(), 1);
    }

    /// A token may be good for texts alone.
    void whatIsNotAllowedHoldsNoTextUp()
    {
        m_stub->addPage(u"1029"_s, "another-token");
        m_people->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_stub->refusedTokens(), 1, 30'000);
        QVERIFY(nameOf("u-1").isEmpty());
        QVERIFY(m_calls->tokenTrouble().isEmpty());
    }
};

TONGDAI_TEST(PagePeopleTest)

}  // namespace tongdai::upstream

#include "page_people_test.moc"
