#include "tests/console/scripted_week_outputs.h"

#include "engine/contract/json/figures_answer.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

QStringList cellsOf(const QString& line)
{
    QStringList cells{QString()};
    bool isQuoted = false;
    for (const QChar letter : line) {
        if (letter == u'"')
            isQuoted = !isQuoted;
        else if (letter == u',' && !isQuoted)
            cells << QString();
        else
            cells.last() += letter;
    }
    return cells;
}

/// The tables of a CSV by their titles: rows of cells behind the line of headers. What stands before the first is "".
std::map<QString, QList<QStringList>> tablesOfCsv(const QByteArray& written)
{
    std::map<QString, QList<QStringList>> tables;
    QString title;
    bool isHeading = false;
    for (const QString& line : QString::fromUtf8(written).remove(QChar(QChar::ByteOrderMark)).split(u"\r\n"_s)) {
        if (line.isEmpty()) {
            isHeading = true;
        } else if (std::exchange(isHeading, false)) {
            title = cellsOf(line).first();
            tables[title];
        } else {
            tables[title] << cellsOf(line);
        }
    }
    return tables;
}

/// Behind the headers.
QList<QStringList> rowsOf(const std::map<QString, QList<QStringList>>& tables, const QString& title)
{
    const auto found = tables.find(title);
    return found == tables.end() ? QList<QStringList>() : found->second.mid(1);
}

qint64 cell(const QStringList& row, int column)
{
    return row.value(column, u"-1"_s).toLongLong();
}

void compareCsvFigures(const ScriptFigures& wanted, const QList<QStringList>& lines, double debt)
{
    const auto exact = [&lines](const QString& label) {
        for (const QStringList& line : lines) {
            if (line.first() == label) return line.value(1);
        }
        return QString();
    };
    const std::map<QString, qint64> figures{
        {u"Waiting now"_s, kStillWaiting},           {u"Messages in"_s, wanted.in},
        {u"Answers by the bot"_s, wanted.bot},       {u"Replies by people"_s, wanted.people},
        {u"Handed to a person"_s, wanted.handOvers}, {u"Taken over"_s, wanted.takeovers},
        {u"AI failures"_s, wanted.failures},         {u"Not sent"_s, 2}};
    for (const auto& [label, value] : figures)
        QVERIFY2(exact(label) == QString::number(value), qPrintable(label + u": "_s + exact(label)));
    QVERIFY(std::abs(exact(u"All waits together"_s).toDouble() - debt) < 1);
    QVERIFY(std::abs(exact(u"Oldest wait"_s).toDouble() - debt / double(kStillWaiting)) < 1);
    QVERIFY(std::abs(exact(u"First reply, people"_s).toDouble() - 300) <= 3.01);
}

void compareCsvTables(const ScriptFigures& wanted, const std::map<QString, QList<QStringList>>& tables)
{
    std::array<qint64, 3> sums{};
    for (const QStringList& row : rowsOf(tables, u"Messages an hour"_s)) {
        for (int line = 0; line < 3; ++line)
            sums[size_t(line)] += cell(row, line + 1);
    }
    QCOMPARE(sums, (std::array{wanted.in, wanted.bot, wanted.people}));
    qint64 heat = 0;
    for (const QStringList& row : rowsOf(tables, u"Messages in, by weekday and hour"_s)) {
        for (int hour = 1; hour <= 24; ++hour)
            heat += cell(row, hour);
    }
    QCOMPARE(heat, wanted.in);
    const QList<QStringList> settled = rowsOf(tables, u"Until it was settled"_s);
    QCOMPARE(settled.size(), 2);
    QCOMPARE((std::array{cell(settled[0], 5), cell(settled[1], 5)}),
             (std::array{qint64(wanted.botSettled.size()), qint64(wanted.peopleSettled.size())}));
    const QList<QStringList> intents = rowsOf(tables, u"Intents"_s);
    QCOMPARE(intents.size(), 1);
    QCOMPARE((std::array{cell(intents[0], 1), cell(intents[0], 4)}),
             (std::array{wanted.turns - wanted.failures, wanted.takenByIntent}));
    const QList<QStringList> models = rowsOf(tables, u"AI models"_s);
    QCOMPARE(models.size(), 1);
    QCOMPARE((std::array{cell(models[0], 1), cell(models[0], 2)}), (std::array{wanted.turns, wanted.failures}));
    const QList<QStringList> actions = rowsOf(tables, u"Actions"_s);
    QCOMPARE(actions.size(), 1);
    QCOMPARE((std::array{cell(actions[0], 1), cell(actions[0], 2), cell(actions[0], 3), cell(actions[0], 5)}),
             (std::array{wanted.actions, wanted.actionsDone, wanted.actionsFailed, wanted.triesInVain}));
    std::map<QString, qint64> replies;
    for (const QStringList& row : rowsOf(tables, u"Staff"_s))
        replies[row.first()] = cell(row, 1);
    QCOMPARE(replies, wanted.replies);
}

