#include "engine/server/routes/query_parameter.h"

namespace tongdai {

using namespace Qt::StringLiterals;

std::variant<int, contract::FieldProblem> intParameter(const http::Request& request, const QString& name, int fallback,
                                                       IntRange range)
{
    if (!request.query.hasQueryItem(name)) return fallback;
    const QString text = request.query.queryItemValue(name, QUrl::FullyDecoded);
    const auto problem = [&name](const QString& message, const QString& type) {
        return contract::FieldProblem{QJsonArray{u"query"_s, name}, message, type};
    };
    bool isNumber = false;
    const qlonglong value = text.toLongLong(&isNumber);
    if (!isNumber) return problem(u"value is not a valid integer"_s, u"type_error.integer"_s);
    if (value < range.least) {
        return problem(u"ensure this value is greater than or equal to %1"_s.arg(range.least),
                       u"value_error.number.not_ge"_s);
    }
    if (value > range.most) {
        return problem(u"ensure this value is less than or equal to %1"_s.arg(range.most),
                       u"value_error.number.not_le"_s);
    }
    return int(value);
}

}  // namespace tongdai
