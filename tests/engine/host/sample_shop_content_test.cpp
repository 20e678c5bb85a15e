#include "engine/host/sample/sample_shop_content.h"

#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QSet>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class SampleShopContentTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_shop = sampleConversations(m_now); }

    void isAShopOfTwoHundred()
    {
        QCOMPARE(m_shop.size(), 200u);
        QSet<QByteArray> ids;
        QSet<QString> names;
        QSet<QString> channels;
        QHash<SampleConversation::End, int> ends;
        for (const auto& c : m_shop) {
            QVERIFY(c.id.bytes().startsWith("sample-"));
            ids << c.id.bytes();
            names << c.customerName;
            channels << c.channel;
            ++ends[c.end];
        }
        QCOMPARE(ids.size(), 200);
        QCOMPARE(names.size(), 200);
        QCOMPARE(channels, (QSet<QString>{u"facebook"_s, u"zalo"_s, u"web"_s, u"tiktok"_s}));
        using End = SampleConversation::End;
        for (const End end : {End::Waiting, End::Owned, End::OwnedWaiting})
            QVERIFY(ends[end] >= 5 && ends[end] <= 30);
        QVERIFY(ends[End::Bot] > 50);
        QVERIFY(ends[End::Closed] > 40);
    }
    void isTheSameEveryTime()
    {
        const auto again = sampleConversations(m_now);
        for (size_t i = 0; i < m_shop.size(); ++i) {
            QCOMPARE(again[i].customerName, m_shop[i].customerName);
            QCOMPARE(again[i].lines.back().text, m_shop[i].lines.back().text);
            QCOMPARE(again[i].lines.back().at, m_shop[i].lines.back().at);
        }
    }
    void leavesNoPlaceUnfilled()
    {
        static const QRegularExpression open(u"[{}\\[\\]|]"_s);
        for (const auto& c : m_shop) {
            for (const auto& line : c.lines) {
                QVERIFY2(!line.text.isEmpty() && !line.text.contains(open), qPrintable(line.text));
                if (line.speaker != Speaker::Bot) continue;
                QVERIFY2(!line.intent.isEmpty() && line.confidence > 0 && line.confidence < 1, qPrintable(line.text));
            }
        }
        for (const QStringList& dialogue : sampleLiveDialogues(7)) {
            for (const QString& text : dialogue)
                QVERIFY2(!text.contains(open), qPrintable(text));
        }
    }
    void hasNoTwoAlikeSideBySide()
    {
        for (size_t i = 1; i < m_shop.size(); ++i) {
            QVERIFY2(m_shop[i].lines.front().text != m_shop[i - 1].lines.front().text,
                     qPrintable(m_shop[i].id.toString()));
        }
    }
    void liesInTheLastThreeDays()
    {
        for (const auto& c : m_shop) {
            QVERIFY(c.lines.back().at < m_now);
            QVERIFY(c.lines.front().at > m_now - 80h);
            for (size_t i = 1; i < c.lines.size(); ++i)
                QVERIFY(c.lines[i].at > c.lines[i - 1].at);
        }
    }
    void speaksForOperatorsOnlyWhereOneIsNamed()
    {
        for (const auto& c : m_shop) {
            const bool speaks = std::any_of(c.lines.begin(), c.lines.end(),
                                            [](const auto& l) { return l.speaker == Speaker::Operator; });
            QCOMPARE(speaks, !c.owner.isEmpty());
        }
    }

private:
    TimePoint m_now{std::chrono::milliseconds(1'763'730'000'000)};
    std::vector<SampleConversation> m_shop;
};

TONGDAI_TEST(SampleShopContentTest)

}  // namespace tongdai

#include "sample_shop_content_test.moc"
