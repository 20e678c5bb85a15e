#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace tongdai::contract {

/// One thing wrong with a request, in FastAPI's words (contracts/handle-message §2, errors): callers match on `type`.
struct FieldProblem {
    QJsonArray location;  ///< e.g. ["body","message_id"]
    QString message;
    QString type;
};

/// `{"detail":[{"loc","msg","type"}, …]}`, the body of a 422.
QJsonObject toJson(const std::vector<FieldProblem>& problems);

}  // namespace tongdai::contract
