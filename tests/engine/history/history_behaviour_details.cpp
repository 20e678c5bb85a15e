#include "engine/history/statistics/conversation_pages.h"
#include "tests/engine/history/history_behaviour.h"

#include <QSet>
#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

/// Conversations one by one, as the detail export has them (features H11), on every store.
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kDetailsEngine("engine-a"_ba);
const OperatorId kDetailsLan("lan"_ba);

bool isNearly(const std::optional<double>& seconds, std::chrono::seconds expected)
{
    return seconds && std::abs(*seconds - double(expected.count())) < 0.01;
}

}  // namespace

std::vector<ConversationFigures> HistoryBehaviour::detailsOf(const StatsQuery& range, int limit)
{
    ConversationFiguresQuery query;
    query.range = range;
    query.working = await(store().workingRules());
    query.limit = limit;
    std::vector<ConversationFigures> rows;
    qint64 looked = 0;
    qint64 total = 0;
    for (bool hasMore = true; hasMore;) {
        const ConversationFiguresPage page = await(store().conversationFigures(query));
        looked += page.looked;
        total += page.total;
        hasMore = !page.isLast;
        query.after = page.after;
        rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    }
    if (looked != total) qWarning("%lld conversations of %lld were looked at", looked, total);
    return looked == total ? rows : std::vector<ConversationFigures>();
}

/// Counted from lines or from what was rolled up, the page's figures are the sums of these columns (features H6).
void HistoryBehaviour::detailsSumUpToTheFigures()
{
    plantWeeks();
    WorkingRules rules;
    rules.keepsHolidays = false;
    rules.days.fill({{9 * 60, 12 * 60}});
    await(store().setWorkingRules(rules));
    const auto compare = [this](int days, bool sample) {
        StatsQuery query;
        query.zone = "Asia/Ho_Chi_Minh";
        query.sample = sample;
        query.from = startOfDay(clock().now(), QTimeZone(query.zone), days - 1);
        query.to = clock().now();
        const StatsReport report = await(store().statistics(query));
        const std::vector<ConversationFigures> rows = detailsOf(query, 7);
        QVERIFY(report.in > 0 && !rows.empty());
        const auto sum = [&rows](qint64 ConversationFigures::*count) {
            qint64 all = 0;
            for (const ConversationFigures& row : rows)
                all += row.*count;
            return all;
        };
        using Figures = ConversationFigures;
        QCOMPARE((std::array{sum(&Figures::in), sum(&Figures::bot), sum(&Figures::people)}),
                 (std::array{report.in, report.bot, report.people}));
        QCOMPARE((std::array{sum(&Figures::takeovers), sum(&Figures::handOvers)}),
                 (std::array{report.takeovers, report.handOvers}));
        QCOMPARE((std::array{sum(&Figures::botWaits), sum(&Figures::peopleWaits)}),
                 (std::array{report.botFirst.count, report.peopleFirst.count}));
        QCOMPARE((std::array{sum(&Figures::resolvedByBot), sum(&Figures::resolvedByPeople)}),
                 (std::array{report.resolutions.bot.count, report.resolutions.people.count}));
        QCOMPARE((std::array{sum(&Figures::aiCalls), sum(&Figures::aiFailures), sum(&Figures::aiRepeated)}),
                 (std::array{report.aiCalls, report.aiFailures, report.aiRepeated}));
        QCOMPARE((std::array{sum(&Figures::undelivered), sum(&Figures::unknown)}),
                 (std::array{report.undelivered, report.unknown}));
        QSet<ConversationId> once;
        for (const ConversationFigures& row : rows) {
            QVERIFY2(!row.isEmpty(), "nothing of it is in the range");
            once.insert(row.conversation);
            QCOMPARE(row.botFirst.has_value(), row.botWaits > 0);
            QCOMPARE(row.peopleFirst.has_value(), row.peopleWaits > 0);
            QVERIFY(row.peopleFirstWork.value_or(0) <= row.peopleFirst.value_or(0));
            QCOMPARE(row.resolution.has_value(), row.resolvedByBot + row.resolvedByPeople > 0);
            QCOMPARE(row.firstLineAt.has_value(), row.in > 0);
            QVERIFY(row.in == 0 || !row.firstLine.isEmpty());
        }
        QCOMPARE(once.size(), qsizetype(rows.size()));
    };
    for (const bool isRolledUp : {false, true}) {
        if (isRolledUp) QVERIFY(rollUp() > 0);
        for (const int days : {7, 30}) {
            compare(days, false);
            if (QTest::currentTestFailed()) return;
        }
    }
    compare(30, true);
}

