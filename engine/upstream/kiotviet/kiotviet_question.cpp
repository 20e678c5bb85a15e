#include "engine/upstream/kiotviet/kiotviet_question.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tongdai::upstream {

using namespace std::chrono_literals;

namespace {

QByteArray joinedParameters(const QList<std::pair<QByteArray, QByteArray>>& parameters)
{
    QByteArray query;
    for (const auto& [name, value] : parameters) {
        if (!query.isEmpty()) query += '&';
        query += name.toPercentEncoding() + '=' + value.toPercentEncoding();
    }
    return query;
}

}  // namespace

QByteArray targetOf(const KiotVietQuestion& question)
{
    QByteArray target = '/' + question.endpoint;
    if (!question.below.isEmpty()) target += '/' + question.below.toPercentEncoding("/");
    const QByteArray query = joinedParameters(question.parameters);
    return query.isEmpty() ? target : target + '?' + query;
}

QByteArray hashOf(const QByteArray& retailer, const KiotVietQuestion& question)
{
    KiotVietQuestion sorted = question;
    std::sort(sorted.parameters.begin(), sorted.parameters.end());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(retailer.toLower().toPercentEncoding());
    hash.addData("\n");
    hash.addData(targetOf(sorted));
    return hash.result().toHex();
}

ports::CopyLife lifeOf(const QByteArray& endpoint)
{
    static const QByteArrayList kStatic{"products", "categories", "branches", "users"};
    if (kStatic.contains(endpoint)) return {5min, 10min};
    return {10s, 30s};
}

}  // namespace tongdai::upstream
