#include "engine/contract/json/chat/chat_thread_draft.h"

#include "engine/contract/json/field_reader.h"

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

using Problems = std::vector<FieldProblem>;

constexpr qsizetype kMaxParticipants = 1000;
constexpr int kThreadDraftDepth = 32;
constexpr int kReadMarkDepth = 2;

/// Appends to `problems` what is wrong with it.
ChatUser readParticipant(const QJsonValue& given, int place, Problems& problems)
{
    const QJsonArray location{u"body"_s, u"participants"_s, place};
    ChatUser user;
    if (!given.isObject()) {
        problems.push_back({location, u"value is not a valid dict"_s, u"type_error.dict"_s});
        return user;
    }
    FieldReader fields(given.toObject(), location);
    user.id = SenderId(fields.id(u"userId"_s));
    const QString role = fields.text(u"role"_s);
    const auto known = chatRole(role);
    if (!role.isEmpty() && !known) fields.report(u"role"_s, u"not a role of the chat"_s, u"value_error.role"_s);
    user.role = known.value_or(ChatRole::Client);
    user.email = fields.shortText(u"email"_s, 320);
    user.firstName = fields.shortText(u"firstName"_s, 200);
    user.lastName = fields.shortText(u"lastName"_s, 200);
    user.avatar = fields.shortText(u"avatar"_s, 2048);
    fields.refuseUnknown();
    for (FieldProblem& problem : fields.takeProblems())
        problems.push_back(std::move(problem));
    return user;
}

}  // namespace

std::variant<ThreadDraft, Problems> readThreadDraft(QByteArrayView body)
{
    auto read = readBody(body, kThreadDraftDepth);
    if (auto* problems = std::get_if<Problems>(&read)) return std::move(*problems);
    FieldReader fields(std::get<QJsonObject>(read));
    ThreadDraft draft;
    draft.id = ConversationId(fields.id(u"id"_s));
    draft.type = fields.text(u"type"_s, u"PROJECT"_s, false);
    if (!QStringList{u"PROJECT"_s, u"ADMIN_CLIENT"_s, u"ADMIN_FREELANCER"_s}.contains(draft.type))
        fields.report(u"type"_s, u"must be PROJECT, ADMIN_CLIENT or ADMIN_FREELANCER"_s, u"value_error.type"_s);
    draft.subject = fields.shortText(u"subject"_s, 255);
    draft.jobPostId = fields.shortText(u"jobPostId"_s, 191);
    draft.contractId = fields.shortText(u"contractId"_s, 191);
    draft.metadata = fields.object(u"metadata"_s);
    draft.withBot = fields.flag(u"bot"_s, false);
    const QJsonArray participants = fields.list(u"participants"_s);
    if (participants.isEmpty() || participants.size() > kMaxParticipants)
        fields.report(u"participants"_s, u"must name 1 to %1 users"_s.arg(kMaxParticipants), u"value_error.list"_s);
    fields.refuseUnknown();
    Problems problems = fields.takeProblems();
    if (!problems.empty()) return problems;
    for (const QJsonValue& each : participants)
        draft.participants.push_back(readParticipant(each, int(draft.participants.size()), problems));
    if (!problems.empty()) return problems;
    return draft;
}

std::variant<MessageId, Problems> readReadMark(QByteArrayView body)
{
    if (body.trimmed().isEmpty()) return MessageId();
    auto read = readBody(body, kReadMarkDepth);
    if (auto* problems = std::get_if<Problems>(&read)) return std::move(*problems);
    FieldReader fields(std::get<QJsonObject>(read));
    MessageId upto(fields.id(u"messageId"_s, {}, false));
    fields.refuseUnknown();
    Problems problems = fields.takeProblems();
    if (!problems.empty()) return problems;
    return upto;
}

}  // namespace tongdai::contract
