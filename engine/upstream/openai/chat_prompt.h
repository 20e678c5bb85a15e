#pragma once

#include "engine/domain/conversation/turn.h"

#include <QJsonArray>

#include <variant>

namespace tongdai::upstream {

/// How a server is told which JSON its answer is to be (contracts/openai-chat §5), the best form first.
enum class SchemaForm : quint8 { Nested, Flat, InPrompt };

/// What a model is asked to answer with.
struct AnswerForm {
    QStringList intents;       ///< the words it may choose from, and `other`; empty: its own
    bool withDetails = false;  ///< also what the customer says of themselves
};

/// What a model is shown of a conversation: one system message, then user and assistant in turn, neighbours of one role
/// merged, as some chat templates demand. Notes and system lines of the desk are not in it. Pure.
QJsonArray chatMessages(const QString& system, const AiRequest& request, SchemaForm form, int mostContextLines,
                        const AnswerForm& wanted = {});
/// `response_format` of this form.
QJsonObject responseFormat(SchemaForm form, const AnswerForm& wanted = {});
/// What a model says that may choose, where none of the words fits.
inline constexpr QLatin1StringView kOtherIntent{"other"};

/// What a model's text says as an answer, or what is wrong with it, in words for the model.
std::variant<AiAnswer, QString> readModelAnswer(const QString& text);

/// What a shop's assistant is told where the shop has not written its own.
QString standardSystemPrompt();

}  // namespace tongdai::upstream
