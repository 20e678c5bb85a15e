#include "engine/contract/json/pancake/pancake_calls.h"

#include "engine/contract/json/chat/plain_session.h"
#include "engine/domain/text/whole_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostPancakeWords = 300;
constexpr qsizetype kMostUserName = 100;
constexpr qsizetype kMostTagsOfOne = 200;  // ids a conversation is believed to have

/// One segment or one value: ids hold ":" and perhaps "/".
QByteArray encoded(const QByteArray& part)
{
    return part.toPercentEncoding();
}

QByteArray ofConversation(const QByteArray& page, const QByteArray& conversation, const QByteArray& what,
                          const QByteArray& token)
{
    return "/v1/pages/" + encoded(page) + "/conversations/" + encoded(conversation) + '/' + what +
           "?page_access_token=" + encoded(token);
}

QString idIn(const QJsonValue& value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

QString wordsIn(const QJsonObject& body)
{
    for (const auto name : {"message"_L1, "error"_L1, "error_message"_L1, "msg"_L1}) {
        const QString words = body[name].toString().trimmed();
        if (!words.isEmpty()) return cutText(wholeText(words), kMostPancakeWords);
        const QString inner = body[name]["message"_L1].toString().trimmed();
        if (!inner.isEmpty()) return cutText(wholeText(inner), kMostPancakeWords);
    }
    return {};
}

int codeIn(const QJsonObject& body)
{
    for (const auto name : {"error_code"_L1, "code"_L1}) {
        const QJsonValue code = body[name];
        const int number = code.isString() ? code.toString().toInt() : code.toInt();
        if (number != 0) return number;
    }
    return 0;
}

}  // namespace

QByteArray pancakeMessagesTarget(const QByteArray& page, const QByteArray& conversation, const QByteArray& token,
                                 int before)
{
    QByteArray target = ofConversation(page, conversation, "messages", token);
    if (before > 0) target += "&current_count=" + QByteArray::number(before);
    return target;
}

QByteArray pancakeReadTarget(const QByteArray& page, const QByteArray& conversation, const QByteArray& token)
{
    return ofConversation(page, conversation, "read", token);
}

QByteArray pancakeConversationsTarget(const QByteArray& page, const QByteArray& token, qint64 since,
                                      const QByteArray& after)
{
    QByteArray target = "/v2/pages/" + encoded(page) + "/conversations?page_access_token=" + encoded(token) +
                        "&order_by=updated_at&since=" + QByteArray::number(since);
    if (!after.isEmpty()) target += "&last_conversation_id=" + encoded(after);
    return target;
}

QByteArray pancakeTagsTarget(const QByteArray& page, const QByteArray& token)
{
    return "/v1/pages/" + encoded(page) + "/tags?page_access_token=" + encoded(token);
}

bool isPancakeTags(const QJsonObject& body)
{
    return body["tags"_L1].isArray();
}

std::vector<PancakeTag> listedTags(const QJsonObject& body)
{
    std::vector<PancakeTag> tags;
    for (const QJsonValue& each : body["tags"_L1].toArray()) {
        const QString id = idIn(each["id"_L1]);
        const QByteArray name = wholeText(each["text"_L1].toString()).trimmed().toUtf8();
        const bool isTaken = !name.isEmpty() && name.size() <= kMaxSessionTagBytes && !name.contains('\0');
        if (!id.isEmpty() && isTaken) tags.push_back({id.toUtf8(), name});
    }
    return tags;
}

QByteArray pancakeUsersTarget(const QByteArray& page, const QByteArray& token)
{
    return "/v1/pages/" + encoded(page) + "/users?page_access_token=" + encoded(token);
}

bool isPancakeUsers(const QJsonObject& body)
{
    return body["users"_L1].isArray();
}

PancakePeople listedUsers(const QJsonObject& body)
{
    PancakePeople people;
    for (const auto list : {"disabled_users"_L1, "users"_L1}) {
        for (const QJsonValue& each : body[list].toArray()) {
            const QString id = idIn(each["id"_L1]);
            QString name = wholeText(each["name"_L1].toString());
            name = cutText(name.remove(QChar(u'\0')).simplified(), kMostUserName);
            if (!id.isEmpty() && !name.isEmpty()) people.insert(id.toUtf8(), name);
        }
    }
    return people;
}

