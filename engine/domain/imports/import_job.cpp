#include "engine/domain/imports/import_job.h"

#include <QJsonArray>
#include <QUuid>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

template <class Numbers>
QJsonArray jobNumbers(const Numbers& numbers)
{
    QJsonArray array;
    for (const auto number : numbers)
        array.append(qint64(number));
    return array;
}

/// False: it has another length.
template <class Numbers>
bool takeJobNumbers(const QJsonValue& json, Numbers& numbers)
{
    const QJsonArray array = json.toArray();
    if (size_t(array.size()) != numbers.size()) return false;
    for (size_t i = 0; i < numbers.size(); ++i)
        numbers.at(i) = typename Numbers::value_type(array.at(qsizetype(i)).toInteger(-1));
    return true;
}

}  // namespace

QByteArray newImportKey(TimePoint now)
{
    const auto at = QByteArray::number(qint64(now.time_since_epoch().count())).rightJustified(16, '0');
    return kImportKeys + at + ':' + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

QJsonObject ImportJob::json() const
{
    const QJsonObject done{
        {u"upto"_s, upto},          {u"conversations"_s, counts.conversations}, {u"added"_s, counts.added},
        {u"known"_s, counts.known}, {u"elsewhere"_s, counts.elsewhere},         {u"erased"_s, counts.erased}};
    return {{u"file"_s, path},
            {u"computer"_s, computer},
            {u"sha256"_s, QString::fromLatin1(sha256.toHex())},
            {u"table"_s, map.table},
            {u"columns"_s, jobNumbers(map.columns)},
            {u"zone"_s, QString::fromUtf8(zone)},
            {u"actor"_s, QString::fromUtf8(actor)},
            {u"by"_s, by},
            {u"lines"_s, total},
            {u"repaired"_s, repaired},
            {u"refused"_s, jobNumbers(leftOut)},
            {u"done"_s, done}};
}

std::optional<ImportJob> ImportJob::fromJson(const QJsonObject& json)
{
    ImportJob job;
    job.path = json["file"_L1].toString();
    job.computer = json["computer"_L1].toString();
    job.sha256 = QByteArray::fromHex(json["sha256"_L1].toString().toLatin1());
    job.map.table = json["table"_L1].toString();
    job.zone = json["zone"_L1].toString().toUtf8();
    job.actor = json["actor"_L1].toString().toUtf8();
    job.by = json["by"_L1].toString();
    job.total = json["lines"_L1].toInteger();
    job.repaired = json["repaired"_L1].toInteger();
    const QJsonObject done = json["done"_L1].toObject();
    job.upto = done["upto"_L1].toInteger();
    job.counts = {done["conversations"_L1].toInteger(), done["added"_L1].toInteger(), done["known"_L1].toInteger(),
                  done["elsewhere"_L1].toInteger(), done["erased"_L1].toInteger()};
    const bool isWhole =
        takeJobNumbers(json["columns"_L1], job.map.columns) && takeJobNumbers(json["refused"_L1], job.leftOut);
    const bool isJob = isWhole && !job.path.isEmpty() && !job.sha256.isEmpty() && !job.actor.isEmpty() && job.upto >= 0;
    return isJob ? std::optional(job) : std::nullopt;
}

}  // namespace tongdai
