#include "engine/contract/json/notices/journal_notice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxJournalNoticeBytes = 1024 * 1024;
constexpr qsizetype kMaxEngineName = 64;

}  // namespace

QByteArray writeJournalNotice(const JournalNotice& notice)
{
    QJsonArray held;
    for (const JournalNotice::Held& each : notice.held) {
        held.append(QJsonArray{each.conversation.toString(), qint64(each.oldest.time_since_epoch().count()),
                               qint64(each.newest.time_since_epoch().count())});
    }
    const QJsonObject object{
        {u"v"_s, 1}, {u"e"_s, QString::fromLatin1(notice.engine)}, {u"whole"_s, notice.isWhole}, {u"held"_s, held}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<JournalNotice> readJournalNotice(const QByteArray& payload)
{
    if (payload.size() > kMaxJournalNoticeBytes) return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(payload).object();
    JournalNotice notice;
    notice.engine = object.value("e"_L1).toString().toLatin1();
    notice.isWhole = object.value("whole"_L1).toBool();
    const bool isNamed = !notice.engine.isEmpty() && notice.engine.size() <= kMaxEngineName;
    const QJsonArray held = object.value("held"_L1).toArray();
    if (object.value("v"_L1).toInt() != 1 || !isNamed || held.size() > qsizetype(kMaxHeldInANotice))
        return std::nullopt;
    for (const QJsonValue& each : held) {
        const ConversationId conversation = ConversationId::fromString(each[0].toString());
        if (checkId(conversation.bytes())) return std::nullopt;
        const qint64 oldest = each[1].toInteger();
        const qint64 newest = each[2].toInteger(oldest);  // an older program does not say it
        notice.held.push_back({conversation, TimePoint(std::chrono::milliseconds(oldest)),
                               TimePoint(std::chrono::milliseconds(std::max(oldest, newest)))});
    }
    return notice;
}

}  // namespace tongdai::contract