/// All numbers of a workbook's sheet, in their order.
QList<double> numbersOfSheet(const QString& book, int sheet)
{
    QProcess unzip;
    unzip.start(u"unzip"_s, {u"-p"_s, book, u"xl/worksheets/sheet%1.xml"_s.arg(sheet)});
    if (!unzip.waitForFinished()) qFatal("Debian's unzip is needed");
    static const QRegularExpression number(u"<c r=\"[A-Z]+[0-9]+\"(?: s=\"[0-9]+\")?><v>([^<]*)</v>"_s);
    QList<double> numbers;
    for (const auto& found : number.globalMatch(QString::fromUtf8(unzip.readAllStandardOutput())))
        numbers << found.captured(1).toDouble();
    return numbers;
}

}  // namespace

void compareFiles(const ScriptFigures& wanted, const StatsPage& page, const QString& folder, double debt)
{
    const QString file = QDir(folder).filePath(u"week.csv"_s);
    QCOMPARE(page.exportTo(file), QString());
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const auto tables = tablesOfCsv(csv.readAll());
    compareCsvFigures(wanted, tables.at(QString()), debt);
    if (QTest::currentTestFailed()) return;
    compareCsvTables(wanted, tables);
    if (QTest::currentTestFailed()) return;

    const QString book = QDir(folder).filePath(u"week.xlsx"_s);
    QCOMPARE(page.exportTo(book), QString());
    const QList<double> figures = numbersOfSheet(book, 1);
    for (const qint64 value : {wanted.in, wanted.bot, wanted.people, wanted.takeovers, wanted.handOvers})
        QVERIFY2(figures.contains(double(value)), QByteArray::number(value).constData());
    // The sheets behind it, in the order of the page: as the tables of the CSV.
    int sheet = 1;
    for (const QString& title : {u"Messages an hour"_s, u"First answer"_s, u"Until it was settled"_s, u"Intents"_s,
                                 u"Messages in, by weekday and hour"_s, u"Staff"_s, u"AI models"_s, u"Actions"_s}) {
        QList<double> ofFile;
        for (const QStringList& row : rowsOf(tables, title)) {
            for (const QString& text : row.mid(1)) {
                bool isNumber = false;
                const double value = text.toDouble(&isNumber);
                if (isNumber) ofFile << value;
            }
        }
        QVERIFY2(!ofFile.isEmpty() && numbersOfSheet(book, ++sheet) == ofFile, qPrintable(title));
    }

    const QString picture = QDir(folder).filePath(u"week.png"_s);
    QCOMPARE(page.exportTo(picture), QString());
    QVERIFY(QImage(picture).width() > 1000);
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
    const QJsonObject apart = rest["responses"_L1].toObject();
    const auto count = [](const QJsonValue& times) { return times["count"_L1].toInteger(); };
    QCOMPARE((std::array{count(apart["bot_first"_L1]), count(apart["bot_next"_L1]), count(apart["people_first"_L1]),
                         count(apart["people_next"_L1])}),
             (std::array{wanted.botFirst, wanted.botWaits - wanted.botFirst, qint64(0), wanted.peopleWaits}));
    QCOMPARE((std::array{count(rest["resolution_bot"_L1]), count(rest["resolution_people"_L1]),
                         count(rest["resolution_people_working_hours"_L1])}),
             (std::array{qint64(wanted.botSettled.size()), qint64(wanted.peopleSettled.size()),
                         qint64(wanted.peopleSettled.size())}));
    QVERIFY(std::abs(rest["resolution_bot"_L1]["p95"_L1].toDouble() - 300) <= 3.01);
    for (const char* share : {"p50", "p90", "p95", "p99"}) {
        QVERIFY(std::abs(rest["first_answer_bot"_L1][QLatin1StringView(share)].toDouble() - 12) <= 0.121);
        QVERIFY(std::abs(rest["first_reply_people"_L1][QLatin1StringView(share)].toDouble() - 300) <= 3.01);
        QVERIFY(std::abs(rest["models"_L1][0]["time"_L1][QLatin1StringView(share)].toDouble() - 1.5) <= 0.0151);
    }
    QVERIFY(std::abs(rest["oldest_wait"_L1].toDouble() - debt / double(kStillWaiting)) < 1);
    QVERIFY(std::abs(rest["answer_debt_slope"_L1].toDouble() - double(kStillWaiting) * 3600) < 1);
    QCOMPARE(number("ai_repeated"), 0);
    const QJsonValue intent = rest["intents"_L1][0];
    QCOMPARE((std::array{intent["turns"_L1].toInteger(), intent["taken_over"_L1].toInteger()}),
             (std::array{wanted.turns - wanted.failures, wanted.takenByIntent}));
    const QJsonValue actions = rest["actions"_L1][0];
    QCOMPARE((std::array{actions["asked_for"_L1].toInteger(), actions["done"_L1].toInteger(),
                         actions["failed"_L1].toInteger(), actions["not_at_once"_L1].toInteger(),
                         actions["tries_in_vain"_L1].toInteger()}),
             (std::array{wanted.actions, wanted.actionsDone, wanted.actionsFailed, wanted.actionsRetried,
                         wanted.triesInVain}));
    const QJsonArray days = rest["by_weekday_and_hour"_L1].toArray();
    for (int day = 0; day < 7; ++day) {
        for (int hour = 0; hour < 24; ++hour)
            QCOMPARE(days[day].toArray()[hour].toInteger(), wanted.heat[size_t(day)][size_t(hour)]);
    }
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
