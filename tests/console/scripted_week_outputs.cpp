#include "tests/console/scripted_week_outputs.h"

#include "engine/contract/json/figures_answer.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

void compareFiles(const ScriptFigures& wanted, const StatsPage& page, const QString& folder)
{
    const QString file = QDir(folder).filePath(u"week.csv"_s);
    QCOMPARE(page.exportTo(file), QString());
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QByteArray written = csv.readAll();
    QVERIFY(written.contains("Messages in," + QByteArray::number(wanted.in) + ','));
    QVERIFY(written.contains("Replies by people," + QByteArray::number(wanted.people) + ','));
    QVERIFY(written.contains("Taken over," + QByteArray::number(wanted.takeovers) + ','));
    qint64 ofFile = 0;
    for (const QByteArray& line : written.split('\n')) {
        const QList<QByteArray> cells = line.trimmed().split(',');
        if (cells.size() == 4 && line.startsWith("2025-10-")) ofFile += cells[1].toLongLong();
    }
    QCOMPARE(ofFile, wanted.in);

    const QString book = QDir(folder).filePath(u"week.xlsx"_s);
    QCOMPARE(page.exportTo(book), QString());
    QProcess unzip;
    unzip.start(u"unzip"_s, {u"-p"_s, book, u"xl/worksheets/sheet1.xml"_s});
    QVERIFY2(unzip.waitForFinished(), "Debian's unzip is needed");
    const QByteArray figures = unzip.readAllStandardOutput();
    for (const qint64 value : {wanted.in, wanted.bot, wanted.people, wanted.takeovers, wanted.handOvers})
        QVERIFY2(figures.contains("<v>" + QByteArray::number(value) + "</v>"), QByteArray::number(value).constData());
}

void compareRest(const ScriptFigures& wanted, const StatsReport& report, double debt)
{
    const QJsonObject rest = contract::figuresAnswer(report);
    const auto number = [&rest](const char* key) { return rest[QLatin1StringView(key)].toInteger(); };
    QCOMPARE(number("messages_in"), wanted.in);
    QCOMPARE(number("bot_answers"), wanted.bot);
    QCOMPARE(number("people_replies"), wanted.people);
    QCOMPARE(number("handed_over"), wanted.handOvers);
    QCOMPARE(number("taken_over"), wanted.takeovers);
    QCOMPARE(number("waiting_now"), kStillWaiting);
    QVERIFY(std::abs(rest["answer_debt"_L1].toDouble() - debt) < 1);
    QCOMPARE(number("undelivered"), 1);
    QCOMPARE(number("outcome_unknown"), 1);
    QCOMPARE(number("ai_turns"), wanted.turns);
    QCOMPARE(number("ai_failures"), wanted.failures);
    QCOMPARE(rest["first_answer_bot"_L1]["count"_L1].toInteger(), wanted.botWaits);
    QCOMPARE(rest["first_reply_people"_L1]["count"_L1].toInteger(), wanted.peopleWaits);
    qint64 heat = 0;
    for (const QJsonValue& day : rest["by_weekday_and_hour"_L1].toArray()) {
        for (const QJsonValue& hour : day.toArray())
            heat += hour.toInteger();
    }
    QCOMPARE(heat, wanted.in);
    std::map<QString, qint64> replies;
    std::map<QString, qint64> taken;
    for (const QJsonValue& who : rest["staff"_L1].toArray()) {
        replies[who["name"_L1].toString()] = who["replies"_L1].toInteger();
        taken[who["name"_L1].toString()] = who["taken_over"_L1].toInteger();
    }
    QCOMPARE(replies, wanted.replies);
    QCOMPARE(taken, wanted.taken);
    std::map<qint64, std::array<qint64, 3>> hours;
    for (const QJsonValue& point : rest["over_time"_L1].toArray()) {
        const std::array values{point["in"_L1].toInteger(), point["bot"_L1].toInteger(),
                                point["people"_L1].toInteger()};
        if (values != std::array<qint64, 3>{}) hours[point["start"_L1].toInteger() / 3600] = values;
    }
    QCOMPARE(hours, wanted.hours);
}

}  // namespace tongdai::testing
