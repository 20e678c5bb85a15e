#include "engine/domain/statistics/stats_sum.h"

#include "engine/domain/packed_numbers.h"

#include <algorithm>

namespace tongdai {

namespace {

constexpr qint64 kStatsSumFormat = 5;
constexpr qint64 kFormatWithoutResolutions = 4;
constexpr qint64 kFormatWithoutActions = 3;    // hours that were counted before actions were
constexpr qint64 kFormatWithoutTakenOver = 2;  // hours that were counted before takeovers were told by intent

template <class Row, class Count>
void keepMostFrequent(std::vector<Row>& rows, Count count)
{
    std::ranges::sort(rows, [count](const Row& a, const Row& b) {
        return count(a) != count(b) ? count(a) > count(b) : a.name < b.name;
    });
    if (rows.size() > StatsReport::kMostRows) rows.resize(StatsReport::kMostRows);
}

template <class Value>
Value& namedValue(QHash<QString, Value>& values, const QString& name)
{
    const qsizetype named = values.size() - (values.contains(QString()) ? 1 : 0);
    const bool hasRoom = named < StatsSum::kMostNames || values.contains(name);
    return values[hasRoom ? name : QString()];
}

void writeNames(const StatsSum& sum, PackedWriter& to)
{
    to.number(sum.people.size());
    for (auto it = sum.people.begin(); it != sum.people.end(); ++it) {
        to.bytes(it.key().bytes());
        to.bytes(it->name.toUtf8());
        to.number(it->replies);
        to.number(it->takeovers);
        to.number(it->conversations.size());
        for (const quint64 conversation : it->conversations)
            to.word(conversation);
        it->firstReply.write(to);
    }
    to.number(sum.intents.size());
    for (auto it = sum.intents.begin(); it != sum.intents.end(); ++it) {
        to.bytes(it.key().toUtf8());
        to.number(it->turns);
        to.number(it->handedOver);
        to.number(it->takenOver);
        to.real(it->confidence);
        to.number(it->confident);
    }
    to.number(sum.models.size());
    for (auto it = sum.models.begin(); it != sum.models.end(); ++it) {
        to.bytes(it.key().toUtf8());
        to.number(it->calls);
        to.number(it->failed);
        it->time.write(to);
    }
    to.number(sum.actions.size());
    for (auto it = sum.actions.begin(); it != sum.actions.end(); ++it) {
        to.bytes(it.key().toUtf8());
        for (const qint64 value : {it->asked, it->done, it->failed, it->notAtOnce, it->triesInVain})
            to.number(value);
    }
}

void readNames(StatsSum& sum, PackedReader& from, qint64 format)
{
    for (qint64 left = from.count(); left > 0; --left) {
        StatsSum::Person& person = sum.people[SenderId(from.bytes())];
        person.name = QString::fromUtf8(from.bytes());
        person.replies = from.number();
        person.takeovers = from.number();
        for (qint64 many = from.count(); many > 0; --many)
            person.conversations.insert(from.word());
        person.firstReply = QuantileSketch::read(from);
    }
    for (qint64 left = from.count(); left > 0; --left) {
        StatsSum::Intent& intent = sum.intents[QString::fromUtf8(from.bytes())];
        intent.turns = from.number();
        intent.handedOver = from.number();
        if (format > kFormatWithoutTakenOver) intent.takenOver = from.number();
        intent.confidence = from.real();
        intent.confident = from.number();
    }
    for (qint64 left = from.count(); left > 0; --left) {
        StatsSum::Model& model = sum.models[QString::fromUtf8(from.bytes())];
        model.calls = from.number();
        model.failed = from.number();
        model.time = QuantileSketch::read(from);
    }
    if (format <= kFormatWithoutActions) return;
    for (qint64 left = from.count(); left > 0; --left) {
        StatsSum::Actions& actions = sum.actions[QString::fromUtf8(from.bytes())];
        for (qint64* value : {&actions.asked, &actions.done, &actions.failed, &actions.notAtOnce, &actions.triesInVain})
            *value = from.number();
    }
}

/// Points and the week's hours, by the wall clock of the zone.
void addPieces(StatsReport& report, const TimeBuckets& buckets, const StatsSum& sum)
{
    const QTimeZone zone(report.query.zone);
    for (const auto& [start, piece] : sum.pieces) {
        report.in += piece.in;
        report.bot += piece.bot;
        report.people += piece.people;
        if (const int at = buckets.indexOf(start); at >= 0) {
            StatsPoint& point = report.points[size_t(at)];
            point.in += piece.in;
            point.bot += piece.bot;
            point.people += piece.people;
        }
        if (piece.in == 0 || !zone.isValid()) continue;
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(start.time_since_epoch().count(), zone);
        report.heat[size_t(local.date().dayOfWeek() - 1)][size_t(local.time().hour())] += piece.in;
    }
}

}  // namespace

QuantileSketch StatsSum::Waits::all() const
{
    QuantileSketch both = first;
    both.merge(next);
    return both;
}

void StatsSum::Waits::merge(const Waits& other)
{
    first.merge(other.first);
    next.merge(other.next);
}

void StatsSum::Resolutions::merge(const Resolutions& other)
{
    bot.merge(other.bot);
    people.merge(other.people);
    work.merge(other.work);
}

StatsSum::Intent& StatsSum::intent(const QString& name)
{
    return namedValue(intents, name);
}

StatsSum::Model& StatsSum::model(const QString& name)
{
    return namedValue(models, name);
}

StatsSum::Actions& StatsSum::action(const QString& name)
{
    return namedValue(actions, name);
}

void StatsSum::merge(const StatsSum& other)
{
    for (const auto& [start, piece] : other.pieces) {
        Piece& mine = pieces[start];
        mine.in += piece.in;
        mine.bot += piece.bot;
        mine.people += piece.people;
    }
    takeovers += other.takeovers;
    handOvers += other.handOvers;
    aiCalls += other.aiCalls;
    aiFailures += other.aiFailures;
    aiRepeated += other.aiRepeated;
    botWaits.merge(other.botWaits);
    peopleWaits.merge(other.peopleWaits);
    workWaits.merge(other.workWaits);
    resolutions.merge(other.resolutions);
    for (auto it = other.people.begin(); it != other.people.end(); ++it) {
        Person& person = people[it.key()];
        if (!it->name.isEmpty()) person.name = it->name;
        person.replies += it->replies;
        person.takeovers += it->takeovers;
        person.conversations.unite(it->conversations);
        person.firstReply.merge(it->firstReply);
    }
    for (auto it = other.intents.begin(); it != other.intents.end(); ++it) {
        Intent& mine = intent(it.key());
        mine.turns += it->turns;
        mine.handedOver += it->handedOver;
        mine.takenOver += it->takenOver;
        mine.confidence += it->confidence;
        mine.confident += it->confident;
    }
    for (auto it = other.models.begin(); it != other.models.end(); ++it) {
        Model& mine = model(it.key());
        mine.calls += it->calls;
        mine.failed += it->failed;
        mine.time.merge(it->time);
    }
    for (auto it = other.actions.begin(); it != other.actions.end(); ++it) {
        Actions& mine = action(it.key());
        mine.asked += it->asked;
        mine.done += it->done;
        mine.failed += it->failed;
        mine.notAtOnce += it->notAtOnce;
        mine.triesInVain += it->triesInVain;
    }
}

QByteArray StatsSum::toBytes() const
{
    PackedWriter to;
    to.number(kStatsSumFormat);
    to.number(qint64(pieces.size()));
    qint64 before = 0;
    for (const auto& [start, piece] : pieces) {
        const qint64 second = start.time_since_epoch() / std::chrono::seconds(1);
        to.number(second - before);
        to.number(piece.in);
        to.number(piece.bot);
        to.number(piece.people);
        before = second;
    }
    for (const qint64 value : {takeovers, handOvers, aiCalls, aiFailures, aiRepeated})
        to.number(value);
    for (const Waits* waits : {&botWaits, &peopleWaits, &workWaits}) {
        waits->first.write(to);
        waits->next.write(to);
    }
    writeNames(*this, to);
    for (const QuantileSketch* times : {&resolutions.bot, &resolutions.people, &resolutions.work})
        times->write(to);
    return to.written();
}

std::optional<StatsSum> StatsSum::fromBytes(QByteArrayView bytes)
{
    PackedReader from(bytes);
    const qint64 format = from.number();
    if (format < kFormatWithoutTakenOver || format > kStatsSumFormat) return {};
    StatsSum sum;
    qint64 second = 0;
    for (qint64 left = from.count(); left > 0; --left) {
        second += from.number();
        Piece piece;
        piece.in = from.number();
        piece.bot = from.number();
        piece.people = from.number();
        sum.pieces[TimePoint(std::chrono::seconds(second))] = piece;
    }
    for (qint64* value : {&sum.takeovers, &sum.handOvers, &sum.aiCalls, &sum.aiFailures, &sum.aiRepeated})
        *value = from.number();
    for (Waits* waits : {&sum.botWaits, &sum.peopleWaits, &sum.workWaits}) {
        waits->first = QuantileSketch::read(from);
        waits->next = QuantileSketch::read(from);
    }
    readNames(sum, from, format);
    if (format > kFormatWithoutResolutions) {
        for (QuantileSketch* times : {&sum.resolutions.bot, &sum.resolutions.people, &sum.resolutions.work})
            *times = QuantileSketch::read(from);
    }
    if (!from.isWhole() || !from.isAtEnd()) return {};
    return sum;
}

StatsTimes timesOf(const QuantileSketch& seconds)
{
    return {seconds.count(), seconds.quantile(0.5), seconds.quantile(0.9), seconds.quantile(0.95),
            seconds.quantile(0.99)};
}

StatsQuery cutToBuckets(const StatsQuery& query)
{
    const TimeBuckets buckets(query.from, query.to, query.size, QTimeZone(query.zone));
    StatsQuery cut = query;
    // Where nothing can be counted, the end is the beginning.
    cut.to = buckets.count() > 0 ? std::min(query.to, buckets.end(buckets.count() - 1)) : query.from;
    return cut;
}

StatsReport reportOf(const StatsQuery& query, const StatsSum& sum)
{
    StatsReport report;
    report.query = query;
    const TimeBuckets buckets(query.from, query.to, query.size, QTimeZone(query.zone));
    for (int i = 0; i < buckets.count(); ++i)
        report.points.push_back({buckets.start(i), 0, 0, 0});
    addPieces(report, buckets, sum);
    report.takeovers = sum.takeovers;
    report.handOvers = sum.handOvers;
    report.aiCalls = sum.aiCalls;
    report.aiFailures = sum.aiFailures;
    report.aiRepeated = sum.aiRepeated;
    report.botFirst = timesOf(sum.botWaits.all());
    report.peopleFirst = timesOf(sum.peopleWaits.all());
    report.peopleWork = timesOf(sum.workWaits.all());
    report.responses = {timesOf(sum.botWaits.first),   timesOf(sum.botWaits.next),   timesOf(sum.peopleWaits.first),
                        timesOf(sum.peopleWaits.next), timesOf(sum.workWaits.first), timesOf(sum.workWaits.next)};
    report.resolutions = {timesOf(sum.resolutions.bot), timesOf(sum.resolutions.people), timesOf(sum.resolutions.work)};
    for (auto it = sum.intents.begin(); it != sum.intents.end(); ++it) {
        const double mean = it->confident > 0 ? it->confidence / double(it->confident) : 0;
        report.intents.push_back({it.key(), it->turns, it->handedOver, it->takenOver, mean});
    }
    for (auto it = sum.models.begin(); it != sum.models.end(); ++it)
        report.models.push_back({it.key(), it->calls, it->failed, timesOf(it->time)});
    for (auto it = sum.actions.begin(); it != sum.actions.end(); ++it)
        report.actions.push_back({it.key(), it->asked, it->done, it->failed, it->notAtOnce, it->triesInVain});
    for (auto it = sum.people.begin(); it != sum.people.end(); ++it) {
        report.operators.push_back({it.key(), it->name.isEmpty() ? it.key().toString() : it->name, it->replies,
                                    qint64(it->conversations.size()), it->takeovers, timesOf(it->firstReply)});
    }
    keepMostFrequent(report.intents, [](const StatsIntent& row) { return row.turns; });
    keepMostFrequent(report.actions, [](const StatsActions& row) { return row.asked; });
    keepMostFrequent(report.models, [](const StatsModel& row) { return row.calls; });
    keepMostFrequent(report.operators, [](const StatsOperator& row) { return row.replies; });
    return report;
}

}  // namespace tongdai
