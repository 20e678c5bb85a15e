#include "engine/domain/statistics/conversation_figures.h"

#include "engine/domain/statistics/stats_tally.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A row of the detail export (features H11).
class ConversationFiguresTest : public QObject {
    Q_OBJECT

    const TimePoint m_from{std::chrono::milliseconds(1'763'712'000'000)};

    StatsLine line(StatsLine::Kind kind, std::chrono::seconds after, const QString& who = {}) const
    {
        StatsLine said;
        said.kind = kind;
        said.said = m_from + after;
        said.who = SenderId(who.toLower().toUtf8());
        said.name = who;
        return said;
    }

private slots:
    void takesWhatWasCounted()
    {
        StatsTally tally;
        tally.add(line(StatsLine::Kind::Customer, 0s));
        tally.add(line(StatsLine::Kind::Bot, 3s));
        tally.add(line(StatsLine::Kind::HandOver, 3s));
        for (const char* who : {"Minh", "Lan", "Minh"})
            tally.add(line(StatsLine::Kind::Person, 60s, QString::fromLatin1(who)));
        for (const char* intent : {"ask_price", "", "ask_stock", "ask_stock"}) {
            StatsTurn turn;
            turn.at = m_from;
            turn.intent = QString::fromLatin1(intent);
            tally.add(turn);
        }
        tally.add(StatsAction{u"send_message"_s, true, false, 0, m_from});
        tally.add(StatsAction{u"send_quick_replies"_s, false, true, 2, m_from});
        tally.add(StatsResolution{m_from, m_from + 5min, true});
        ConversationFigures figures;
        QVERIFY(figures.isEmpty());
        takeCounts(tally.total(), figures);
        QVERIFY(!figures.isEmpty());
        QCOMPARE((std::array{figures.in, figures.bot, figures.people, figures.handOvers}),
                 (std::array<qint64, 4>{1, 1, 3, 1}));
        QCOMPARE((std::array{figures.botWaits, figures.peopleWaits}), (std::array<qint64, 2>{1, 1}));
        QCOMPARE(figures.answeredBy, (QStringList{u"Minh"_s, u"Lan"_s}));
        QCOMPARE(figures.intents, (QStringList{u"ask_stock"_s, u"ask_price"_s}));
        QCOMPARE((std::array{figures.aiCalls, figures.actions, figures.actionsFailed}),
                 (std::array<qint64, 3>{4, 2, 1}));
        QCOMPARE((std::array{figures.resolvedByBot, figures.resolvedByPeople}), (std::array<qint64, 2>{0, 1}));
    }

    /// Telephone numbers are nowhere in a masked row, whoever wrote them where (features F11).
    void masksNumbersWhereverTheyStand()
    {
        const QString number = u"0912345678"_s;
        ConversationFigures figures;
        figures.conversation = ConversationId(number.toUtf8());
        figures.customer = u"Lan "_s + number;
        figures.customerId = SenderId(number.toUtf8());
        figures.firstLine = figures.lastLine = figures.handOverReason = u"gọi em "_s + number;
        figures.channel = u"zalo "_s + number;
        figures.assignee = u"Minh "_s + number;
        figures.tags = figures.answeredBy = figures.intents = {number};
        maskNumbers(figures);
        const QStringList texts = QStringList{figures.conversation.toString(),
                                              figures.customer,
                                              figures.customerId.toString(),
                                              figures.firstLine,
                                              figures.lastLine,
                                              figures.handOverReason,
                                              figures.channel,
                                              figures.assignee} +
                                  figures.tags + figures.answeredBy + figures.intents;
        QCOMPARE(texts.size(), 11);
        for (const QString& text : texts) {
            QVERIFY2(!text.contains(number), qPrintable(text));
            QVERIFY2(text.endsWith(u"678"_s), "by the last ones people recognise what they know");
        }
    }
};

TONGDAI_TEST(ConversationFiguresTest)

}  // namespace tongdai

#include "conversation_figures_test.moc"
