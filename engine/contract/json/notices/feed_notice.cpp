#include "engine/contract/json/notices/feed_notice.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxFeedNoticeBytes = 256;
}

QByteArray writeFeedNotice(const FeedNotice& notice)
{
    const QJsonObject object{{u"v"_s, 1}, {u"e"_s, QString::fromLatin1(notice.engine)}, {u"n"_s, notice.newest}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<FeedNotice> readFeedNotice(const QByteArray& payload)
{
    if (payload.size() > kMaxFeedNoticeBytes) return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(payload).object();
    const FeedNotice notice{object.value("e"_L1).toString().toLatin1(), object.value("n"_L1).toInteger()};
    if (object.value("v"_L1).toInt() != 1 || notice.engine.isEmpty() || notice.newest <= 0) return std::nullopt;
    return notice;
}

}  // namespace tongdai::contract
