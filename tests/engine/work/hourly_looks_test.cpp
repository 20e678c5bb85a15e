#include "engine/work/audit/hourly_looks.h"

#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Security S41: who saw which conversation, once an hour.
class HourlyLooksTest : public QObject {
    Q_OBJECT

    HandMovedClock m_clock;
    QList<AuditEntry> m_noted;
    std::unique_ptr<HourlyLooks> m_looks;
    const OperatorId m_lan{"lan"_ba};
    const OperatorId m_minh{"minh"_ba};

private slots:
    void init()
    {
        m_clock.at = std::chrono::hours(1);
        m_noted.clear();
        m_looks = std::make_unique<HourlyLooks>(m_clock, [this](const AuditEntry& entry) { m_noted << entry; });
    }

    void eachPersonAndConversationOnceAnHour()
    {
        const ConversationId first("c1"_ba);
        for (int i = 0; i < 5; ++i)
            m_looks->saw(m_lan, first);
        QCOMPARE(m_noted.size(), 1);
        QCOMPARE(m_noted[0].actor, "lan"_ba);
        QCOMPARE(m_noted[0].action, u"conversation.viewed"_s);
        QCOMPARE(m_noted[0].object, "c1"_ba);
        m_looks->saw(m_minh, first);
        m_looks->saw(m_lan, ConversationId("c2"_ba));
        QCOMPARE(m_noted.size(), 3);
        m_clock.at += std::chrono::minutes(59);
        m_looks->read(m_lan, first);
        QCOMPARE(m_noted.size(), 3);
        m_clock.at += std::chrono::minutes(2);
        m_looks->read(m_lan, first);
        QCOMPARE(m_noted.size(), 4);
        QCOMPARE(m_noted[3].detail["source"_L1].toString(), u"REST"_s);
        m_looks->read(m_lan, {});
        m_looks->read(m_lan, {});
        QCOMPARE(m_noted.size(), 5);
        QCOMPARE(m_noted[4].action, u"conversation.listed"_s);
        QVERIFY(m_noted[4].object.isEmpty());
    }

    /// Memory is bounded, and nothing is left out for it.
    void tooManyAreWrittenDownTwiceRatherThanNever()
    {
        const auto all = int(HourlyLooks::kMostKept) + 10;
        for (int i = 0; i < all; ++i)
            m_looks->saw(m_lan, ConversationId("c" + QByteArray::number(i)));
        QCOMPARE(m_noted.size(), all);
        m_looks->saw(m_lan, ConversationId("c0"_ba));
        QCOMPARE(m_noted.size(), all + 1);
    }
};

TONGDAI_TEST(HourlyLooksTest)

}  // namespace tongdai::testing

#include "hourly_looks_test.moc"
