#include "engine/evidence/evidence_chain.h"

#include "engine/evidence/canonical_json.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace tongdai::evidence {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kRowBegin("{\"hash\":\"");
constexpr qsizetype kHexSize = 64;

}  // namespace

QByteArray chainStart()
{
    return QCryptographicHash::hash("tongdai-evidence-1", QCryptographicHash::Sha256);
}

QByteArray chainOn(const QByteArray& before, QByteArrayView body)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(before);
    hash.addData(body);
    return hash.result();
}

std::optional<ChainedRow> chainedRow(const QByteArray& before, const QJsonObject& line, qint64 n)
{
    const auto body = canonicalJson(QJsonObject{{u"line"_s, line}, {u"n"_s, n}});
    if (!body) return std::nullopt;
    ChainedRow row;
    row.hash = chainOn(before, *body);
    row.text = kRowBegin.toByteArray() + row.hash.toHex() + "\"," + body->sliced(1);
    return row;
}

std::optional<FoundRow> readRow(QByteArrayView text)
{
    if (!text.startsWith(kRowBegin) || text.size() < kRowBegin.size() + kHexSize + 2) return std::nullopt;
    FoundRow row;
    const QByteArrayView hex = text.sliced(kRowBegin.size(), kHexSize);
    row.hash = QByteArray::fromHex(hex.toByteArray());
    if (row.hash.toHex() != hex || text.sliced(kRowBegin.size() + kHexSize, 2) != "\",") return std::nullopt;
    row.body = '{' + text.sliced(kRowBegin.size() + kHexSize + 2).toByteArray();
    QJsonParseError problem{};
    const QJsonObject parsed = QJsonDocument::fromJson(row.body, &problem).object();
    if (problem.error != QJsonParseError::NoError || canonicalJson(parsed) != row.body) return std::nullopt;
    if (parsed.size() != 2 || !parsed["line"_L1].isObject() || !parsed["n"_L1].isDouble()) return std::nullopt;
    row.n = parsed["n"_L1].toInteger();
    row.line = parsed["line"_L1].toObject();
    return row;
}

}  // namespace tongdai::evidence
