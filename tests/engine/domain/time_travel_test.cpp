#include "engine/domain/dispute/time_travel.h"

#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

TimePoint travelAt(int second)
{
    return TimePoint(std::chrono::milliseconds(1'763'604'000'000 + 1000LL * second));
}

DisputeParty travelParty(const QByteArray& id, PartyRole role, int joined)
{
    DisputeParty party;
    party.id = id;
    party.name = QString::fromUtf8(id);
    party.role = role;
    if (joined >= 0) party.joinedAt = travelAt(joined);
    party.hasReceipts = true;
    return party;
}

/// One line of the script: who says it when, then when it reached and was read by the others ("c:3,5 l:4,-").
struct Scripted {
    const char* id;
    const char* party;
    int at;
    const char* receipts;
    int edited = -1;
    int deleted = -1;
};

DisputeThread travelled(const std::vector<Scripted>& script, std::vector<DisputeParty> parties)
{
    DisputeThread thread;
    thread.parties = std::move(parties);
    for (const Scripted& each : script) {
        DisputeLine line;
        line.id = each.id;
        line.party = each.party;
        const auto party = std::ranges::find(thread.parties, line.party, &DisputeParty::id);
        if (party != thread.parties.end()) line.role = party->role;
        line.at = travelAt(each.at);
        if (each.edited >= 0) line.editedAt = travelAt(each.edited);
        if (each.deleted >= 0) line.deletedAt = travelAt(each.deleted);
        for (const QString& receipt : QString::fromUtf8(each.receipts).split(u' ', Qt::SkipEmptyParts)) {
            const QStringList times = receipt.mid(2).split(u',');
            DisputeReceipt read;
            read.party = receipt.left(1) == "c"_L1 ? "khach" : receipt.left(1) == "l"_L1 ? "lan" : "hung";
            if (times[0] != "-"_L1) read.deliveredAt = travelAt(times[0].toInt());
            if (times[1] != "-"_L1) read.readAt = travelAt(times[1].toInt());
            line.receipts.push_back(read);
        }
        thread.lines.push_back(line);
    }
    return thread;
}

/// A letter for each cell, as the tables below are written: . not said, ~ not taking part, ? not known, - nothing,
/// n received, d read, S sent. Behind the row: e edited, x deleted.
QString lettersOf(const std::vector<KnewRow>& rows)
{
    QStringList words;
    for (const KnewRow& row : rows) {
        QString word;
        for (const KnewCell& cell : row.cells) {
            switch (cell.knew) {
                case Knew::NotSaid: word += u'.'; break;
                case Knew::Absent: word += u'~'; break;
                case Knew::Unknown: word += u'?'; break;
                case Knew::Nothing: word += u'-'; break;
                case Knew::Received: word += u'n'; break;
                case Knew::Read: word += u'd'; break;
                case Knew::Sent: word += u'S'; break;
            }
        }
        if (row.then == LineThen::Edited) word += u'e';
        if (row.then == LineThen::Deleted) word += u'x';
        words << word;
    }
    return words.join(u' ');
}

/// A delivery that is short of one thing: customer, Lan (operator), Hùng (comes later). 14 lines, 60 events.
DisputeThread shortDelivery()
{
    std::vector<DisputeParty> parties{
        travelParty("khach", PartyRole::Customer, -1), travelParty("lan", PartyRole::Operator, 0),
        travelParty("hung", PartyRole::Admin, 80), travelParty("bot", PartyRole::Bot, -1)};
    parties[1].leftAt = travelAt(190);
    return travelled(
        {
            {"m1", "khach", 10, "l:11,20 h:-,-"},          // "đủ 3 món?"
            {"m2", "bot", 12, "c:13,30 l:14,21 h:-,-"},    // "Dạ đủ 3 món"
            {"m3", "lan", 25, "c:26,31 h:-,-"},            // "Em kiểm lại"
            {"m4", "khach", 32, "l:60,65 h:-,-", -1, -1},  // [ảnh]: Lan gets it late
            {"m5", "lan", 40, "c:41,42 h:-,-", 45},        // answers without having seen m4; edits it
            {"m6", "khach", 50, "l:61,65 h:-,-", -1, 70},  // deleted later
            {"m7", "lan", 66, "c:67,- h:-,-"},             // has seen everything
            {"m8", "hung", 82, "c:83,90 l:84,85"},         // joined at 80
            {"m9", "khach", 91, "l:92,93 h:94,110"},
            {"m10", "bot", 95, "c:96,97 l:98,99 h:100,110"},
            {"m11", "hung", 111, "c:112,113 l:-,114"},  // read without a note of its delivery
            {"m12", "khach", 115, "l:116,- h:117,118"},
            {"m13", "lan", 120, "c:121,122 h:123,124"},  // has not read m12
            {"m14", "khach", 125, "l:126,127"},          // no receipt of Hùng: not known
        },
        std::move(parties));
}

}  // namespace

