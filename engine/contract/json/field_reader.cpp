#include "engine/contract/json/field_reader.h"

#include "engine/contract/json/strict_json.h"
#include "engine/domain/ids.h"
#include "engine/domain/text/whole_text.h"

#include <cmath>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

std::vector<FieldProblem> wholeBody(const QString& message, const QString& type)
{
    return {{QJsonArray{u"body"_s}, message, type}};
}

QString wordingOf(IdProblem problem)
{
    switch (problem) {
        case IdProblem::Empty: return u"ensure this value has at least 1 characters"_s;
        case IdProblem::TooLong: return u"ensure this value has at most %1 bytes"_s.arg(kMaxIdBytes);
        case IdProblem::NotUtf8: return u"not valid UTF-8"_s;
        case IdProblem::NotPrintable: return u"spaces and control characters are not allowed in an id"_s;
    }
    return {};
}

}  // namespace

std::variant<QJsonObject, std::vector<FieldProblem>> readBody(QByteArrayView body, int maxDepth)
{
    if (body.trimmed().isEmpty()) return wholeBody(u"field required"_s, u"value_error.missing"_s);
    // Qt's parser takes a raw NUL inside of a string; no database would store it.
    if (body.contains('\0')) return wholeBody(u"a NUL character in the body"_s, u"value_error.jsondecode"_s);
    if (!body.isValidUtf8()) return wholeBody(u"not valid UTF-8"_s, u"value_error.jsondecode"_s);
    auto parsed = parseStrictObject(body, nullptr, maxDepth, JsonHalves::LetPass);
    if (const auto* problem = std::get_if<JsonProblem>(&parsed)) {
        const bool isOtherType = problem->what == u"not a JSON object"_s;
        return isOtherType
                   ? wholeBody(u"value is not a valid dict"_s, u"type_error.dict"_s)
                   : wholeBody(u"%1: line %2"_s.arg(problem->what).arg(problem->line), u"value_error.jsondecode"_s);
    }
    return std::get<QJsonObject>(std::move(parsed));
}

FieldReader::FieldReader(QJsonObject object, QJsonArray location)
    : m_object(std::move(object)), m_location(std::move(location))
{
}

QJsonValue FieldReader::take(const QString& name)
{
    m_taken.insert(name);
    return m_object.value(name);
}

QString FieldReader::text(const QString& name, const QString& fallback, bool isRequired)
{
    const QJsonValue value = take(name);
    if (!isRequired && (value.isUndefined() || value.isNull())) return fallback;
    if (!expect(name, value, value.isString(), u"str type expected"_s, u"type_error.str"_s)) return {};
    return wholeText(value.toString());
}

QString FieldReader::shortText(const QString& name, qsizetype units)
{
    return cutText(text(name, {}, false), units);
}

QString FieldReader::boundedText(const QString& name, qsizetype maxBytes)
{
    QString value = text(name);
    if (value.toUtf8().size() > maxBytes) {
        report(name, u"ensure this value has at most %1 bytes"_s.arg(maxBytes), u"value_error.any_str.max_length"_s);
    }
    return value;
}

QByteArray FieldReader::id(const QString& name, const QString& fallback, bool isRequired)
{
    const size_t before = m_problems.size();
    const QString whole = text(name, fallback, isRequired);
    const QJsonValue given = m_object.value(name);
    const bool isAbsent = given.isUndefined() || given.isNull();
    if (m_problems.size() > before || (isAbsent && whole.isEmpty())) return {};
    const QByteArray bytes = idBytes(isAbsent ? whole : given.toString());
    if (const auto problem = checkId(bytes)) report(name, wordingOf(*problem), u"value_error.id"_s);
    return bytes;
}

std::optional<double> FieldReader::timestamp(const QString& name, double latest)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull()) return std::nullopt;
    if (!expect(name, value, value.isDouble() && std::isfinite(value.toDouble()), u"value is not a valid float"_s,
                u"type_error.float"_s)) {
        return std::nullopt;
    }
    const double seconds = value.toDouble();
    if (seconds < 0) {
        report(name, u"ensure this value is greater than or equal to 0"_s, u"value_error.number.not_ge"_s);
    } else if (seconds > latest) {
        report(name, u"ensure this value is less than or equal to %1 (seconds, not milliseconds)"_s.arg(qint64(latest)),
               u"value_error.number.not_le"_s);
    }
    return seconds;
}

bool FieldReader::flag(const QString& name, bool fallback)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull()) return fallback;
    expect(name, value, value.isBool(), u"value could not be parsed to a boolean"_s, u"type_error.bool"_s);
    return value.toBool(fallback);
}

QJsonObject FieldReader::object(const QString& name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull()) return {};
    if (!expect(name, value, value.isObject(), u"value is not a valid dict"_s, u"type_error.dict"_s)) return {};
    return wholeText(value.toObject());
}

QJsonArray FieldReader::list(const QString& name)
{
    const QJsonValue value = take(name);
    if (!expect(name, value, value.isArray(), u"value is not a valid list"_s, u"type_error.list"_s)) return {};
    return value.toArray();
}

void FieldReader::report(const QString& name, const QString& message, const QString& type)
{
    QJsonArray place = m_location;
    place.append(name);
    m_problems.push_back({place, message, type});
}

void FieldReader::refuseUnknown()
{
    for (auto member = m_object.constBegin(); member != m_object.constEnd(); ++member) {
        if (!m_taken.contains(member.key()))
            report(cutText(wholeText(member.key()), 64), u"extra fields not permitted"_s, u"value_error.extra"_s);
    }
}

bool FieldReader::expect(const QString& name, const QJsonValue& value, bool isRight, const QString& message,
                         const QString& type)
{
    if (isRight) return true;
    if (value.isUndefined()) {
        report(name, u"field required"_s, u"value_error.missing"_s);
    } else if (value.isNull()) {
        report(name, u"none is not an allowed value"_s, u"type_error.none.not_allowed"_s);
    } else {
        report(name, message, type);
    }
    return false;
}

QString sentenceOf(const FieldProblem& problem)
{
    QStringList place;
    for (const QJsonValue& each : problem.location)
        place.append(each.isDouble() ? QString::number(each.toInteger()) : each.toString());
    if (place.size() > 1) place.removeFirst();  // "body" says nothing there
    return place.join(u'.') + u": "_s + problem.message;
}

}  // namespace tongdai::contract
