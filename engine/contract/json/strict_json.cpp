#include "engine/contract/json/strict_json.h"

#include <QJsonDocument>

#include <algorithm>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

std::variant<QJsonObject, JsonProblem> parseStrictObject(QByteArrayView text, JsonLines* lines, int maxDepth,
                                                         JsonHalves halves)
{
    if (auto problem = screenJson(text, lines, maxDepth, halves)) return *problem;
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()), &error);
    if (error.error != QJsonParseError::NoError) {
        const auto before = text.first(qBound(qsizetype(0), qsizetype(error.offset), text.size()));
        return JsonProblem{error.errorString(), 1 + int(std::count(before.begin(), before.end(), '\n'))};
    }
    if (!document.isObject()) return JsonProblem{u"not a JSON object"_s, 1};
    return document.object();
}

}  // namespace tongdai::contract
