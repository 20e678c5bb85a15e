#pragma once

#include "engine/contract/json/field_problem.h"

#include <QByteArrayView>
#include <QSet>

#include <optional>
#include <variant>

namespace tongdai::contract {

/// The one reader of bodies from outside, for every door. A body as an object, or what is wrong with it as a whole: no
/// UTF-8, no JSON, no object, a NUL, a name twice, deeper than `maxDepth`. Any thread; never throws.
std::variant<QJsonObject, std::vector<FieldProblem>> readBody(QByteArrayView body, int maxDepth);

/// Reads the fields of one object and keeps what is wrong with each. Strict: what is of another kind than asked for is
/// wrong, not absent, and no number is taken for a text or the other way round. null is absent. Texts come with U+FFFD
/// in the place of halves of surrogate pairs; ids with one are refused.
class FieldReader {
public:
    /// `location` is where the object stands, for people: ["body"], ["body","participants",0].
    explicit FieldReader(QJsonObject object, QJsonArray location = {QStringLiteral("body")});

    QString text(const QString& name, const QString& fallback = {}, bool isRequired = true);
    /// Optional, and cut to so many UTF-16 units.
    QString shortText(const QString& name, qsizetype units);
    /// Required, and refused when it is longer.
    QString boundedText(const QString& name, qsizetype maxBytes);
    /// Checked by checkId(); empty where it is wrong, or absent and not required.
    QByteArray id(const QString& name, const QString& fallback = {}, bool isRequired = true);
    /// Seconds since 1970, optional.
    std::optional<double> timestamp(const QString& name, double latest);
    bool flag(const QString& name, bool fallback);  ///< optional
    QJsonObject object(const QString& name);        ///< optional
    QJsonArray list(const QString& name);           ///< required

    void report(const QString& name, const QString& message, const QString& type);
    /// After the last field was read: whatever nobody asked for is wrong. Doors whose contract lets callers send more
    /// do not call it.
    void refuseUnknown();
    std::vector<FieldProblem> takeProblems() { return std::move(m_problems); }

private:
    QJsonValue take(const QString& name);
    bool expect(const QString& name, const QJsonValue& value, bool isRight, const QString& message,
                const QString& type);

    QJsonObject m_object;
    QJsonArray m_location;
    QSet<QString> m_taken;
    std::vector<FieldProblem> m_problems;
};

/// "participants.0.userId: field required", for doors whose errors are sentences.
QString sentenceOf(const FieldProblem& problem);

}  // namespace tongdai::contract
