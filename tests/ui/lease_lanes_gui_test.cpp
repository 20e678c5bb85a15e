#include "ui/locks/lease_lanes.h"

#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::LiveStage;

/// The timeline of a conversation's claims: where its events lead.
class LeaseLanesTest : public QObject {
    Q_OBJECT
    std::unique_ptr<LiveStage> m_stage;
    std::unique_ptr<LeaseLanes> m_lanes;
    const ConversationId m_conversation{"c-11990"};

    QPoint placeOf(const QString& words)
    {
        for (int x = 0; x < m_lanes->width(); x += 8) {
            for (int y = 4; y < m_lanes->height(); y += 12) {
                QTest::mouseClick(m_lanes.get(), Qt::LeftButton, {}, {x, y});
                if (m_lanes->markedWords().contains(words)) return {x, y};
            }
        }
        return {-1, -1};
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<LiveStage>();
        m_lanes = std::make_unique<LeaseLanes>(m_stage->look());
        const TimePoint now = m_stage->desk.now;
        const OwnerId first("0011:aa"_ba);
        const OwnerId second("0022:bb"_ba);
        std::vector<ClaimEvent> events{
            {m_conversation, ClaimAct::Granted, first, 16, 0, {}, now - 60s},
            {m_conversation, ClaimAct::Granted, second, 17, 0, {}, now - 30s},
            {m_conversation, ClaimAct::RefusedLate, first, 16, 17, {}, now - 10s, 42},
        };
        m_lanes->setTrail(m_conversation, std::move(events), {}, now);
        m_lanes->resize(800, 120);
        m_lanes->show();
        m_stage->settle();
    }
    void cleanup()
    {
        m_lanes.reset();
        m_stage.reset();
    }

    void aRefusalLeadsToTheLineThatWasNotSent()
    {
        const QPoint place = placeOf(u"refused"_s);
        QVERIFY(place.x() >= 0);
        const QSignalSpy line(m_lanes.get(), &LeaseLanes::lineWanted);
        const QSignalSpy conversation(m_lanes.get(), &LeaseLanes::conversationWanted);
        QTest::mouseClick(m_lanes.get(), Qt::LeftButton, {}, place);
        QCOMPARE(line.size(), 1);
        QCOMPARE(line[0][0].value<ConversationId>(), m_conversation);
        QCOMPARE(line[0][1].toLongLong(), 42);
        QTest::keyClick(m_lanes.get(), Qt::Key_Return);
        QCOMPARE(line.size(), 2);
        QCOMPARE(conversation.size(), 0);
    }

    void anyOtherEventLeadsToTheConversation()
    {
        const QSignalSpy line(m_lanes.get(), &LeaseLanes::lineWanted);
        const QSignalSpy conversation(m_lanes.get(), &LeaseLanes::conversationWanted);
        QTest::keyClick(m_lanes.get(), Qt::Key_Home);
        QTest::keyClick(m_lanes.get(), Qt::Key_Return);
        QCOMPARE(conversation.size(), 1);
        QCOMPARE(line.size(), 0);
    }
};

TONGDAI_TEST(LeaseLanesTest)

}  // namespace tongdai

#include "lease_lanes_gui_test.moc"
