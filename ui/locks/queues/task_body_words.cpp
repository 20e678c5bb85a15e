#include "ui/locks/queues/task_body_words.h"

#include "ui/locks/queues/task_words.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

QString TaskBodyWords::name(const QString& key)
{
    static const QHash<QString, const char*> kNames{{u"chat_session_id"_s, QT_TR_NOOP("Conversation")},
                                                    {u"conversation_id"_s, QT_TR_NOOP("Conversation")},
                                                    {u"content"_s, QT_TR_NOOP("Text")},
                                                    {u"sender_type"_s, QT_TR_NOOP("Written by")},
                                                    {u"sender_name"_s, QT_TR_NOOP("Name")},
                                                    {u"image"_s, QT_TR_NOOP("Pictures")},
                                                    {u"client_message_id"_s, QT_TR_NOOP("Id of the message")},
                                                    {u"created_at"_s, QT_TR_NOOP("Made")},
                                                    {u"time"_s, QT_TR_NOOP("Until")},
                                                    {u"status"_s, QT_TR_NOOP("The bot may answer")},
                                                    {u"current_receiver"_s, QT_TR_NOOP("Who answers")},
                                                    {u"version"_s, QT_TR_NOOP("Version")},
                                                    {u"id"_s, QT_TR_NOOP("Id of the task")},
                                                    {u"attempts"_s, QT_TR_NOOP("Tries of the other program")},
                                                    {u"max_attempts"_s, QT_TR_NOOP("Tries at most")},
                                                    {u"file"_s, QT_TR_NOOP("File")},
                                                    {u"computer"_s, QT_TR_NOOP("Computer")},
                                                    {u"table"_s, QT_TR_NOOP("Table")},
                                                    {u"columns"_s, QT_TR_NOOP("Columns")},
                                                    {u"zone"_s, QT_TR_NOOP("Time zone")},
                                                    {u"by"_s, QT_TR_NOOP("Begun by")},
                                                    {u"actor"_s, QT_TR_NOOP("Id of who began it")},
                                                    {u"lines"_s, QT_TR_NOOP("Messages")},
                                                    {u"upto"_s, QT_TR_NOOP("Dealt with")},
                                                    {u"repaired"_s, QT_TR_NOOP("Put right")},
                                                    {u"refused"_s, QT_TR_NOOP("Rows refused")},
                                                    {u"conversations"_s, QT_TR_NOOP("New conversations")},
                                                    {u"added"_s, QT_TR_NOOP("Added")},
                                                    {u"known"_s, QT_TR_NOOP("Here already")},
                                                    {u"elsewhere"_s, QT_TR_NOOP("Live here already")},
                                                    {u"erased"_s, QT_TR_NOOP("Erased here")}};
    if (const char* words = kNames.value(key)) return tr(words);
    return QString(key).replace(u'_', u' ').simplified();
}

QString TaskBodyWords::value(const QString& key, const QJsonValue& value, const Formats& formats)
{
    if (value.isArray()) {
        QStringList all;
        const QJsonArray list = value.toArray();
        for (const QJsonValue& each : list)
            all << TaskBodyWords::value(key, each, formats);
        return all.join(u", "_s);
    }
    const QString text = value.isString() ? value.toString() : QString();
    if (value.isBool() || (key == "status"_L1 && (text == "true"_L1 || text == "false"_L1)))
        return value.toBool() || text == "true"_L1 ? tr("yes") : tr("no");
    if (value.isDouble()) {
        const double number = value.toDouble();
        constexpr int kMostDigits = 10;
        return number == std::floor(number) ? formats.number(value.toInteger())
                                            : formats.locale().toString(number, 'g', kMostDigits);
    }
    if (key == "sender_type"_L1) {
        if (text == "customer"_L1) return tr("the customer");
        if (text == "admin"_L1) return tr("an operator");
        if (text == "bot"_L1) return tr("the bot");
    }
    const bool isTime = key == "time"_L1 || key.endsWith("_at"_L1);
    if (const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs); isTime && at.isValid())
        return formats.dateTime(TimePoint(std::chrono::milliseconds(at.toMSecsSinceEpoch())));
    return text;
}

void TaskBodyWords::collect(const QJsonObject& object, const Formats& formats, QStringList& lines)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == "type"_L1) continue;  // stands above
        if (it->isObject()) {
            collect(it->toObject(), formats, lines);
            continue;
        }
        const QString shown = value(it.key(), *it, formats);
        if (!shown.isEmpty()) lines << tr("%1: %2").arg(name(it.key()), shown);
    }
}

QStringList TaskBodyWords::lines(const BackgroundTask& task, const Formats& formats)
{
    QStringList lines;
    collect(task.payload, formats, lines);
    return lines;
}

QStringList TaskBodyWords::tries(const QString& kind, const std::vector<TaskTry>& all, TimePoint now,
                                 const Formats& formats)
{
    QStringList lines;
    for (size_t first = 0; first < all.size();) {
        size_t end = first;
        while (end < all.size() && all[end].error == all[first].error)
            ++end;
        const QString cause = TaskWords::error(kind, all[first].error);
        const int count = int(end - first);
        lines << (count > 1 ? tr("%Ln times: %1", nullptr, count).arg(cause) : cause);
        for (; first < end; ++first) {
            const QString where = all[first].worker.isEmpty() ? QString() : u"  ·  "_s + all[first].worker;
            lines << u"    "_s + formats.moment(all[first].at, now) + where;
        }
    }
    return lines;
}

}  // namespace tongdai