std::optional<QByteArrayList> tagIdsIn(const QJsonObject& conversation)
{
    const QJsonValue said = conversation["tags"_L1];
    if (!said.isArray()) return {};
    QByteArrayList ids;
    for (const QJsonValue& each : said.toArray()) {
        const QByteArray id = idIn(each.isObject() ? each["id"_L1] : each).toUtf8();
        if (!id.isEmpty() && !ids.contains(id) && ids.size() < kMostTagsOfOne) ids << id;
    }
    return ids;
}

QByteArray conversationIdIn(const QJsonObject& conversation)
{
    return idIn(conversation["id"_L1]).toUtf8();
}

QJsonObject pancakeReply(const PageAddress& to, const QString& text)
{
    if (!to.isComment) return {{u"action"_s, u"reply_inbox"_s}, {u"message"_s, text}};
    return {{u"action"_s, u"reply_comment"_s}, {u"message_id"_s, QString::fromUtf8(to.comment)}, {u"message"_s, text}};
}

PancakeSaid readPancakeSaid(const QByteArray& body)
{
    PancakeSaid said;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject()) return said;
    said.body = document.object();
    said.words = wordsIn(said.body);
    const int code = codeIn(said.body);
    if (code == 4001 || code == 4003)
        said.kind = PancakeSaid::Kind::TokenRefused;
    else if (code == 4029 || code == 429)
        said.kind = PancakeSaid::Kind::TooOften;
    else
        said.kind = said.body["success"_L1] == QJsonValue(false) ? PancakeSaid::Kind::Refused : PancakeSaid::Kind::Yes;
    return said;
}

QByteArray sentMessageId(const QJsonObject& body)
{
    for (const auto name : {"id"_L1, "message_id"_L1}) {
        const QString id = idIn(body[name]);
        if (!id.isEmpty()) return id.toUtf8();
    }
    return idIn(body["data"_L1]["id"_L1]).toUtf8();
}

bool isPancakeConversations(const QJsonObject& body)
{
    return body["conversations"_L1].isArray();
}

bool isPancakeMessages(const QJsonObject& body)
{
    return body["messages"_L1].isArray();
}

std::vector<PancakeListed> listedConversations(const QJsonObject& body)
{
    std::vector<PancakeListed> listed;
    for (const QJsonValue& each : body["conversations"_L1].toArray()) {
        const QJsonObject conversation = each.toObject();
        const QString id = idIn(conversation["id"_L1]);
        if (id.isEmpty()) continue;
        listed.push_back({id.toUtf8(), pancakeTime(conversation["updated_at"_L1].toString()), conversation});
    }
    return listed;
}

std::vector<QJsonObject> listedMessages(const QJsonObject& body)
{
    std::vector<QJsonObject> listed;
    for (const QJsonValue& each : body["messages"_L1].toArray())
        listed.push_back(each.toObject());
    return listed;
}

PancakeSeen seenIn(const QJsonObject& message, const QByteArray& page)
{
    PancakeSeen seen;
    seen.id = idIn(message["id"_L1]).toUtf8();
    seen.text = pancakeText(message);
    seen.at = pancakeTime(message["inserted_at"_L1].toString());
    seen.isShops = isOfShop(message, page);
    return seen;
}

QJsonObject sentToPage(int actions, const QByteArrayList& ids)
{
    QJsonArray list;
    for (const QByteArray& id : ids)
        list.append(QString::fromUtf8(id));
    return {{u"status"_s, u"success"_s}, {u"actions_executed"_s, actions}, {u"message_ids"_s, list}};
}

QByteArrayList idsSentToPage(const QJsonObject& answer)
{
    QByteArrayList ids;
    for (const QJsonValue& each : answer["message_ids"_L1].toArray())
        ids << each.toString().toUtf8();
    return ids;
}

}  // namespace tongdai::contract