/// What each party knew at a millisecond, against tables computed by hand.
class TimeTravelTest : public QObject {
    Q_OBJECT

private slots:
    void theScriptHasSixtyEvents()
    {
        const TimeTravel travel(shortDelivery());
        QCOMPARE(int(travel.events().size()), 60);
        QVERIFY(std::ranges::is_sorted(travel.events(), {}, &TravelEvent::at));
    }

    void statesTheTableComputedByHand_data()
    {
        QTest::addColumn<int>("second");
        QTest::addColumn<QString>("table");
        // Columns: customer, Lan, Hùng, bot.
        const QString none = u".... "_s;
        const auto row = [&](int second, const QString& said, int left) {
            QTest::addRow("at %d s", second) << second << (said + none.repeated(left)).trimmed();
        };
        row(9, {}, 14);
        row(10, u"S-~? "_s, 13);
        row(11, u"Sn~? "_s, 13);
        row(12, u"Sn~? --~S "_s, 12);
        row(13, u"Sn~? n-~S "_s, 12);
        row(20, u"Sd~? nn~S "_s, 12);
        row(25, u"Sd~? nd~S -S~? "_s, 11);
        row(31, u"Sd~? dd~S dS~? "_s, 11);
        row(40, u"Sd~? dd~S dS~? S-~? -S~? "_s, 9);
        row(45, u"Sd~? dd~S dS~? S-~? dS~?e "_s, 9);
        row(59, u"Sd~? dd~S dS~? S-~? dS~?e S-~? "_s, 8);
        row(60, u"Sd~? dd~S dS~? Sn~? dS~?e S-~? "_s, 8);
        row(65, u"Sd~? dd~S dS~? Sd~? dS~?e Sd~? "_s, 8);
        row(70, u"Sd~? dd~S dS~? Sd~? dS~?e Sd~?x nS~? "_s, 7);
        row(80, u"Sd-? dd-S dS-? Sd-? dS-?e Sd-?x nS-? "_s, 7);
        row(84, u"Sd-? dd-S dS-? Sd-? dS-?e Sd-?x nS-? nnS? "_s, 6);
        row(94, u"Sd-? dd-S dS-? Sd-? dS-?e Sd-?x nS-? ddS? Sdn? "_s, 5);
        row(110, u"Sd-? dd-S dS-? Sd-? dS-?e Sd-?x nS-? ddS? Sdd? dddS "_s, 4);
        row(119, u"Sd-? dd-S dS-? Sd-? dS-?e Sd-?x nS-? ddS? Sdd? dddS ddS? Snd? "_s, 2);
        row(200, u"Sd-? dd-S dS-? Sd-? dS-?e Sd-?x nS-? ddS? Sdd? dddS ddS? Snd? dSd? Sd?? "_s, 0);
    }
    void statesTheTableComputedByHand()
    {
        QFETCH(const int, second);
        QFETCH(const QString, table);
        QCOMPARE(lettersOf(TimeTravel(shortDelivery()).at(travelAt(second))), table);
    }

    void anEventOfThisMillisecondHasHappened()
    {
        const TimeTravel travel(shortDelivery());
        const auto before = travelAt(65) - std::chrono::milliseconds(1);
        QCOMPARE(travel.cell(3, 1, before).knew, Knew::Received);
        QCOMPARE(travel.cell(3, 1, travelAt(65)).knew, Knew::Read);
        QCOMPARE(*travel.cell(3, 1, travelAt(65)).since, travelAt(65));
        QCOMPARE(travel.eventsUntil(travelAt(65)) - travel.eventsUntil(before), 2);
    }

