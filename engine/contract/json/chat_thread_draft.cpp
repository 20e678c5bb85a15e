#include "engine/contract/json/chat_thread_draft.h"

#include "engine/domain/whole_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxParticipants = 1000;

std::optional<ChatUser> readUser(const QJsonObject& given)
{
    const QJsonObject json = wholeText(given);
    ChatUser user;
    user.id = SenderId::fromString(given["userId"_L1].toString());
    const auto role = chatRole(json["role"_L1].toString());
    if (checkId(user.id.bytes()) || !role) return std::nullopt;
    user.role = *role;
    user.email = cutText(json["email"_L1].toString(), 320);
    user.firstName = cutText(json["firstName"_L1].toString(), 200);
    user.lastName = cutText(json["lastName"_L1].toString(), 200);
    user.avatar = cutText(json["avatar"_L1].toString(), 2048);
    return user;
}

}  // namespace

std::variant<ThreadDraft, QString> readThreadDraft(const QByteArray& body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject()) return u"The body must be a JSON object"_s;
    const QJsonObject given = document.object();
    const QJsonObject json = wholeText(given);
    ThreadDraft draft;
    draft.id = ConversationId::fromString(given["id"_L1].toString());
    if (checkId(draft.id.bytes())) return u"id must be 1 to 128 bytes without spaces"_s;
    draft.type = json["type"_L1].toString(u"PROJECT"_s);
    if (!QStringList{u"PROJECT"_s, u"ADMIN_CLIENT"_s, u"ADMIN_FREELANCER"_s}.contains(draft.type))
        return u"type must be PROJECT, ADMIN_CLIENT or ADMIN_FREELANCER"_s;
    draft.subject = cutText(json["subject"_L1].toString(), 255);
    draft.jobPostId = cutText(json["jobPostId"_L1].toString(), 191);
    draft.contractId = cutText(json["contractId"_L1].toString(), 191);
    draft.metadata = json["metadata"_L1].toObject();
    draft.withBot = json["bot"_L1].toBool();
    const QJsonArray participants = given["participants"_L1].toArray();
    if (participants.isEmpty() || participants.size() > kMaxParticipants)
        return u"participants must name 1 to 1000 users"_s;
    for (const QJsonValue& each : participants) {
        const auto user = readUser(each.toObject());
        if (!user) return u"each participant needs a userId and a role"_s;
        draft.participants.push_back(*user);
    }
    return draft;
}

}  // namespace tongdai::contract
