#include "engine/contract/json/chat/consolidated_chat.h"

#include "engine/contract/json/field_reader.h"
#include "engine/contract/json/handle_message_request.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUuid>

#include <algorithm>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr int kConsolidatedDepth = 16;
constexpr qsizetype kMaxHistoryBytes = 512 * 1024;
constexpr qsizetype kMaxBotName = 200;

QString tagOf(HistoryPart::Who who)
{
    switch (who) {
        case HistoryPart::Who::Bot: return u"BOT"_s;
        case HistoryPart::Who::Sale: return u"SALE"_s;
        default: return u"USER"_s;
    }
}

QString actionName(LockAction action)
{
    switch (action) {
        case LockAction::AcquiredFallback: return u"lock_acquired_fallback"_s;
        case LockAction::Updated: return u"lock_updated_cancel_and_reprocess"_s;
        case LockAction::Exists: return u"lock_exists"_s;
        default: return u"lock_acquired"_s;
    }
}

}  // namespace

std::vector<HistoryPart> partsOfHistory(const QString& history)
{
    static const QRegularExpression part(u"<(USER|BOT|SALE)>(.*?)</\\1>"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    std::vector<HistoryPart> parts;
    for (auto found = part.globalMatch(history); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const QString tag = match.captured(1);
        const auto who = tag == "BOT"_L1    ? HistoryPart::Who::Bot
                         : tag == "SALE"_L1 ? HistoryPart::Who::Sale
                                            : HistoryPart::Who::User;
        const QString text = match.captured(2).trimmed();
        if (!text.isEmpty()) parts.push_back({who, text, match.capturedEnd()});
    }
    return parts;
}

qsizetype newPartOf(const QString& before, const QString& now)
{
    if (before.isEmpty()) return 0;
    if (const qsizetype at = now.indexOf(before); at >= 0) return at + before.size();
    if (before.contains(now)) return now.size();
    for (qsizetype length = std::min(before.size(), now.size()); length > 0; --length) {
        if (QStringView(before).last(length) == QStringView(now).first(length)) return length;
    }
    return 0;
}

QJsonObject contextLimits()
{
    QJsonObject presets;
    for (const ContextPreset& preset : kContextPresets)
        presets.insert(QString::fromLatin1(preset.name),
                       QJsonObject{{u"max_messages"_s, preset.messages}, {u"max_characters"_s, preset.characters}});
    return {{u"presets"_s, presets}, {u"default"_s, QString::fromLatin1(kContextPresets[kStandardPreset].name)}};
}

QString cutHistory(const QString& history, const ContextPreset& preset)
{
    const std::vector<HistoryPart> parts = partsOfHistory(history);
    QStringList kept;
    qsizetype characters = 0;
    for (auto part = parts.rbegin(); part != parts.rend() && kept.size() < preset.messages; ++part) {
        characters += part->text.size();
        if (characters > preset.characters) break;
        const QString tag = tagOf(part->who);
        kept.prepend(u"<%1>%2</%1>"_s.arg(tag, part->text));
    }
    return kept.join("<br>"_L1);
}

std::variant<ConsolidatedRequest, std::vector<FieldProblem>> readConsolidatedRequest(QByteArrayView body)
{
    auto read = readBody(body, kConsolidatedDepth);
    if (auto* problems = std::get_if<std::vector<FieldProblem>>(&read)) return std::move(*problems);
    FieldReader fields(std::get<QJsonObject>(std::move(read)));
    ConsolidatedRequest request;
    const QString id = fields.text(u"conversation_id"_s, {}, false);
    if (!id.isEmpty()) {
        const QUuid uuid = QUuid::fromString(id);
        if (uuid.isNull()) fields.report(u"conversation_id"_s, u"value is not a valid uuid"_s, u"type_error.uuid"_s);
        request.conversation = ConversationId(uuid.toByteArray(QUuid::WithoutBraces));
    }
    request.history = fields.boundedText(u"history"_s, kMaxHistoryBytes);
    request.resources = fields.object(u"resources"_s);
    request.botName = fields.text(u"bot_name"_s, {}, false).left(kMaxBotName);
    const QString preset = fields.text(u"context_limit"_s, {}, false);
    for (size_t i = 0; i < kContextPresets.size(); ++i) {
        if (preset == QLatin1StringView(kContextPresets[i].name)) request.preset = i;
    }
    const bool isKnown = preset.isEmpty() || preset == QLatin1StringView(kContextPresets[request.preset].name);
    if (!isKnown) fields.report(u"context_limit"_s, u"not a known preset"_s, u"value_error.preset"_s);
    const std::vector<HistoryPart> parts = partsOfHistory(request.history);
    const bool isAsked = !parts.empty() && parts.back().who == HistoryPart::Who::User;
    const bool isTooLong = std::ranges::any_of(
        parts, [](const HistoryPart& part) { return part.text.toUtf8().size() > kMaxMessageTextBytes; });
    std::vector<FieldProblem> problems = fields.takeProblems();
    if (problems.empty() && !isAsked)
        problems.push_back(
            {QJsonArray{u"body"_s, u"history"_s}, u"it must end with <USER>…</USER>"_s, u"value_error.history"_s});
    if (problems.empty() && isTooLong)
        problems.push_back(
            {QJsonArray{u"body"_s, u"history"_s}, u"a message of it is too long"_s, u"value_error.history"_s});
    if (!problems.empty()) return problems;
    return request;
}

QJsonObject toJson(const ConsolidatedAnswer& answer)
{
    const bool isLocked = answer.action == LockAction::Exists;
    const bool isUpdated = answer.action == LockAction::Updated;
    return {{u"success"_s, !isLocked},
            {u"status"_s, isLocked ? u"locked"_s : u"ai_processing_started"_s},
            {u"message"_s, isLocked ? u"Message is being processed by another request"_s : u"AI processing started"_s},
            {u"error"_s, QJsonValue()},
            {u"action"_s, actionName(answer.action)},
            {u"conversation_id"_s, answer.conversation.toString()},
            {u"ai_job_id"_s, answer.jobId},
            {u"lock_id"_s, answer.lockId},
            {u"consolidated_messages"_s, answer.messages},
            {u"consolidated_count"_s, answer.count},
            {u"cancelled_previous_job"_s, isUpdated},
            {u"reprocessing"_s, isUpdated},
            {u"lock_updated"_s, isUpdated},
            {u"context_limit"_s, QString::fromLatin1(kContextPresets[answer.preset].name)},
            {u"bot_name"_s, answer.botName.isEmpty() ? QJsonValue() : QJsonValue(answer.botName)}};
}

QString jobStatusName(JobStatus status)
{
    switch (status) {
        case JobStatus::Processing: return u"PROCESSING"_s;
        case JobStatus::Completed: return u"COMPLETED"_s;
        case JobStatus::Failed: return u"FAILED"_s;
        case JobStatus::Cancelled: return u"CANCELLED"_s;
        default: return u"PENDING"_s;
    }
}

}  // namespace tongdai::contract