    void saysWhoAnsweredWithoutHavingSeenWhat()
    {
        using Kind = AnswerInsight::Kind;
        const TimeTravel travel(shortDelivery());
        QCOMPARE(travel.insight(travelAt(11)).kind, Kind::NoAnswer);
        const AnswerInsight bot = travel.insight(travelAt(12));
        QCOMPARE(bot.kind, Kind::Unknown);  // nothing says what a bot has read
        QCOMPARE(travel.insight(travelAt(25)), (AnswerInsight{Kind::SawAll, 2, 1, {}}));
        QCOMPARE(travel.insight(travelAt(40)), (AnswerInsight{Kind::Unseen, 4, 1, {3}}));
        QCOMPARE(travel.insight(travelAt(65)), (AnswerInsight{Kind::Unseen, 4, 1, {3}}));  // as it was when they wrote
        QCOMPARE(travel.insight(travelAt(66)), (AnswerInsight{Kind::SawAll, 6, 1, {}}));
        // Hùng came at 80 and was never shown what was said before.
        QCOMPARE(travel.insight(travelAt(82)), (AnswerInsight{Kind::Unseen, 7, 2, {0, 3, 5}}));
        QCOMPARE(travel.insight(travelAt(124)), (AnswerInsight{Kind::Unseen, 12, 1, {11}}));
    }

    void aSourceWithoutReceiptsSaysThatNothingCanBeKnown()
    {
        DisputeThread thread = shortDelivery();
        for (DisputeLine& line : thread.lines)
            line.receipts.clear();
        for (DisputeParty& party : thread.parties) {
            party.hasReceipts = false;
            party.joinedAt.reset();
        }
        const TimeTravel travel(std::move(thread));
        QCOMPARE(lettersOf(travel.at(travelAt(40))),
                 u"S??? ???S ?S?? S??? ?S?? .... .... .... .... .... .... .... .... ...."_s);
        QCOMPARE(travel.insight(travelAt(40)), (AnswerInsight{AnswerInsight::Kind::Unknown, 4, 1, {}}));
    }

    void whoHasLeftIsNotSaidToKnow()
    {
        DisputeThread thread = shortDelivery();
        thread.parties[1].leftAt = travelAt(62);
        const TimeTravel travel(std::move(thread));
        QCOMPARE(travel.cell(5, 1, travelAt(64)).knew, Knew::Received);  // it had reached them
        QCOMPARE(travel.cell(8, 1, travelAt(92)).knew, Knew::Received);  // a receipt is believed
        QCOMPARE(travel.cell(11, 1, travelAt(115)).knew, Knew::Absent);
    }

    /// Other programs have lines whose time nobody wrote down: they begin no timeline in 1970, and prove nothing.
    void aLineWithoutATimeIsNoEvent()
    {
        DisputeThread thread = shortDelivery();
        thread.lines[0].at = {};
        thread.lines[1].at = {};
        const TimeTravel travel(std::move(thread));
        QVERIFY(travel.events().front().at >= travelAt(0));
        QCOMPARE(travel.cell(0, 0, travelAt(40)), (KnewCell{Knew::Sent, std::nullopt}));
        QVERIFY(travel.at(travelAt(0))[0].then != LineThen::NotSaid);
        // The bot's answer is the newest that can be placed nowhere: nothing is said of what was known.
        QCOMPARE(travel.insight(travelAt(12)), (AnswerInsight{AnswerInsight::Kind::Unknown, 1, 3, {}}));
    }

    void anEmptyThreadHasNothingToSay()
    {
        const TimeTravel travel({});
        QVERIFY(travel.events().empty());
        QVERIFY(travel.at(travelAt(1)).empty());
        QCOMPARE(travel.insight(travelAt(1)).kind, AnswerInsight::Kind::NoAnswer);
    }
};

TONGDAI_TEST(TimeTravelTest)

}  // namespace tongdai::testing

#include "time_travel_test.moc"
