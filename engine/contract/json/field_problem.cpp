#include "engine/contract/json/field_problem.h"

namespace tongdai::contract {

using namespace Qt::StringLiterals;

QJsonObject toJson(const std::vector<FieldProblem>& problems)
{
    QJsonArray detail;
    for (const FieldProblem& problem : problems) {
        detail.append(
            QJsonObject{{u"loc"_s, problem.location}, {u"msg"_s, problem.message}, {u"type"_s, problem.type}});
    }
    return {{u"detail"_s, detail}};
}

}  // namespace tongdai::contract