void HistoryBehaviour::detailsTellOfAConversation()
{
    const TimePoint begin = clock().now();
    const Accepted asked = accept(message(u"c1"_s, u"m1"_s, u"còn size M không?"_s), kDetailsEngine);
    clock().advance(4s);
    FinishRequest passedOn = answer(*asked.claim, 1);
    passedOn.handOver = true;
    passedOn.turn.error = u"khách xin gặp người"_s;
    await(store().finish(passedOn));
    clock().advance(1min);
    await(store().takeOver(ConversationId("c1"_ba), kDetailsLan, u"Lan"_s));
    OperatorMessage reply;
    reply.conversation = ConversationId("c1"_ba);
    reply.messageId = MessageId("r1"_ba);
    reply.author = kDetailsLan;
    reply.authorName = u"Lan"_s;
    reply.text = u"Dạ em đây ạ"_s;
    await(store().send(reply));
    clock().advance(10min);
    await(store().setStatus(ConversationId("c1"_ba), ConversationStatus::Closed, kDetailsLan, u"Lan"_s));
    accept(message(u"c2"_s, u"m1"_s, u"xin chào"_s));
    clock().advance(2h);

    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = startOfDay(begin, QTimeZone(query.zone));
    query.to = clock().now();
    std::vector<ConversationFigures> rows = detailsOf(query, 1);
    QCOMPARE(rows.size(), size_t(2));
    std::ranges::sort(rows, {}, [](const ConversationFigures& row) { return row.conversation.bytes(); });
    const ConversationFigures& first = rows[0];
    QCOMPARE(first.conversation.toString(), u"c1"_s);
    QCOMPARE((std::array{first.in, first.bot, first.people, first.handOvers}), (std::array<qint64, 4>{1, 1, 1, 1}));
    QCOMPARE(first.handOverReason, u"khách xin gặp người"_s);
    QCOMPARE(first.answeredBy, QStringList{u"Lan"_s});
    QCOMPARE(first.intents, QStringList{u"ask_stock"_s});
    QCOMPARE(first.status, ConversationStatus::Closed);
    QVERIFY(isNearly(first.botFirst, 4s));
    QVERIFY2(isNearly(first.peopleFirst, 64s), "who is passed on goes on waiting");
    QVERIFY(isNearly(first.longestWait, 64s));
    QVERIFY(isNearly(first.resolution, 664s));
    QCOMPARE(first.resolvedByPeople, 1);
    QVERIFY(first.closedAt && !first.waitingSince);
    QCOMPARE(first.firstLine, u"còn size M không?"_s);
    QCOMPARE(first.lastLine, u"Dạ em đây ạ"_s);
    QCOMPARE(first.lastSpeaker, std::optional(Speaker::Operator));
    QCOMPARE(rows[1].firstLine, u"xin chào"_s);
    QCOMPARE((std::array{rows[1].in, rows[1].bot}), (std::array<qint64, 2>{1, 0}));

    query.from = query.to - 1h;
    QVERIFY2(detailsOf(query, 1).empty(), "nothing was written in the range");
}

/// However many conversations a page has, the store is asked the same few questions.
void HistoryBehaviour::aPageOfDetailsTakesAFewQuestions()
{
    constexpr qint64 kQuestions = 11;
    plantWeeks();
    ConversationFiguresQuery query;
    query.range.zone = "Asia/Ho_Chi_Minh";
    query.range.from = startOfDay(clock().now(), QTimeZone(query.range.zone), 29);
    query.range.to = clock().now();
    for (const int limit : {5, 60}) {
        query.limit = limit;
        const qint64 before = raw().statements();
        const ConversationFiguresPage page = reads::conversationFigures(raw(), query);
        QCOMPARE(page.looked, limit);
        const qint64 asked = raw().statements() - before;
        QVERIFY2(asked <= kQuestions, qPrintable(u"%1 questions for %2"_s.arg(asked).arg(limit)));
    }
}

}  // namespace tongdai::testing
